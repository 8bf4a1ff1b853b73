// Sits in every page of a test and tells what a person would hear, and what no page of ours may have in it.
(() => {
  const LIVE = "#announce, [aria-live]:not([aria-live=off]), [role=status], [role=alert]";
  const heard = new WeakMap();
  const told = new Set();

  const tell = (kind, text) => window.spied?.(kind, text);
  const textOf = (region) => (region.checkVisibility() || region.matches(".unseen") ? region.textContent.replace(/\s+/g, " ").trim() : "");

  // A region that is not atomic is read out by what is added to it, any other as a whole.
  function apply(region, added) {
    const before = heard.get(region) ?? "";
    const text = textOf(region);
    heard.set(region, text);
    if (!text || text === before) return;
    const whole = region.getAttribute("aria-atomic") ?? String(region.matches("[role=status], [role=alert]"));
    const apart = whole === "false";
    const parts = apart ? added.map((node) => node.textContent.replace(/\s+/g, " ").trim()) : [text];
    for (const part of parts) if (part) tell("said", part);
  }

  function look(element) {
    const found = [];
    if (element.hasAttribute("style")) found.push(`style="${element.getAttribute("style")}"`);
    if (element.localName === "style" || (element.localName === "script" && !element.src)) found.push(`<${element.localName}>`);
    for (const { name } of element.attributes) if (name.startsWith("on")) found.push(name);
    for (const each of found) {
      const where = `${each} on <${element.localName} id="${element.id}" class="${element.className?.baseVal ?? element.className}">`;
      if (!told.has(where)) tell("inline", where);
      told.add(where);
    }
  }

  // What the engine finds by itself is found in a tenth of the time.
  const INLINE = "[style], style, script:not([src])";
  const HANDLED = "descendant-or-self::*[@*[starts-with(name(), 'on')]]";

  function lookInto(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const within = (selector) => [...(root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    for (const each of within(INLINE)) look(each);
    const handled = document.evaluate(HANDLED, root, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE);
    for (let place = 0; place < handled.snapshotLength; place += 1) look(handled.snapshotItem(place));
    for (const { content } of within("template")) for (const inner of content.children) lookInto(inner);
  }

  document.addEventListener("securitypolicyviolation", (event) => tell("policy", `${event.violatedDirective}: ${event.blockedURI}`));

  const observer = new MutationObserver((records) => {
    const regions = new Map();
    // A parser adds each thing by itself, and all that is in it: each is looked at once, within what it came in.
    const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]));
    for (const node of added) if (!added.has(node.parentNode)) lookInto(node);
    for (const { target, addedNodes, attributeName } of records) {
      if (attributeName === "style") look(target);
      if (document.readyState !== "complete" && !document.body?.dataset.state) continue;
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      const region = element?.closest(LIVE);
      const inner = [...addedNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE).flatMap((node) => (node.matches(LIVE) ? [node] : [...node.querySelectorAll(LIVE)]));
      for (const each of [region, ...inner]) if (each) regions.set(each, [...(regions.get(each) ?? []), ...(attributeName ? [] : addedNodes)]);
    }
    for (const [region, parts] of regions) apply(region, parts);
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden", "style", "class"] });

  document.addEventListener("DOMContentLoaded", () => {
    lookInto(document.documentElement);
    for (const region of document.querySelectorAll(LIVE)) heard.set(region, textOf(region));
  });
})();
