"""What share of those who voted support a goal: the share that a pass mark goes by."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from workshop.methods import Method, way_of

COUNTED = ("closed", "revealed")
HIDDEN = "hidden"


@dataclass(frozen=True)
class Share:
    """So many in favour `of` so many; in scoring, points of the most that could be given."""

    favour: int
    of: int

    @property
    def percent(self) -> int:
        """The share in whole percent; half of one is rounded up."""
        return (200 * self.favour + self.of) // (2 * self.of)


def how_of(round_: dict[str, Any]) -> Method:
    """Return the way of voting of a round of the record."""
    return way_of(SimpleNamespace(**round_))


def share_of(how: Method, cells: dict[str, int] | None, voters: int | None) -> Share | None:
    """Return the support of a goal (`Method.support`); None where figures are hidden or the share is of nobody.

    `voters` is None where their number is not published: then there are shares only in ways of voting whose figures
    tell themselves how many answered.
    """
    if cells is None:
        return None
    favour, of = how.support(cells, voters or 0)
    return Share(favour, of) if of and 0 <= favour <= of else None


def counted(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the votes on goals that are over and whose figures may all be seen, the earliest first.

    Those that are revealed place by place are left out until the last place is shown.
    """
    over = [each for each in record["rounds"] if each["state"] in COUNTED and each["subject"] == "goals"]
    whole = [each for each in over if each["tally"] is not None and not each["tally"].get("left")]
    return sorted(whole, key=lambda each: (each["closed_at"] or "", each["id"]))


def named_in(round_: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the recorded names of what was counted, without what was hidden since."""
    return [called for called in round_["called"] if HIDDEN not in called["since"]]
