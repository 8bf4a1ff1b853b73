"""When rounds are open: those of one workshop never meet, whether they are opened by hand or by the clock."""

from datetime import MAXYEAR, UTC, datetime

from workshop import policy
from workshop.engine.actor import Asker
from workshop.errors import Conflict
from workshop.models import Round

EVER = datetime(MAXYEAR, 1, 1, tzinfo=UTC)


def refuse_overlap(asker: Asker, round_: Round) -> None:
    """Raise Conflict where a round meets another of its workshop that is open, or that the clock will open, then."""
    own = _span(round_)
    if round_.workshop_id is None or own is None:
        return
    begins, ends = own
    for other in asker.all(Round, Round.workshop_id == round_.workshop_id, Round.id != round_.id):
        its = _span(other)
        if its and begins < its[1] and its[0] < ends:
            raise Conflict("rounds_meet", round=other.title)


def _span(round_: Round) -> tuple[datetime, datetime] | None:
    if round_.phase == policy.OPEN and round_.opened_at:
        return round_.opened_at, round_.closes_at or EVER
    if round_.phase == policy.PLANNED and round_.opens_at:
        ends = round_.closes_at or (round_.opens_at + policy.minutes(round_.minutes) if round_.minutes else EVER)
        return round_.opens_at, ends
    return None
