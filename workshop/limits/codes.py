"""The limit on typed join codes: it stops a guesser, and does not hinder a hall of people.

A look-up is paid for before it is made, and refunded where the code was right. It is paid, in this order,

1. from the address's credit, which grows by two with each newcomer who joined from there;
2. from the address's allowance;
3. from an allowance that all addresses share, at a limited pace for each.

So 500 addresses look up at most 500 * (6 + 3) + 240 + 240 = 4,980 wrong codes in any day, however many they try: with
20 open workshops among 90 million codes, a chance of one in 900. The shared allowance is empty while many guess, but
then an address without guesses still has its own six. `python -m tests.guessing` prints the figures.

Danger: credit must not be farmed. Only newcomers earn it, since a person who knows a code could type it again and
again; and newcomers to one account's consultations earn it 300 times at most, and 50 times a day after that, so that
filling a workshop of one's own with guests does not pay.
"""

import hmac
import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from cachetools import TTLCache
from sqlalchemy.orm import Session

from workshop.db import Database
from workshop.engine.batch import Batch, Marks
from workshop.errors import CannotSave, TooMany
from workshop.limits.buckets import (
    Bucket,
    FullAt,
    Share,
    earn,
    full_at,
    give_back,
    has,
    held,
    seconds_now,
    seconds_to_wait,
    spend,
    take,
)
from workshop.limits.networks import networks_of

HOUR, DAY = 3600, 24 * 3600
CREDIT = Bucket("code-credit", holds=400, every=12)
# In a hall two of five people may mistype the code, and credit comes only once the first have given their names.
FOR_NEWCOMER = 2
ALLOWANCE = Bucket("code", holds=6, every=8 * HOUR)
# The network around an IPv6 address's /64 has the allowance of eight such addresses.
AROUND = Bucket("code-around", holds=48, every=HOUR)
PACE = Bucket("code-pace", holds=54, every=0.25)
COMMON = Bucket("code-common", holds=240, every=360)
EARNING = Bucket("code-earning", holds=300, every=DAY / 50)
# While a hall types the code, changes are stored so long after those before, more of them together.
PAUSE_SECONDS = 0.04
# The longest Retry-After: credit may arrive at any moment.
LONGEST_WAIT, SPREAD = 5, 3
# Who had to wait is told so by a read at first, for this long.
MOST_WAITING, WAITING_SECONDS = 10_000, 60


@dataclass(frozen=True)
class Reserved:
    """What a look-up was paid with, and when (s since 1970)."""

    at: float
    shares: list[Share]
    credit: Share | None = None


@dataclass(frozen=True)
class _Change:
    """A change of some buckets: `make(full, now)` makes it."""

    shares: list[Share]
    make: Callable[[FullAt, float], Any]


