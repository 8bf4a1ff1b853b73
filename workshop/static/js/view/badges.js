// What themes are known by.

/** The values that fill in a theme's badge (`themes/_badge.html`), also within a row template of something else. */
export function badgeOf({ number, title, colour, icon }) {
  return { themeNumber: number, themeTitle: title, themeColour: colour, themeIcon: icon };
}

/** The values that fill in a way to a theme's place on the page, with its badge. */
export function wayTo(theme) {
  const anchor = `theme-${theme.id}`;
  return { ...badgeOf(theme), id: theme.id, way: `#${anchor}`, anchor, titled: `${anchor}-title` };
}
