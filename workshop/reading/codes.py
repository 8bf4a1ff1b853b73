"""Join codes as people type and paste them: one reader for all fields, addresses and programs."""

import re
import unicodedata
from urllib.parse import unquote

DIGITS = 8
# A link that leads in, whatever stands before and after the code: …/join/4821 7730, …/w/48217730/wall?lang=fi,
# …/join?code=48217730.
IN_LINK = re.compile(r"/(?:join|w)/([^/?#&]+)|/join/?\?(?:[^#]*&)?code=([^&#]+)", re.IGNORECASE)
# The unguessable part of such a link: …/join/48217730?k=abcdefghijklm.
SECRET_IN_LINK = re.compile(r"/(?:join|w)/?[^\s#]*?[?&]k=([\w-]+)", re.IGNORECASE)
LINK = re.compile(r"\S*://\S*")
WITH_PATH = re.compile(r"\S+/\S*")
# The digits of one code may have blanks, dashes or dots between them, but nothing that divides a sentence.
GROUP = re.compile(r"\d(?:[^\w\n(),:;/]{0,3}\d)*")
LONGEST_LINK = 2000


def read_code(typed: str) -> str:
    """Give the digits of a join code in whatever people typed or pasted; empty where there can be none.

    Digits of every script count, superscripts and numbers in circles do not. Of a link only the part that holds
    the code is read, so that a port or an address of numbers is not mixed into it; of a sentence with other
    numbers in it, the one group that is as long as a code.
    """
    link = _link(typed)
    if link:
        return _code_in(unquote(link[1] or link[2]))
    return _code_in(LINK.sub(" ", typed))


def read_secret(typed: str) -> str:
    """Give the unguessable part of a link that someone pasted; empty where it has none."""
    typed = typed[:LONGEST_LINK]
    found = SECRET_IN_LINK.search(typed) or SECRET_IN_LINK.search(unquote(typed))
    return found[1] if found else ""


def is_link(typed: str) -> bool:
    """Whether what was typed is a link that holds a code."""
    return _link(typed) is not None


def spaced(code: str) -> str:
    """Write a join code as people read it aloud."""
    return f"{code[:4]} {code[4:]}"


def _link(typed):
    # Mail programs wrap links into links of their own, in which this address is percent-encoded.
    typed = typed[:LONGEST_LINK]
    return IN_LINK.search(typed) or IN_LINK.search(unquote(typed))


def _code_in(text):
    digits = _digits(text)
    if len(digits) <= DIGITS:
        return digits
    groups = [found for found in map(_digits, GROUP.findall(WITH_PATH.sub(" ", text))) if len(found) == DIGITS]
    return groups[0] if len(groups) == 1 else digits


def _digits(text):
    found = (unicodedata.decimal(sign, None) for sign in text)
    return "".join(str(digit) for digit in found if digit is not None)
