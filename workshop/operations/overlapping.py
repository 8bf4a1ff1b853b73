"""Rounds of one workshop never overlap, whether they are opened by hand or by the clock."""

from collections.abc import Collection
from datetime import MAXYEAR, UTC, datetime

from sqlalchemy import ColumnElement, or_

from workshop import policy
from workshop.engine.actor import Actor
from workshop.errors import Conflict
from workshop.models import Round, RoundWorkshop

EVER = datetime(MAXYEAR, 1, 1, tzinfo=UTC)


def refuse_overlap(actor: Actor, round_: Round) -> None:
    """Raise Conflict where a round overlaps another of its workshops that is open or that the clock will open."""
    other = first_overlapping(actor, round_)
    if other:
        raise Conflict("rounds_meet", round=other.title)


def first_overlapping(actor: Actor, round_: Round) -> Round | None:
    """Return the first round of its workshops that a round overlaps, of those open and those that the clock opens."""
    span = _span(round_)
    if not round_.workshop_ids or span is None:
        return None
    begins, ends = span
    for other in actor.all(Round, runs_in(round_.workshop_ids), Round.id != round_.id):
        another = _span(other)
        if another is not None and begins < another[1] and another[0] < ends:
            return other
    return None


def runs_in(workshop_ids: Collection[int]) -> ColumnElement[bool]:
    """Return the condition, in SQL, that a round runs in one of these workshops."""
    several = Round.workshop_links.any(RoundWorkshop.workshop_id.in_(workshop_ids))
    return or_(Round.workshop_id.in_(workshop_ids), several)


def _span(round_: Round) -> tuple[datetime, datetime] | None:
    if round_.phase == policy.OPEN and round_.opened_at:
        return round_.opened_at, EVER if round_.paused_at else round_.closes_at or EVER
    if round_.phase == policy.PLANNED and round_.opens_at:
        ends = round_.closes_at or (round_.opens_at + policy.minutes(round_.minutes) if round_.minutes else EVER)
        return round_.opens_at, ends
    return None
