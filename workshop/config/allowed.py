"""The administrator's limits: who may make consultations, and how many mails people may cause."""

from dataclasses import dataclass

from limits import parse_many

ADMINISTRATORS, FACILITATORS = FOUNDERS = ("administrators", "facilitators")
HOUR = 3600
# Each item is (mails, seconds); `60/hour;300/day` makes two.
Rates = tuple[tuple[int, int], ...]


class BadRates(ValueError):
    """A text that is not a number of mails per time."""


def read_rates(text: str) -> Rates:
    """Parse rates such as `60/hour;300/day`; raises BadRates."""
    try:
        return tuple((item.amount, item.get_expiry()) for item in parse_many(text))
    except ValueError as wrong:
        raise BadRates(text) from wrong


@dataclass(frozen=True)
class Allowed:
    """The settings that commands must know; docs/administrators.md explains each.

    `founders` tells who may make consultations. The others limit mails to one address, mails caused by one account, by
    all guest facilitators of a consultation together, by strangers at one network address, and all mails together.
    """

    founders: str = FACILITATORS
    # The window is as long as a sign-in link works: an addressee refused because of others' requests has working links.
    to_one: Rates = ((10, HOUR // 3),)
    by_one: Rates = ((60, HOUR), (300, 24 * HOUR))
    by_guests: Rates = ((10, HOUR), (20, 24 * HOUR))
    by_strangers: Rates = ((300, HOUR),)
    in_all: Rates = ((200, HOUR // 6),)


# For databases opened without settings, as by tests and tools.
WITHOUT_LIMITS = Allowed(to_one=(), by_one=(), by_guests=(), by_strangers=(), in_all=())
# The environment variables from which they are read (workshop.config).
RATES = {
    "to_one": "WORKSHOP_MAILS_PER_RECIPIENT",
    "by_one": "WORKSHOP_MAILS_PER_SENDER",
    "by_guests": "WORKSHOP_MAILS_BY_GUESTS",
    "by_strangers": "WORKSHOP_MAILS_PER_NETWORK_ADDRESS",
    "in_all": "WORKSHOP_MAILS_IN_ALL",
}
