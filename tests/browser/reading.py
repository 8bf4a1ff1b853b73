"""The words of a page as the browser shows them, and those among them that nobody has translated."""

import functools
import re

from playwright.sync_api import Locator, Page

from tests.pages.test_languages import english

# The texts and the spoken names that a page shows, each with the language that it is said to be in.
TEXTS = r"""
() => {
  const found = [];
  const add = (text, element) => {
    const said = text.replace(/\s+/g, " ").trim();
    if (said && !element.closest("script, style, [translate=no]")) found.push([said, element.closest("[lang]").lang]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) add(walker.currentNode.data, walker.currentNode.parentElement);
  for (const name of ["aria-label", "alt", "placeholder", "title"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) add(element.getAttribute(name), element);
  }
  add(document.title.replace(/ – [^–]*$/, ""), document.querySelector("title"));
  return found;
}
"""
# The parts of words, between the places where they may be parted, that stand on more lines than one.
BROKEN = r"""(places) => places.flatMap(({ firstChild: text }) =>
  [...text.data.matchAll(/[^\s\u00AD-]{2,}/g)].map((part) => {
    const range = document.createRange();
    // The hyphen before it is a box of its first letter.
    range.setStart(text, part.index + 1);
    range.setEnd(text, part.index + part[0].length);
    return new Set([...range.getClientRects()].map(({ top }) => top)).size > 1 ? part[0] : "";
  }).filter(Boolean))"""


def broken_words(places: Locator) -> list[str]:
    """The parts of words that stand on several lines, of the texts with which these places begin."""
    return places.evaluate_all(BROKEN)


def texts(page: Page) -> list[tuple[str, str]]:
    """All that a page says, each text with its language."""
    return [tuple(each) for each in page.evaluate(TEXTS)]


def foreign(page: Page, lang: str) -> list[str]:
    """Name what a page says in English where it claims to speak another language."""
    claimed = page.evaluate("document.documentElement.lang")
    wrong = [] if claimed == lang else [f"the page says that it is in {claimed}"]
    sentence = _sentence(lang)
    said = {text for text, spoken in texts(page) if spoken == lang}
    return wrong + [text for text in said if sentence.fullmatch(text)]


@functools.cache
def _sentence(lang: str) -> re.Pattern[str]:
    # Made once: to read a catalogue takes longer than to load a page.
    return re.compile("|".join(f"(?:{each.pattern})" for each in english(lang)))
