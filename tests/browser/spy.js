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

  function lookInto(root) {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const each of [root, ...root.querySelectorAll("*")]) {
      look(each);
      if (each.localName === "template") for (const inner of each.content.children) lookInto(inner);
    }
  }

  document.addEventListener("securitypolicyviolation", (event) => tell("policy", `${event.violatedDirective}: ${event.blockedURI}`));

  const observer = new MutationObserver((records) => {
    const regions = new Map();
    for (const { target, addedNodes, attributeName } of records) {
      if (attributeName === "style") look(target);
      for (const node of addedNodes) lookInto(node);
      if (document.readyState !== "complete" && !document.body?.dataset.state) continue;
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      const region = element?.closest(LIVE);
      const inner = [...addedNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE).flatMap((node) => (node.matches(LIVE) ? [node] : [...node.querySelectorAll(LIVE)]));
      for (const each of [region, ...inner]) if (each) regions.set(each, [...(regions.get(each) ?? []), ...(attributeName ? [] : addedNodes)]);
    }
    for (const [region, added] of regions) apply(region, added);
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden", "style", "class"] });

  document.addEventListener("DOMContentLoaded", () => {
    lookInto(document.documentElement);
    for (const region of document.querySelectorAll(LIVE)) heard.set(region, textOf(region));
  });
})();
