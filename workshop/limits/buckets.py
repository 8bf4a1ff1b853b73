"""Token buckets: a rate limit whose tokens are reserved beforehand and returned where they were not needed.

A bucket is stored as one number, the moment at which it is full again; taking a token moves it on (the generic cell
rate algorithm, GCRA, ITU-T I.371). Each change is a single statement, so that on either database no two requests get
the last token.
"""

from dataclasses import dataclass

from sqlalchemy import bindparam, case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workshop.db import database_now, is_shared
from workshop.models import RateCounter

_COUNTERS = RateCounter.__table__
_FULL_AT = select(_COUNTERS.c.key, _COUNTERS.c.until).where(_COUNTERS.c.key.in_(bindparam("keys", expanding=True)))
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


def seconds_now(session: Session) -> float:
    """Return the time by the database's clock (s since 1970), which all processes share."""
    return database_now(session).timestamp()


def take(session: Session, now: float, shares: list[Share]) -> bool:
    """Take a token from each of several buckets, or from none; return whether all had one.

    Danger: list the shares in the same order everywhere. Two callers with opposite orders would wait for each other.
    """
    for number, (bucket, whose) in enumerate(shares):
        moved = case((_COUNTERS.c.until > now, _COUNTERS.c.until), else_=now) + bucket.every
        limit = now + bucket.holds * bucket.every + ROUNDING
        if not _put(session, bucket.key(whose), now + bucket.every, moved, _COUNTERS.c.until + bucket.every <= limit):
            give_back(session, now, shares[:number])
            return False
    return True


def give_back(session: Session, now: float, shares: list[Share]) -> None:
    """Return a token to each of several buckets; a full bucket needs no row."""
    for bucket, whose in shares:
        mine = _COUNTERS.c.key == bucket.key(whose)
        session.execute(update(_COUNTERS).where(mine).values(until=_COUNTERS.c.until - bucket.every))
        session.execute(delete(_COUNTERS).where(mine, _COUNTERS.c.until <= now + ROUNDING))


def full_at(session: Session, shares: list[Share]) -> dict[str, float]:
    """Return, by key, when each bucket is full again (s since 1970); full buckets are left out."""
    keys = {"keys": [bucket.key(whose) for bucket, whose in shares]}
    return dict(session.connection().execute(_FULL_AT, keys).all())


def seconds_to_wait(full: dict[str, float], now: float, shares: list[Share]) -> float:
    """Return the seconds until each of the buckets has a token, given their `full_at`; 0 where all have one."""
    waits = (full.get(b.key(w), now) + b.every - now - b.holds * b.every - ROUNDING for b, w in shares)
    return max(0.0, *waits)


def earn(session: Session, now: float, purse: Share, number: int = 1) -> None:
    """Put tokens into a purse: it starts empty, has `holds` tokens at most, and loses one every `every` seconds."""
    bucket, whose = purse
    more = number * bucket.every
    begun = case((_COUNTERS.c.until > now, _COUNTERS.c.until), else_=now) + more
    most = now + bucket.holds * bucket.every
    _put(session, bucket.key(whose), now + more, case((begun < most, begun), else_=most), None)


def spend(session: Session, now: float, purse: Share) -> bool:
    """Take a token from a purse; return whether there was one."""
    bucket, whose = purse
    left = _COUNTERS.c.until - bucket.every
    there = (_COUNTERS.c.key == bucket.key(whose), left >= now - ROUNDING)
    taken = update(_COUNTERS).where(*there).values(until=left).returning(_COUNTERS.c.key)
    return session.execute(taken).first() is not None


def has(full: dict[str, float], now: float, purse: Share) -> bool:
    """Whether a purse has a token, given its `full_at`."""
    bucket, whose = purse
    until = full.get(bucket.key(whose))
    return until is not None and until - bucket.every >= now - ROUNDING


def sweep(session: Session, now: float | None = None) -> None:
    """Delete the rows of buckets that are full and purses that are empty."""
    now = seconds_now(session) if now is None else now
    session.execute(delete(_COUNTERS).where(_COUNTERS.c.until <= now))


def _put(session, key, first, moved, fits) -> bool:
    insert = (postgresql if is_shared(session) else sqlite).insert
    put = insert(_COUNTERS).values(key=key, until=first)
    put = put.on_conflict_do_update(index_elements=[_COUNTERS.c.key], set_={"until": moved}, where=fits)
    return session.execute(put.returning(_COUNTERS.c.key)).first() is not None
