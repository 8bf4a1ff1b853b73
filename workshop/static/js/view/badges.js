// What themes are known by.

/** The values that fill in a theme's badge (`themes/_badge.html`), also within a row template of something else. */
export function badgeOf({ number, title, colour, icon }) {
  return { themeNumber: number, themeTitle: title, themeColour: colour, themeIcon: icon };
}
