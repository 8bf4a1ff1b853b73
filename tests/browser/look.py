"""What can be found wrong with how a page looks and works for everyone: axe's rules, what is cut, targets too small."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The rules of which the answer changes with the size of the window.
OF_SIZE = ("target-size", "scrollable-region-focusable")
LEAST_TARGET = 24
BY_KINDS = re.sub(r"^//.*\n", "", Path(__file__).with_name("kinds.js").read_text(), flags=re.MULTILINE)

SIDEWAYS = """
() => {
  const name = (each) => `<${each.localName} id="${each.id}" class="${each.getAttribute("class") ?? ""}">`
    + ` "${each.textContent.trim().slice(0, 40)}"`;
  // What is there for screen readers alone is a pixel large, or so cut.
  const unseen = (each) => {
    const box = each.getBoundingClientRect();
    const style = getComputedStyle(each);
    const tiny = box.width <= 1.5 || box.height <= 1.5;
    return tiny && (style.overflowX !== "visible" || style.clipPath !== "none" || style.clip !== "auto");
  };
  const known = new Map([[document.body, false], [null, false]]);
  const within = (each) => {
    if (!known.has(each)) known.set(each, unseen(each) || within(each.parentElement));
    return known.get(each);
  };
  // A table of figures needs its two dimensions; it scrolls in a place of its own, which the keyboard reaches.
  const ofTable = (each) => {
    const place = each.closest("[tabindex='0']");
    return place?.querySelector("table") && ["auto", "scroll"].includes(getComputedStyle(place).overflowX);
  };
  const found = [];
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide in a window of ${innerWidth}`);
  for (const each of document.body.querySelectorAll("*")) {
    if (!each.checkVisibility() || each.closest(".unseen, .skip, [aria-hidden=true], svg") || within(each)) continue;
    const style = getComputedStyle(each);
    for (const text of [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      const range = document.createRange();
      range.selectNodeContents(text);
      const out = [...range.getClientRects()].some((box) => box.width && (box.right > innerWidth + 1 || box.left < -1));
      if (out && !ofTable(each)) found.push(`stands out of the window: ${name(each)}`);
    }
    const cuts = ["hidden", "clip"].includes(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
    if (cuts && each.textContent.trim() && each !== document.body) found.push(`cuts what is in it: ${name(each)}`);
    const scrolls = ["auto", "scroll"].includes(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
    const other = !(each.querySelector("table") && ofTable(each)) && each.localName !== "textarea";
    if (scrolls && other) found.push(`scrolls sideways: ${name(each)}`);
  }
  return found;
}
"""

# A target within a sentence may be as small as its line, and one whose middle has 24 px to itself as small as it is.
SMALL = """
(least) => {
  const targets = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((each) => each.type !== "hidden" && each.checkVisibility())
    .filter((each) => !each.closest(".unseen, .skip, .ballot-past:not(:focus)"))
    .map((each) => [each, (each.closest("label") ?? each).getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height && box.right > 0 && box.left < innerWidth);
  const inSentence = (each) => {
    const block = each.closest("p, li, dd, td, legend, label, h1, h2, h3, h4");
    const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
    const around = [...(block?.childNodes ?? [])].filter(isText);
    return each.localName === "a" && getComputedStyle(each).display === "inline" && around.length > 0;
  };
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const apart = ([each, box]) => {
    const [x, y] = centre(box);
    return targets.every(([other, its]) => {
      if (other === each || other.contains(each) || each.contains(other)) return true;
      const nearX = Math.max(its.left - x, 0, x - its.right);
      const nearY = Math.max(its.top - y, 0, y - its.bottom);
      return Math.hypot(nearX, nearY) >= least / 2;
    });
  };
  return targets
    .filter(([each, box]) => (box.width < least || box.height < least) && !inSentence(each) && !apart([each, box]))
    .map(([each, box]) => `${Math.round(box.width)}x${Math.round(box.height)}: ${each.outerHTML.slice(0, 120)}`);
}
"""

# A colour that changes is on its way for a frame at least, and what hangs on it may set off one frame later.
SETTLED = """
async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let still = 0; still < 3; still += 1) {
    await frame();
    const moving = document.getAnimations().filter((each) => each.playState === "running");
    if (moving.length) still = -1;
    await Promise.allSettled(moving.map((each) => each.finished));
  }
}
"""


@dataclass
class Kinds:
    """What axe has passed before: of each kind of element the contrast, of sheets that they let a device be turned."""

    known: set[str] = field(default_factory=set)
    sheets: set[str] = field(default_factory=set)


def axe(page: Page, kinds: Kinds | None = None, **options) -> list[str]:
    """Name what axe finds: the rule, and where it is broken; of `kinds` that it knows, once."""
    asked = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], **options}
    if not page.evaluate("'axe' in globalThis"):
        # Half a megabyte, that a document needs once.
        page.evaluate(Axe().axe_script)
    if kinds is None:
        found = page.evaluate("async (asked) => (await axe.run(asked)).violations", asked)
        return [f"{each['id']}: {node['html'][:150]}" for each in found for node in each["nodes"]]
    seen = page.evaluate(BY_KINDS, {"asked": asked, "known": " ".join(kinds.known), "sheets": list(kinds.sheets)})
    kinds.known.update(seen["passed"].split())
    if seen["sheets"] is not None:
        kinds.sheets.add(seen["sheets"])
    return [f"{rule}: {html[:150]}" for rule, html in seen["found"]]


def contrasts(page: Page, *more: str, kinds: Kinds | None = None) -> list[str]:
    """Name what cannot be told from its ground, the one thing that changes with the look; `more` rules besides."""
    return axe(page, kinds, runOnly={"type": "rule", "values": ["color-contrast", "link-in-text-block", *more]})


def darken(page: Page) -> None:
    """Turn to the dark look, and wait until no colour is on its way any more."""
    page.emulate_media(color_scheme="dark")
    page.evaluate(SETTLED)


def lighten(page: Page) -> None:
    """Turn back to the light look."""
    page.emulate_media(color_scheme="light")
    page.evaluate(SETTLED)


def sideways(page: Page) -> list[str]:
    """Name what is cut, or can be reached by scrolling sideways only."""
    return page.evaluate(SIDEWAYS)


def small_targets(page: Page) -> list[str]:
    """Name the targets that WCAG 2.2 AA calls too small."""
    return page.evaluate(SMALL, LEAST_TARGET)


def axe_version() -> str:
    """The version of the rules."""
    return Axe().axe_script.split("axe v", 1)[1].split("\n", 1)[0].strip()
