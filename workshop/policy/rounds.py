"""What a round is at a moment, and what it permits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from workshop.policy.words import CLOSED, MEASURES, OPEN, PLANNED, PRACTICE, PROPOSE, PROPOSE_MEASURES, VOTE
from workshop.protocols import RoundLike


def state_at(round_: RoundLike, now: datetime) -> str:
    """Return the state of a round at `now` by the database's clock: planned, open, closed or revealed.

    It is derived from the stored phase and the times: a planned round is open from `opens_at`, an open one is closed
    from `closes_at`, unless its clock stands.
    """
    phase = round_.phase
    if phase == PLANNED and round_.opens_at and round_.opens_at <= now:
        phase = OPEN
    if phase == OPEN and round_.closes_at and not round_.paused_at and round_.closes_at <= now:
        phase = CLOSED
    return phase


def minutes(number: int) -> timedelta:
    """Return how long a round of this many minutes stays open."""
    return timedelta(minutes=number)


def is_due(round_: RoundLike, now: datetime) -> bool:
    """Whether a time has come that the stored phase does not show yet, so that the round must be opened or closed."""
    return not round_.removed and state_at(round_, now) != round_.phase


def is_counted(round_: RoundLike) -> bool:
    """Whether the round is a vote of which anything is counted: of practice nothing is."""
    return round_.kind == VOTE and not round_.practice


def votes_on_measures(round_: RoundLike) -> bool:
    """Whether what is on the round's ballot are measures."""
    return round_.kind == VOTE and round_.subject == MEASURES


def asks_for_measures(round_: RoundLike) -> bool:
    """Whether measures alone are proposed in the round, by everybody, under the goals that it is about."""
    return round_.kind == PROPOSE and round_.subject == MEASURES


def permits(round_: RoundLike, what: str, theme_id: int | None, now: datetime, goal_id: int | None = None) -> bool:
    """Whether the round is open at `now`, is for `what`, and covers the theme (None: any).

    `what` is a kind of round, PROPOSE_MEASURES or PRACTICE. A round that asks for measures covers the goals that it is
    about, of which `goal_id` must be one (None: any).
    """
    return (
        _is_for(round_, what, goal_id)
        and not round_.removed
        and state_at(round_, now) == OPEN
        and (theme_id is None or not round_.theme_ids or theme_id in round_.theme_ids)
    )


def covers(
    rounds: Iterable[RoundLike], what: str, theme_id: int | None, now: datetime, goal_id: int | None = None
) -> bool:
    """Whether any of the rounds is open at `now`, is for `what` and covers the theme and the goal (None: any)."""
    return any(permits(round_, what, theme_id, now, goal_id) for round_ in rounds)


def _is_for(round_: RoundLike, what: str, goal_id: int | None) -> bool:
    if what == PRACTICE:
        return round_.kind == VOTE and round_.practice
    if not asks_for_measures(round_):
        return round_.kind == (PROPOSE if what == PROPOSE_MEASURES else what)
    return what == PROPOSE_MEASURES and (goal_id is None or goal_id in round_.goal_ids)
