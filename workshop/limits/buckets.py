"""Token buckets: a rate limit whose tokens are reserved beforehand and returned where they were not needed.

A bucket is stored as one number, the moment at which it is full again; taking a token moves it on (the generic cell
rate algorithm, GCRA, ITU-T I.371). Whoever changes buckets holds their rows (`held`), so that on either database no two
requests get the last token.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop.db import database_now, lock_limits
from workshop.db.sets import Among, RowsInsert
from workshop.models import RateCounter

_COUNTERS = RateCounter.__table__
_FULL_AT = select(_COUNTERS.c.key, _COUNTERS.c.until).where(Among(_COUNTERS.c.key, "keys"))
_GONE = delete(_COUNTERS).where(Among(_COUNTERS.c.key, "keys"))
_PUT = RowsInsert(
    _COUNTERS,
    ["key", "until"],
    lambda put: put.on_conflict_do_update(index_elements=["key"], set_={"until": put.excluded.until}),
)
# Moments are sums of many steps; rounding must not cost the last token.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Bucket:
    """A limit: `holds` tokens at most, and a new one every `every` seconds.

    In any t seconds at most `holds + t / every` tokens can be taken.
    """

    name: str
    holds: int
    every: float

    def key(self, whose: str) -> str:
        """Return the key under which the tokens of one owner (`whose`) are counted."""
        return f"{self.name}/{whose}"


# A bucket and its owner; "" for one that all share.
Share = tuple[Bucket, str]
# When each bucket is full again (s since 1970), by its key; full buckets, and empty purses, may be left out.
FullAt = dict[str, float]


def seconds_now(session: Session) -> float:
    """Return the time by the database's clock (s since 1970), which all processes share."""
    return database_now(session).timestamp()


def full_at(session: Session, shares: Iterable[Share]) -> FullAt:
    """Read when each bucket is full again; it may change at once."""
    return dict(session.connection().execute(_FULL_AT, {"keys": _keys(shares)}).all())


@contextmanager
def held(session: Session, now: float, shares: Iterable[Share]) -> Iterator[FullAt]:
    """Hold buckets until the transaction ends; what the block changes in them is stored.

    A full bucket, like an empty purse, needs no row.
    """
    # Danger: a row that is not there yet can't be locked, so one lock is taken for all.
    lock_limits(session)
    before = full_at(session, shares)
    full = dict(before)
    yield full
    moved = {key: until for key, until in full.items() if until > now + ROUNDING and until != before.get(key)}
    if moved:
        _PUT.run(session, [{"key": key, "until": until} for key, until in moved.items()])
    if gone := [key for key in before if full[key] <= now + ROUNDING]:
        session.connection().execute(_GONE, {"keys": gone})


def take(full: FullAt, now: float, shares: list[Share]) -> bool:
    """Take a token from each of several buckets, or from none; return whether all had one."""
    if seconds_to_wait(full, now, shares):
        return False
    for bucket, whose in shares:
        key = bucket.key(whose)
        full[key] = max(full.get(key, now), now) + bucket.every
    return True


def give_back(full: FullAt, now: float, shares: list[Share]) -> None:
    """Return a token to each of several buckets."""
    for bucket, whose in shares:
        key = bucket.key(whose)
        full[key] = full.get(key, now) - bucket.every


def seconds_to_wait(full: FullAt, now: float, shares: list[Share]) -> float:
    """Return the seconds until each of the buckets has a token; 0 where all have one."""
    waits = (full.get(b.key(w), now) + b.every - now - b.holds * b.every - ROUNDING for b, w in shares)
    return max(0.0, *waits)


def earn(full: FullAt, now: float, purse: Share, number: int = 1) -> None:
    """Put tokens into a purse: it starts empty, has `holds` tokens at most, and loses one every `every` seconds."""
    bucket, whose = purse
    key = bucket.key(whose)
    full[key] = min(max(full.get(key, now), now) + number * bucket.every, now + bucket.holds * bucket.every)


def spend(full: FullAt, now: float, purse: Share) -> bool:
    """Take a token from a purse; return whether there was one."""
    if not has(full, now, purse):
        return False
    bucket, whose = purse
    full[bucket.key(whose)] -= bucket.every
    return True


def has(full: FullAt, now: float, purse: Share) -> bool:
    """Whether a purse has a token."""
    bucket, whose = purse
    until = full.get(bucket.key(whose))
    return until is not None and until - bucket.every >= now - ROUNDING


def sweep(session: Session, now: float | None = None) -> None:
    """Delete the rows of buckets that are full and purses that are empty."""
    now = seconds_now(session) if now is None else now
    session.execute(delete(_COUNTERS).where(_COUNTERS.c.until <= now))


def _keys(shares):
    return sorted({bucket.key(whose) for bucket, whose in shares})
