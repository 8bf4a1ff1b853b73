"""How full a consultation is, for those who lead it."""

from dataclasses import dataclass

from workshop.holdings import TEXTS, held, most, near
from workshop.web.app_context import app_context


@dataclass(frozen=True)
class Fullness:
    """What is held and can be held, by noun and under `texts`; `near` are those of which little room is left."""

    held: dict[str, int]
    most: dict[str, int]
    near: frozenset[str]

    @property
    def percent(self) -> int:
        """How much of the room for texts is taken."""
        return 100 * self.held[TEXTS] // self.most[TEXTS]


def fullness(consultation_id: int) -> Fullness:
    """Look how full a consultation is."""
    ceilings = app_context().settings.ceilings
    with app_context().database.read() as session:
        holds = held(session, consultation_id)
    return Fullness(holds, most(ceilings), near(ceilings, holds))
