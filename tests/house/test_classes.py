"""The classes of the nouns' sheets bear their noun, so that a name says what it is a part of."""

import re

from tests.house.tree import ROOT

CSS = ROOT / "workshop/static/css"
NOUNS = ("ballot", "comment", "dock", "goal", "measure", "results", "round", "theme")
# What stands beside a class that bears its noun: a state, a stance, a figure, a part of a bar.
BESIDE = {"after", "against", "closed", "divided", "floats", "for", "fresh", "mine", "none", "now", "numbered"}
BESIDE |= {"part-1", "part-2", "part-3", "parted", "planned", "propose", "question", "revealed", "state"}
BESIDE |= {"track", "urgent", "voters"}
# What several nouns share without being in the base: lists of contributions, and their forms.
SHARED = {"count", "inline", "news-row", "over-note", "page", "place", "words"}


def classes_of(room: str) -> set[str]:
    """The classes that the sheets of a room name."""
    text = "".join(path.read_text(encoding="utf-8") for path in (CSS / room).iterdir())
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r'/\*.*?\*/|"[^"]*"|url\([^)]*\)', "", text, flags=re.DOTALL)))


def strange(classes: set[str]) -> set[str]:
    """Those that bear no noun, are no part of the base, and are not known to stand beside one that does."""
    others = classes - classes_of("base") - BESIDE - SHARED
    return {each for each in others if not re.fullmatch(rf"({'|'.join(NOUNS)})(-[\w-]+)?", each)}


def test_the_classes_of_a_noun_bear_it():
    assert strange(classes_of("nouns")) == set()
    assert strange({"ballot-choice", "choice", "over", "goals"}) == {"choice", "goals"}


def test_the_classes_of_the_wall_bear_it_but_for_its_states():
    states = {"goals", "hours", "last", "long", "longer", "longest", "new", "qr", "quiet", "results", "stopped"}
    others = {each for each in classes_of("wall") if each != "wall" and not each.startswith("wall-")}
    assert others - states - BESIDE == set()


def test_what_stands_beside_is_still_there():
    assert (BESIDE | SHARED) - classes_of("nouns") == set()
