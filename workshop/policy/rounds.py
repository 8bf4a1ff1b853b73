"""What a round is at a moment, and what it permits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from workshop.policy.words import CLOSED, OPEN, PLANNED
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


def permits(round_: RoundLike, kind: str, theme_id: int | None, now: datetime) -> bool:
    """Whether the round is open at `now`, is of `kind`, and covers the theme (None: any)."""
    return (
        round_.kind == kind
        and not round_.removed
        and state_at(round_, now) == OPEN
        and (theme_id is None or not round_.theme_ids or theme_id in round_.theme_ids)
    )


def covers(rounds: Iterable[RoundLike], kind: str, theme_id: int | None, now: datetime) -> bool:
    """Whether any of the rounds is open at `now`, is of `kind` and covers the theme (None: any)."""
    return any(permits(round_, kind, theme_id, now) for round_ in rounds)
