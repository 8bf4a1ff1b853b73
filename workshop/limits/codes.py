"""The limit on typed join codes: a guesser gains nothing by it, and a hall loses nothing.

A look-up is reserved before it is made, and given back where the code was right. It is paid for, in this order,

1. from the credit of the address, which grows by two with each newcomer who joined from there;
2. from the allowance of the address;
3. from what all addresses have in common, at a pace of its own for each.

So 500 addresses look up at most 500 * (6 + 3) + 240 + 240 = 4,980 wrong codes in any day, however many they try: with
20 open workshops among 90 million codes, a chance of one in 900. The third is empty when many guess, and nobody needs
it who has one of the others: an address from which nobody has guessed yet has its own six. `python -m tests.guessing`
shows the figures.

Only newcomers give credit, since whoever knows one code could type it again and again; and of those who join one
account's consultations only 300, and 50 more a day, so that filling a workshop of one's own with guests does not pay.
"""

import hmac
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from sqlalchemy.orm import Session

from workshop.db import Database
from workshop.errors import CannotSave, TooMany
from workshop.limits.buckets import (
    Bucket,
    Share,
    earn,
    full_at,
    give_back,
    has,
    seconds_now,
    seconds_to_wait,
    spend,
    take,
)
from workshop.limits.networks import networks_of

HOUR, DAY = 3600, 24 * 3600
CREDIT = Bucket("code-credit", holds=400, every=12)
# Of those who type a code in a hall two in five may be wrong, and credit comes only when the first have given a name.
FOR_NEWCOMER = 2
ALLOWANCE = Bucket("code", holds=6, every=8 * HOUR)
# What surrounds the /64 of an address of IPv6 has the allowance of eight of them.
AROUND = Bucket("code-around", holds=48, every=HOUR)
PACE = Bucket("code-pace", holds=54, every=0.25)
COMMON = Bucket("code-common", holds=240, every=360)
EARNING = Bucket("code-earning", holds=300, every=DAY / 50)
# Who waits is told to come again by then: a credit may be there at any moment.
LONGEST_WAIT, SPREAD = 5, 3


@dataclass(frozen=True)
class Reserved:
    """What a look-up was paid with."""

    shares: list[Share]
    credit: Share | None = None


class CodeLimit:
    """The limit, as one process keeps it: `reserve` and `give_back` around each look-up, `welcome` for a newcomer."""

    def __init__(self, database: Database, secret_key: str, clock: Callable[[Session], float] = seconds_now):
        self._database, self._secret, self._clock = database, secret_key.encode(), clock

    def reserve(self, address: str | None) -> Reserved:
        """Pay for a look-up from an address; raises TooMany where it has to wait."""
        networks = self._names(address)
        # Most guesses end here, without a write.
        with self._database.read() as session:
            wait = seconds_until(session, self._clock(session), networks)
        paid = None if wait else self._database.write(lambda session: pay(session, self._clock(session), networks))
        if paid is None:
            raise TooMany(come_again(wait))
        return paid

    def give_back(self, reserved: Reserved) -> None:
        """Give back what a look-up was paid with, since it did not help to guess."""
        with suppress(CannotSave):
            self._database.write(lambda session: give_back_to(session, self._clock(session), reserved))

    def welcome(self, address: str | None, account_id: int) -> None:
        """Give an address credit for a newcomer; the account made the consultation that they came to."""
        networks = self._names(address)
        # They have joined, and that is what they are answered.
        with suppress(CannotSave):
            self._database.write(lambda session: credit(session, self._clock(session), networks, account_id))

    def _names(self, address):
        names = (hmac.digest(self._secret, f"network {each}".encode(), "sha256") for each in networks_of(address))
        return [name.hex()[:32] for name in names]


def pay(session: Session, now: float, networks: list[str]) -> Reserved | None:
    """Pay for a look-up from somebody in these networks (the smallest first); None where nothing is left."""
    purse = (CREDIT, networks[0])
    if spend(session, now, purse):
        return Reserved([], purse)
    return next((Reserved(shares) for shares in _ways(networks) if take(session, now, shares)), None)


def seconds_until(session: Session, now: float, networks: list[str]) -> float:
    """Tell after how many seconds a look-up could be paid for, as things are; 0 where it can be now."""
    purse, ways = (CREDIT, networks[0]), _ways(networks)
    # One statement: nothing is read as often while a crowd guesses.
    full = full_at(session, [purse, *chain(*ways)])
    return 0 if has(full, now, purse) else min(seconds_to_wait(full, now, way) for way in ways)


def give_back_to(session: Session, now: float, reserved: Reserved) -> None:
    """Give back what a look-up was paid with."""
    if reserved.credit:
        earn(session, now, reserved.credit)
    give_back(session, now, reserved.shares)


def credit(session: Session, now: float, networks: list[str], account_id: int) -> None:
    """Give somebody's networks credit for a newcomer to a consultation that an account made."""
    if take(session, now, [(EARNING, str(account_id))]):
        earn(session, now, (CREDIT, networks[0]), FOR_NEWCOMER)


def _ways(networks) -> list[list[Share]]:
    allowance = [(ALLOWANCE, networks[0]), *((AROUND, network) for network in networks[1:])]
    return [allowance, [(PACE, networks[0]), (COMMON, "")]]


def come_again(wait: float) -> int:
    """Return the seconds after which somebody is told to come again who has to wait so long at least."""
    # A hall that is told to wait must not come again all at one moment.
    return max(1, round(min(wait, LONGEST_WAIT - SPREAD) + random.uniform(0, SPREAD)))
