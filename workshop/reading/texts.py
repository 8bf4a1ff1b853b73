"""How texts appear to readers: whether one shows anything, how it is searched, and which names look alike."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

# Characters that only shape their neighbours: soft hyphen, joiners, direction marks, variants, fillers, tags.
IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# What keyboards and word processors write for the same sign: hyphens and dashes, apostrophes, quotation marks.
SAME_SIGN = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02bc\u2018\u2019\u201b\u201c\u201d\u201e\u201f",
    "-" * 7 + "'" * 4 + '"' * 4,
)
# The number of a goal or measure, or what is typed of one.
NUMBER = re.compile(r"\d+\.[\d.]*")
# Characters that show nothing although their category is letter or symbol, also those added after Unicode 14.
BLANK = re.compile("[\U0001d159\U00013441-\U00013446\U00016fe4\U0001bca0-\U0001bca3]")
# Controls, formats, private use, surrogates, blanks, and marks, which need a base letter. Unassigned characters are not
# included: they may be emoji of a phone newer than this code.
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Me", "Mn", "Mc", "Zl", "Zp", "Zs"})
# Look-alikes in lower case (after Unicode TS 39, as far as names need it): Cyrillic, Greek, the digits 0 and 1 and the
# small l, accents that stand for apostrophes.
LOOKS_LIKE = str.maketrans(
    "\u0430\u0432\u0441\u0501\u0435\u04bb\u043d\u0456\u0458\u043a\u043c\u043e\u0440\u051b\u0455\u0442\u0443\u0475\u051d\u0445\u03b1\u03b2\u03b5\u03b6\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c70i1|`\u00b4",
    "abcdehhljkmopqstyvwxabezhlkmnoptyxolll" + "'" * 2,
)


def shows_something(text: str) -> bool:
    """Whether anything in a text is visible: a letter, digit, symbol or emoji."""
    return any(map(_is_seen, text))


def fold(text: str) -> str:
    """Return a text folded for searching: without case, invisible characters, and kinds of blanks, dashes, quotes."""
    text = IGNORED.sub("", unicodedata.normalize("NFKC", text))
    # Not casefold(), which keeps the dotless i apart.
    text = unicodedata.normalize("NFKC", text.upper().lower().replace("\u03c2", "\u03c3"))
    return " ".join(IGNORED.sub("", text).translate(SAME_SIGN).split())


def said_in(word: str, text: str) -> bool:
    """Whether a folded text has a folded word in it; of a number such as 1.1, that or what is under it: not 1.10."""
    if not NUMBER.fullmatch(word):
        return word in text
    is_whole = "" if word.endswith(".") else r"(?!\d)"
    return bool(re.search(rf"(?<![\d.]){re.escape(word)}{is_whole}", text))


def skeleton(name: str) -> str:
    """Return what a name looks like; names that can be mistaken for each other have the same skeleton (UTS 39)."""
    return unicodedata.normalize("NFD", fold(name)).translate(LOOKS_LIKE)


def look_alikes(people: Iterable[dict]) -> set[int]:
    """Return the ids of people whose name looks like another's; each of `people` has `id` and `name`."""
    looks = {one["id"]: skeleton(one["name"]) for one in people}
    often = Counter(looks.values())
    return {number for number, look in looks.items() if often[look] > 1}


def _is_seen(sign):
    if IGNORED.match(sign) or BLANK.match(sign) or unicodedata.category(sign) in UNSEEN:
        return False
    # Noncharacters of all planes (Unicode, section 23.7).
    return ord(sign) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(sign) <= 0xFDEF
