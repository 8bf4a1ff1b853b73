"""Themes crossed with phenomena: how many goals touch both, and which pairs have none, in words."""

from dataclasses import dataclass
from typing import Any

from workshop.language.speech import gettext as _
from workshop.language.speech import ngettext
from workshop.language.texts import text_in

# What the picture of it is called wherever it is drawn.
NAME = "themes-and-phenomena"
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


def said_of(found: Crossing) -> list[str]:
    """Return in sentences whether a pair of a theme and a phenomenon has no goal, in the current language."""
    if not found.phenomena or not found.themes:
        return [_("There are no phenomena here to cross themes with.")]
    if not found.empty:
        return [_("Each theme has a goal on each phenomenon.")]
    left_out = "; ".join(
        f"{text_in(theme['title'])}: {', '.join(text_in(each['title']) for each in phenomena)}"
        for theme, phenomena in found.empty
    )
    seen = ngettext(
        "Of %(all)s pairs of a theme and a phenomenon, %(num)d has no goal yet.",
        "Of %(all)s pairs of a theme and a phenomenon, %(num)d have no goal yet.",
        sum(len(phenomena) for _theme, phenomena in found.empty),
        all=len(found.themes) * len(found.phenomena),
    )
    return [seen, _("No goal yet: %(cells)s.", cells=left_out)]
