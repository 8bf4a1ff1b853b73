"""How full a consultation is, for its facilitators."""

from dataclasses import dataclass

from workshop.holdings import TEXTS, held, most, near
from workshop.web.app_context import app_context


@dataclass(frozen=True)
class Fullness:
    """What a consultation holds and may hold, by noun and under `texts`; `near` are those with little room left."""

    held: dict[str, int]
    most: dict[str, int]
    near: frozenset[str]

    @property
    def percent(self) -> int:
        """The share of the room for texts that is used, in percent."""
        return 100 * self.held[TEXTS] // self.most[TEXTS]


def fullness(consultation_id: int) -> Fullness:
    """Return how full a consultation is."""
    ceilings = app_context().settings.ceilings
    with app_context().database.read() as session:
        holds = held(session, consultation_id)
    return Fullness(holds, most(ceilings), near(ceilings, holds))
