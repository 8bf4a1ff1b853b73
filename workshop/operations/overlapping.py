"""Rounds of one workshop never overlap, whether they are opened by hand or by the clock."""

from datetime import MAXYEAR, UTC, datetime

from workshop import policy
from workshop.engine.actor import Actor
from workshop.errors import Conflict
from workshop.models import Round

EVER = datetime(MAXYEAR, 1, 1, tzinfo=UTC)


def refuse_overlap(actor: Actor, round_: Round) -> None:
    """Raise Conflict where a round overlaps another of its workshop that is open or that the clock will open."""
    other = first_overlapping(actor, round_)
    if other:
        raise Conflict("rounds_meet", round=other.title)


def first_overlapping(actor: Actor, round_: Round) -> Round | None:
    """Return the first round of its workshop that a round overlaps, of those open and those that the clock opens."""
    span = _span(round_)
    if round_.workshop_id is None or span is None:
        return None
    begins, ends = span
    for other in actor.all(Round, Round.workshop_id == round_.workshop_id, Round.id != round_.id):
        another = _span(other)
        if another is not None and begins < another[1] and another[0] < ends:
            return other
    return None


def _span(round_: Round) -> tuple[datetime, datetime] | None:
    if round_.phase == policy.OPEN and round_.opened_at:
        return round_.opened_at, EVER if round_.paused_at else round_.closes_at or EVER
    if round_.phase == policy.PLANNED and round_.opens_at:
        ends = round_.closes_at or (round_.opens_at + policy.minutes(round_.minutes) if round_.minutes else EVER)
        return round_.opens_at, ends
    return None
