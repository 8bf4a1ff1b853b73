"""The ways of voting by name; no other module names one.

A new way of voting is a file here, an entry in `METHODS`, a partial `templates/methods/_<name>.html`, and translations.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol

from workshop.methods.approve import Approve
from workshop.methods.consent import Consent
from workshop.methods.dots import Dots
from workshop.methods.method import Additive, Cells, Choice, Choices, Faults, Method, Written
from workshop.methods.opinion import Opinion
from workshop.methods.points import BUDGET, CAP, NAME_OF_CAP, PLACES, Points
from workshop.methods.rank import Rank
from workshop.methods.score import Score
from workshop.methods.terms import Terms, terms_of

__all__ = [
    "DEFAULT",
    "METHODS",
    "NAME_OF_CAP",
    "POINTS",
    "SUGGESTED",
    "Additive",
    "Cells",
    "Choice",
    "Choices",
    "Faults",
    "Method",
    "Points",
    "Terms",
    "Written",
    "kinds_of_number",
    "way",
    "way_of",
    "widest",
]

METHODS: dict[str, Method] = {each.name: each for each in (Approve(), Opinion(), Dots(), Score(), Rank(), Consent())}
# The way of voting of a round whose maker named none, and the one preselected in the form for a new round.
DEFAULT = "approve"
SUGGESTED = "dots"

# The kinds of number that forms ask for and walls show.
POINTS: tuple[Points, ...] = (BUDGET, CAP, PLACES)
# The size of the cache of ways of voting by their terms.
MOST_BOUND = 256


class Voting(Protocol):
    """A voting round, of which a way of voting is bound to these."""

    @property
    def method(self) -> str | None:
        """The name of its way of voting."""

    @property
    def points(self) -> int | None:
        """Its number."""

    @property
    def cap(self) -> int | None:
        """The most for one goal."""

    @property
    def criteria(self) -> list[Any] | None:
        """Its criteria, each with its key."""


def way_of(round_: Voting) -> Method:
    """Return the way of voting of a voting round, bound to the round's terms."""
    assert round_.method is not None, "only a voting round is voted in"
    return way(round_.method, round_.points, round_.cap, round_.criteria)


def way(
    name: str, points: int | None = None, cap: int | None = None, criteria: Iterable[dict[str, Any]] | None = None
) -> Method:
    """Return a way of voting by name, bound to terms."""
    return _bound(METHODS[name], terms_of(points, cap, criteria))


def widest(name: str) -> Method:
    """Return a way of voting with as many criteria as a round of it can have: of these row templates are made."""
    how = METHODS[name]
    return _bound(how, Terms(criteria=tuple(f"criterion{place}" for place in range(how.most_criteria))))


def kinds_of_number() -> dict[str, str]:
    """Return what each way of voting asks of its rounds, by name: the kind of its number, "capped", "criteria"."""
    return {name: " ".join(_asks(how)) for name, how in METHODS.items()}


def _asks(how: Method) -> list[str]:
    asks = {"capped": how.capped, "criteria": how.most_criteria}
    return [*([how.points.kind] if how.points else []), *(what for what, there in asks.items() if there)]


@lru_cache(MOST_BOUND)
def _bound(how: Method, terms: Terms) -> Method:
    return how.bound(terms)
