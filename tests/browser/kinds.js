// Runs axe, which looks at the contrast of one of each kind: most of its time goes into saying the same of every card.
//
// Of one kind are elements that bear the same names, colours, grounds and letters, and stand within such. A kind is known
// when axe has passed one of it; what it fails, or cannot tell, it looks at each time. `known` has the kinds, in one text
// since thousands of numbers take their time, and `sheets` the sheets that were looked at before; what comes back has
// those that were looked at now.
async ({ asked, known, sheets }) => {
  const STYLES = ["color", "backgroundColor", "backgroundImage", "opacity", "filter", "position", "display", "visibility", "fontSize", "fontWeight", "textShadow", "textDecorationLine"];
  const kinds = new WeakMap();
  const before = new Set(known.split(" "));
  const passed = new Set(before);

  const hash = (text) => {
    let [one, two] = [0xdeadbeef, 0x41c6ce57];
    for (let place = 0; place < text.length; place += 1) {
      const letter = text.charCodeAt(place);
      one = Math.imul(one ^ letter, 2654435761);
      two = Math.imul(two ^ letter, 1597334677);
    }
    return `${(two >>> 0).toString(36)}.${(one >>> 0).toString(36)}`;
  };
  const kindOf = (each) => {
    if (!each) return "";
    if (!kinds.has(each)) {
      const style = getComputedStyle(each);
      const drawn = ["::before", "::after"].map((part) => getComputedStyle(each, part)).filter(({ content }) => content !== "none");
      const own = STYLES.map((name) => style[name]).concat(drawn.map(({ backgroundColor, position }) => backgroundColor + position));
      kinds.set(each, hash([kindOf(each.parentElement), each.localName, each.getAttribute("class"), each.disabled, ...own].join("|")));
    }
    return kinds.get(each);
  };

  // axe has no way of its own to leave out what it knows; its version is pinned.
  const check = axe._audit.checks["color-contrast"];
  const rule = axe._audit.rules.find(({ id }) => id === "color-contrast");
  const [evaluate, matches] = [check.evaluate, rule.matches];
  rule.matches = (node, ...more) => !passed.has(kindOf(node)) && matches.call(rule, node, ...more);
  check.evaluate = function (node, ...more) {
    const kind = kindOf(node);
    if (passed.has(kind)) return true;
    const answer = evaluate.call(this, node, ...more);
    if (answer === true) passed.add(kind);
    return answer;
  };
  // All sheets are looked through for one that forbids to turn the device.
  const here = [...document.styleSheets].map(({ href }) => href).join(" ");
  const more = sheets.includes(here) ? { preload: false, rules: { "css-orientation-lock": { enabled: false } } } : {};
  try {
    const { violations } = await axe.run({ ...asked, ...more });
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html]));
    return { found, passed: [...passed].filter((kind) => !before.has(kind)).join(" "), sheets: asked.runOnly.type === "tag" ? here : null };
  } finally {
    [check.evaluate, rule.matches] = [evaluate, matches];
  }
}
