"""Themes crossed with phenomena: how many goals touch both."""

from dataclasses import dataclass
from typing import Any

ASIDE = "aside"


@dataclass(frozen=True)
class Crossing:
    """A row of counts for each theme, a column for each phenomenon; `without` are goals that touch no phenomenon.

    A goal that touches two phenomena is counted under both, so a row may add up to more than its theme's goals.
    """

    themes: list[dict[str, Any]]
    phenomena: list[dict[str, Any]]
    cells: list[list[int]]
    without: list[int]

    @property
    def most(self) -> int:
        """The greatest count of a cell."""
        return max((count for row in self.cells for count in row), default=0)

    @property
    def empty(self) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
        """The themes that leave phenomena out, each with these."""
        left_out = [
            (theme, [phenomenon for phenomenon, count in zip(self.phenomena, row, strict=True) if not count])
            for theme, row in zip(self.themes, self.cells, strict=True)
        ]
        return [(theme, phenomena) for theme, phenomena in left_out if phenomena]


def crossing(record: dict[str, Any]) -> Crossing:
    """Count the goals of a record (queries/record.py) that stand for themselves and are not set aside."""
    phenomena, themes = record["phenomena"], record["themes"]
    standing = [[goal for goal in theme["goals"] if goal["mark"] != ASIDE] for theme in themes]
    cells = [
        [sum(phenomenon["id"] in goal["phenomenon_ids"] for goal in goals) for phenomenon in phenomena]
        for goals in standing
    ]
    without = [sum(not goal["phenomenon_ids"] for goal in goals) for goals in standing]
    return Crossing(themes, phenomena, cells, without)
