"""The difference between two texts, word by word, for whoever reads what was changed."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, OUT, IN = "same", "out", "in"
# A word, what stands between two, and each other sign by itself. A word may have joints: "SOTE:lle", "2020–2022".
_WORDS = re.compile(r"\w+(?:[:’'.,–-]\w+)*|\s+|[^\w\s]")


class Part(NamedTuple):
    """A stretch of text that is in both (`same`), was taken `out`, or put `in`."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Part]:
    """Return how one text became another, in the order of reading; what was taken out stands before what was put in.

    Between two changed words the blank is part of the change, so that a new phrase is read as one.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[Part] = []
    for kind, i, j, m, n in _joined(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old):
        if kind == "equal":
            parts.append(Part(SAME, "".join(old[i:j])))
            continue
        parts += [Part(OUT, "".join(old[i:j]))] if i < j else []
        parts += [Part(IN, "".join(new[m:n]))] if m < n else []
    return parts


def _joined(opcodes: list, old: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield the steps, two changes as one where no more than a blank is between them."""
    held: tuple[str, int, int, int, int] | None = None
    for place, (kind, i, j, m, n) in enumerate(opcodes):
        is_blank = kind == "equal" and not "".join(old[i:j]).strip()
        if held and (kind != "equal" or (is_blank and place + 1 < len(opcodes))):
            held = ("replace", held[1], j, held[3], n)
            continue
        if held:
            yield held
            held = None
        if kind == "equal":
            yield kind, i, j, m, n
        else:
            held = (kind, i, j, m, n)
    if held:
        yield held
