"""The picture of themes crossed with phenomena: a cell for each, with the number of goals that touch both."""

from collections.abc import Sequence
from typing import Any

from workshop.exports.pictures.drawing import LINE, WIDTH, Drawing
from workshop.exports.pictures.picture import Picture
from workshop.exports.tables import FIGURE, Column, table
from workshop.insight.crossing import NAME, Crossing, crossing, said_of
from workshop.insight.naming import text
from workshop.language.speech import gettext as _

HIGH, GAP = 34, 4
WIDEST = 84
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def crossed(record: dict[str, Any]) -> Picture:
    """Return the picture of a record; without phenomena or themes there is nothing to cross."""
    found = crossing(record)
    rows = [(_named(theme), row) for theme, row in zip(found.themes, found.cells, strict=True)]
    drawn = draw([text(each["title"]) for each in found.phenomena], rows) if rows and found.phenomena else None
    return Picture(NAME, _("Themes and phenomena"), _said(found), _table(found), drawn)


def _said(found: Crossing) -> list[str]:
    if not found.phenomena or not found.themes:
        return said_of(found)
    counted = _("Goals that stand for themselves and are not set aside. A goal on two phenomena counts under both.")
    return [*said_of(found), counted]


def _named(theme: dict[str, Any]) -> str:
    return f"{theme['number']} {text(theme['title'])}"


def _table(found: Crossing):
    heads = [Column(text(each["title"]), 16, FIGURE) for each in found.phenomena]
    columns = [Column(_("Theme"), 40), *heads, Column(_("On no phenomenon"), 16, FIGURE)]
    rows = [
        [_named(theme), *row, without]
        for theme, row, without in zip(found.themes, found.cells, found.without, strict=True)
    ]
    return table(_("Themes and phenomena"), columns, rows)


def draw(phenomena: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> Drawing:
    """Draw a row of cells for each theme, by its name and its counts, a cell for each of the phenomena."""
    drawing, most = Drawing(), max((count for _name, counts in rows for count in counts), default=0)
    for place, phenomenon in enumerate(phenomena):
        drawing.words("picture-words", f"{_letter(place)}  {phenomenon}", most=2)
    wide = min(WIDEST, (WIDTH + GAP) / len(phenomena) - GAP)
    drawing.height += LINE
    for place in range(len(phenomena)):
        middle = place * (wide + GAP) + wide / 2
        drawing.shape("text", "picture-name", _letter(place), x=middle, y=drawing.height, text_anchor="middle")
    for name, counts in rows:
        drawing.height += GAP
        drawing.words("picture-name", name, most=2)
        # Letters that hang below their line do not touch the cells.
        drawing.height += GAP
        for place, count in enumerate(counts):
            _cell(drawing, place * (wide + GAP), wide, count, most)
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
