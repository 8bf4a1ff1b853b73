"""Addresses within a text that people wrote, which pages make links of; the browser's twin is language/links.js."""

import re

ADDRESS = re.compile(r"https?://[^\s<>\"]+")
# Lines are near enough to one another where a phone shows them.
BLANK = re.compile(r"\n{2,}")
# What ends a sentence, and not the address in it.
AFTER = ".,;:!?)]}'”’»"


def link_parts(text: str) -> list[tuple[str, str]]:
    """Return a text, without its empty lines, in parts (words, address).

    The address is "" for plain words, else what they are a link to.
    Nothing but http and https is a link, and its words are the address itself, so that nobody is led elsewhere than
    they read.
    """
    parts, at, text = [], 0, BLANK.sub("\n", text)
    for found in ADDRESS.finditer(text):
        address = found[0].rstrip(AFTER)
        if not address.partition("//")[2]:
            continue
        parts += [(text[at : found.start()], ""), (address, address)]
        at = found.start() + len(address)
    return [part for part in (*parts, (text[at:], "")) if part[0]]
