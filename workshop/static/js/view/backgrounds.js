// Where the background of a theme is read, which has a page of its own.

/** The values that fill in the way to it; hidden where nothing was written. */
export function backgroundOf(theme, slug) {
  const { introduction = {}, links = [], experts = [] } = theme ?? {};
  const backed = Object.keys(introduction).length + links.length + experts.length;
  return { backed, background: `/c/${slug}/themes/${theme?.id}` };
}
