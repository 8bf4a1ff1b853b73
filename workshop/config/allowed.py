"""What an administrator allows people: who may make consultations, and how many mails they may have sent."""

from dataclasses import dataclass

from limits import parse_many

ADMINISTRATORS, FACILITATORS = FOUNDERS = ("administrators", "facilitators")
HOUR = 3600
# Each is so many mails in so many seconds; `60/hour;300/day` is two of them.
Rates = tuple[tuple[int, int], ...]


class BadRates(ValueError):
    """What is no number of mails in a time."""


def read_rates(text: str) -> Rates:
    """Read rates such as `60/hour;300/day`; raises BadRates."""
    try:
        return tuple((item.amount, item.get_expiry()) for item in parse_many(text))
    except ValueError as wrong:
        raise BadRates(text) from wrong


@dataclass(frozen=True)
class Allowed:
    """What commands must know of the settings; docs/administrators.md says what each means.

    `founders` are those who may make consultations. The others are how many mails go to one address, are caused by one
    account, by the guests who lead a consultation together, by strangers from one network address, and leave in all.
    """

    founders: str = FACILITATORS
    # As long as a link to sign in works: whoever is refused for what others asked for has links that work.
    to_one: Rates = ((10, HOUR // 3),)
    by_one: Rates = ((60, HOUR), (300, 24 * HOUR))
    by_guests: Rates = ((10, HOUR), (20, 24 * HOUR))
    by_strangers: Rates = ((300, HOUR),)
    in_all: Rates = ((200, HOUR // 6),)


# For who opens a database without settings, as tests and tools do.
WITHOUT_LIMITS = Allowed(to_one=(), by_one=(), by_guests=(), by_strangers=(), in_all=())
# The variables from which they are read (workshop.config).
RATES = {
    "to_one": "WORKSHOP_MAILS_PER_RECIPIENT",
    "by_one": "WORKSHOP_MAILS_PER_SENDER",
    "by_guests": "WORKSHOP_MAILS_BY_GUESTS",
    "by_strangers": "WORKSHOP_MAILS_PER_NETWORK_ADDRESS",
    "in_all": "WORKSHOP_MAILS_IN_ALL",
}