class CodeLimit:
    """The limit, in one process: call `reserve` before and `give_back` after each look-up, `welcome` for a newcomer.

    When a hall types the code at the same time, the changes that it causes are stored together.
    """

    def __init__(self, database: Database, secret_key: str, clock: Callable[[Session], float] = seconds_now):
        self._database, self._secret, self._clock = database, secret_key.encode(), clock
        self._batch = Batch[_Change, tuple[Any]](
            self._together,
            lambda change: self._together([change])[0],
            lambda change: Marks(None, ()),
            one_lock=True,
            pause=PAUSE_SECONDS,
        )
        self._waiting: TTLCache[str, bool] = TTLCache(MOST_WAITING, WAITING_SECONDS)

    def reserve(self, address: str | None) -> Reserved:
        """Pay for a look-up from an address; raises TooMany where it has to wait."""
        networks = self._names(address)
        if networks[0] in self._waiting and (wait := self._seconds_until(networks)):
            # Most guesses end here, without a write.
            raise TooMany(come_again(wait))
        shares = [(CREDIT, networks[0]), *chain(*_ways(networks))]
        [paid] = self._batch.carry_out(_Change(shares, partial(pay, networks=networks)))
        if not isinstance(paid, Reserved):
            self._waiting[networks[0]] = True
            raise TooMany(come_again(paid))
        return paid

    def give_back(self, reserved: Reserved) -> None:
        """Refund a look-up that was no help to a guesser."""
        with suppress(CannotSave):
            self._batch.carry_out(_Change(_shares_of(reserved), lambda full, now: give_back_to(full, reserved)))

    def welcome(self, address: str | None, account_id: int, at: float, reserved: Reserved | None = None) -> None:
        """Credit an address for a newcomer who came `at` that time (s since 1970, by the database's clock).

        `account_id` is the account that made the consultation. What the newcomer's look-up was paid with (`reserved`)
        is refunded by the same write.
        """
        purse, earning = (CREDIT, self._names(address)[0]), (EARNING, str(account_id))

        def make(full: FullAt, now: float) -> None:
            credit(full, at, purse, earning)
            if reserved:
                give_back_to(full, reserved)

        # The newcomer has joined in any case, so a failure here is not theirs.
        with suppress(CannotSave):
            self._batch.carry_out(_Change([earning, purse, *_shares_of(reserved)], make))

    def _together(self, group: Sequence[_Change]) -> list[tuple[Any]]:
        return self._database.write(lambda session: self._make(session, group))

    def _make(self, session: Session, group: Sequence[_Change]) -> list[tuple[Any]]:
        now = self._clock(session)
        with held(session, now, chain.from_iterable(change.shares for change in group)) as full:
            return [(change.make(full, now),) for change in group]

    def _seconds_until(self, networks: list[str]) -> float:
        with self._database.read() as session:
            full = full_at(session, [(CREDIT, networks[0]), *chain(*_ways(networks))])
            return seconds_until(full, self._clock(session), networks)

    def _names(self, address):
        names = (hmac.digest(self._secret, f"network {each}".encode(), "sha256") for each in networks_of(address))
        return [name.hex()[:32] for name in names]


def pay(full: FullAt, now: float, networks: list[str]) -> Reserved | float:
    """Pay for a look-up from these networks (the smallest first); the seconds to wait where nothing is left."""
    purse = (CREDIT, networks[0])
    if spend(full, now, purse):
        return Reserved(now, [], purse)
    paid = next((Reserved(now, shares) for shares in _ways(networks) if take(full, now, shares)), None)
    return paid or seconds_until(full, now, networks)


def seconds_until(full: FullAt, now: float, networks: list[str]) -> float:
    """Return the seconds until a look-up can be paid for, as things are; 0 where it can be now."""
    if has(full, now, (CREDIT, networks[0])):
        return 0
    return min(seconds_to_wait(full, now, way) for way in _ways(networks))


def give_back_to(full: FullAt, reserved: Reserved) -> None:
    """Refund what a look-up was paid with."""
    if reserved.credit:
        earn(full, reserved.at, reserved.credit)
    give_back(full, reserved.at, reserved.shares)


def credit(full: FullAt, now: float, purse: Share, earning: Share) -> None:
    """Credit an address's purse for a newcomer to an account's consultation, within that account's limit."""
    if take(full, now, [earning]):
        earn(full, now, purse, FOR_NEWCOMER)


def _shares_of(reserved: Reserved | None) -> list[Share]:
    if reserved is None:
        return []
    return [*reserved.shares, *([reserved.credit] if reserved.credit else [])]


def _ways(networks) -> list[list[Share]]:
    allowance = [(ALLOWANCE, networks[0]), *((AROUND, network) for network in networks[1:])]
    return [allowance, [(PACE, networks[0]), (COMMON, "")]]


def come_again(wait: float) -> int:
    """Return the Retry-After, in seconds, for a request that has to wait at least `wait`."""
    # Spread at random, so that a hall does not retry all at one moment.
    return max(1, round(min(wait, LONGEST_WAIT - SPREAD) + random.uniform(0, SPREAD)))
