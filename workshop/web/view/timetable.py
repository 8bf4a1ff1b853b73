"""The clock times of an agenda: what was, and what follows from it now, also where a workshop runs late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace

from workshop import policy
from workshop.language.clocks import moment

MINUTE = timedelta(minutes=1)
# Whoever begins on another day than planned is not late.
LATEST = 8 * 60


@dataclass(frozen=True)
class Step:
    """When a round begins and ends; None where nobody knows.

    `late`: the clock would open it before the one before it ends.
    """

    round: SimpleNamespace
    begins: datetime | None
    ends: datetime | None
    late: bool = False

    @property
    def minutes(self) -> int | None:
        """How long it takes, as far as that is known."""
        if self.begins and self.ends:
            return round((self.ends - self.begins) / MINUTE)
        minutes: int | None = self.round.minutes
        return minutes


@dataclass(frozen=True)
class Timetable:
    """The steps of an agenda in order, and how many minutes what is to come is later (or earlier) than planned."""

    steps: Sequence[Step]
    late: int | None

    def of(self, round_: SimpleNamespace) -> Step:
        """Return the step of a round."""
        return next(step for step in self.steps if step.round.id == round_.id)

    @property
    def ends(self) -> datetime | None:
        """When the last of them ends; None where that can't be known."""
        return self.steps[-1].ends if self.steps else None


def timetable(rounds: Sequence[SimpleNamespace], starts_at: str | datetime | None, now: datetime) -> Timetable:
    """Work out the times of a workshop's rounds at `now`; `starts_at` is when it is planned to begin.

    What has begun stands as it was, and ends later where its clock stands. What is to come follows without a gap: from
    the end of the open round, from now, or from the planned beginning; a round that the clock opens waits for its time.
    Without any of these there are no times.
    """
    planned, now = moment(starts_at) if starts_at else None, now.replace(second=0, microsecond=0)
    begun = [one for one in rounds if one.state != policy.PLANNED]
    steps: dict[int, Step] = {one.id: _as_it_was(one, now) for one in begun}
    at = _goes_on(steps.values(), planned, now)
    for one in rounds:
        if one.state == policy.PLANNED:
            steps[one.id] = step = _to_come(one, at)
            at = max((time for time in (at, step.begins, step.ends) if time), default=None)
    in_order = [steps[one.id] for one in rounds]
    return Timetable(in_order, _lateness(in_order, planned) if begun or (planned and planned < now) else None)


def _as_it_was(one, now):
    begins = one.opened_at or one.opens_at
    ends = one.closed_at or one.closes_at
    if one.state == policy.OPEN and ends and one.paused_at:
        # It closes later by as long as its clock has stood.
        ends += max(now - one.paused_at, timedelta())
    if one.state == policy.OPEN and not ends and one.minutes:
        ends = max(now, begins + one.minutes * MINUTE)
    return Step(one, begins, ends)


def _goes_on(begun, planned, now):
    """Return when the next round can begin; None where nothing says it."""
    steps = list(begun)
    if not steps:
        return max(planned, now) if planned else None
    open_now = [step for step in steps if step.round.state == policy.OPEN]
    return max([now, *(step.ends for step in open_now if step.ends)])


def _to_come(one, at):
    begins = max(one.opens_at, at) if one.opens_at and at else one.opens_at or at
    ends = one.closes_at or (begins + one.minutes * MINUTE if begins and one.minutes else None)
    return Step(one, begins, ends, late=bool(one.opens_at and at and one.opens_at < at))


def _lateness(steps, planned):
    """Return by how many minutes the next round is later than planned; None where its plan can't be known."""
    if planned is None:
        return None
    at = planned
    for step in steps:
        if step.round.state == policy.PLANNED:
            late = None if step.begins is None else round((step.begins - at) / MINUTE)
            return late if late is not None and abs(late) <= LATEST else None
        if not step.round.minutes:
            return None
        at += step.round.minutes * MINUTE
    return None
