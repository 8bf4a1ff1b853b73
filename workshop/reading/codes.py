"""Join codes, of workshops and of cards, as people type and paste them: one parser for all fields and programs."""

import re
import unicodedata
from urllib.parse import unquote

DIGITS = 8
DIGITS_OF_CARD = 12
# A link that leads to a code, whatever surrounds it: …/join/4821 7730, …/w/48217730/wall?lang=fi, …/join?code=48217730.
IN_LINK = re.compile(r"/(?:join|w)/([^/?#&]+)|/join/?\?(?:[^#]*&)?code=([^&#]+)", re.IGNORECASE)
# The unguessable part of such a link: …/join/48217730?k=abcdefghijklm.
SECRET_IN_LINK = re.compile(r"/(?:join|w)/?[^\s#]*?[?&]k=([\w-]+)", re.IGNORECASE)
LINK = re.compile(r"\S*://\S*")
WITH_PATH = re.compile(r"\S+/\S*")
# Between the digits of a code there may be blanks, dashes or dots, but nothing that separates clauses.
GROUP = re.compile(r"\d(?:[^\w\n(),:;/]{0,3}\d)*")
LONGEST_LINK = 2000


def read_code(typed: str) -> str:
    """Return the digits of a join code in anything typed or pasted; "" where there are none.

    Decimal digits of every script count; superscripts and circled numbers do not. Of a link only the part with the code
    is read, not a port or numeric address; of a sentence with other numbers, the only group as long as a code (eight
    digits, or the twelve of a card).
    """
    link = _link(typed)
    if link:
        return _code_in(unquote(link[1] or link[2]))
    return _code_in(LINK.sub(" ", typed))


def read_secret(typed: str) -> str:
    """Return the unguessable part of a pasted link; "" where it has none."""
    typed = typed[:LONGEST_LINK]
    found = SECRET_IN_LINK.search(typed) or SECRET_IN_LINK.search(unquote(typed))
    return found[1] if found else ""


def is_link(typed: str) -> bool:
    """Whether the text is a link that contains a code."""
    return _link(typed) is not None


def spaced(code: str) -> str:
    """Return a join code in groups of four, as people read it aloud."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def is_whole(code: str) -> bool:
    """Whether these are as many digits as the code of a workshop or of a card has."""
    return len(code) in (DIGITS, DIGITS_OF_CARD)


def _link(typed):
    # Mail programs wrap links into their own, in which this address is percent-encoded.
    typed = typed[:LONGEST_LINK]
    return IN_LINK.search(typed) or IN_LINK.search(unquote(typed))


def _code_in(text):
    digits = _digits(text)
    if len(digits) <= DIGITS:
        return digits
    groups = [found for found in map(_digits, GROUP.findall(WITH_PATH.sub(" ", text))) if is_whole(found)]
    return groups[0] if len(groups) == 1 else digits


def _digits(text):
    found = (unicodedata.decimal(sign, None) for sign in text)
    return "".join(str(digit) for digit in found if digit is not None)
