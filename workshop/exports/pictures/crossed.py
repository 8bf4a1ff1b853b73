"""The picture of themes crossed with phenomena: a cell for each, with the number of goals that touch both."""

from typing import Any

from workshop.exports.pictures.drawing import LINE, WIDTH, Drawing
from workshop.exports.pictures.picture import Picture, text
from workshop.exports.tables import FIGURE, Column, table
from workshop.insight.crossing import Crossing, crossing
from workshop.language.speech import gettext as _
from workshop.language.speech import ngettext

NAME = "themes-and-phenomena"
HIGH, GAP = 34, 4
WIDEST = 84
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def crossed(record: dict[str, Any]) -> Picture:
    """Return the picture of a record; without phenomena or themes there is nothing to cross."""
    found = crossing(record)
    drawn = _draw(found) if found.themes and found.phenomena else None
    return Picture(NAME, _("Themes and phenomena"), _said(found), _table(found), drawn)


def _said(found: Crossing) -> list[str]:
    if not found.phenomena or not found.themes:
        return [_("There are no phenomena here to cross themes with.")]
    counted = _("Goals that stand for themselves and are not set aside. A goal on two phenomena counts under both.")
    if not found.empty:
        return [_("Each theme has a goal on each phenomenon."), counted]
    left_out = "; ".join(
        f"{text(theme['title'])}: {', '.join(text(each['title']) for each in phenomena)}"
        for theme, phenomena in found.empty
    )
    number = sum(len(phenomena) for _theme, phenomena in found.empty)
    seen = ngettext(
        "Of %(all)s pairs of a theme and a phenomenon, %(num)d has no goal yet.",
        "Of %(all)s pairs of a theme and a phenomenon, %(num)d have no goal yet.",
        number,
        all=len(found.themes) * len(found.phenomena),
    )
    return [seen, _("No goal yet: %(cells)s.", cells=left_out), counted]


def _table(found: Crossing):
    heads = [Column(text(each["title"]), 16, FIGURE) for each in found.phenomena]
    columns = [Column(_("Theme"), 40), *heads, Column(_("On no phenomenon"), 16, FIGURE)]
    rows = [
        [f"{theme['number']} {text(theme['title'])}", *row, without]
        for theme, row, without in zip(found.themes, found.cells, found.without, strict=True)
    ]
    return table(_("Themes and phenomena"), columns, rows)


def _draw(found: Crossing) -> Drawing:
    drawing = Drawing()
    for place, phenomenon in enumerate(found.phenomena):
        drawing.words("picture-words", f"{_letter(place)}  {text(phenomenon['title'])}", most=2)
    wide = min(WIDEST, (WIDTH + GAP) / len(found.phenomena) - GAP)
    drawing.height += LINE
    for place in range(len(found.phenomena)):
        middle = place * (wide + GAP) + wide / 2
        drawing.shape("text", "picture-name", _letter(place), x=middle, y=drawing.height, text_anchor="middle")
    for theme, row in zip(found.themes, found.cells, strict=True):
        drawing.height += GAP
        drawing.words("picture-name", f"{theme['number']} {text(theme['title'])}", most=2)
        for place, count in enumerate(row):
            _cell(drawing, place * (wide + GAP), wide, count, found.most)
        drawing.height += HIGH + GAP
    return drawing


def _cell(drawing: Drawing, x: float, wide: float, count: int, most: int) -> None:
    """Draw a count and a bar as long as it is great; an empty cell has a broken edge."""
    y = drawing.height
    drawing.shape("rect", "picture-ground" if count else "picture-empty", x=x, y=y, width=wide, height=HIGH, rx=3)
    kind = "picture-figure" if count else "picture-quiet"
    drawing.shape("text", kind, str(count), x=x + wide / 2, y=y + 19, text_anchor="middle")
    if count:
        drawing.shape("rect", "picture-bar", x=x, y=y + HIGH - 7, width=round(wide * count / most, 1), height=7, rx=2)


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)
