"""The pictures of a document, drawn from their tables as its content has them."""

import re

from workshop.content import DataTable, Picture
from workshop.exports.pictures.along import draw as draw_along
from workshop.exports.pictures.between import draw as draw_between
from workshop.exports.pictures.crossed import draw as draw_crossing
from workshop.exports.pictures.drawing import Drawing, svg_of
from workshop.exports.pictures.tracks import Track
from workshop.insight.accord import NAME as ACCORD
from workshop.insight.course import NAME as COURSE
from workshop.insight.crossing import NAME as CROSSING
from workshop.language.speech import speaking

# So many rows are drawn, so that a picture stands on a page with what it says.
DRAWN = 6
_PERCENT = re.compile(r"(\d+)\u00a0?%")


def drawn(picture: Picture, lang: str, *, alone: bool = False) -> str:
    """Return a picture in a language of its document as SVG for a page or (`alone`) a file.

    "" for one that is not known here, of which its description and its table say all.
    """
    how = _DRAWN.get(picture.name)
    if how is None:
        return ""
    with speaking(lang.partition("-")[0]):
        drawing = how(picture.table, lang)
        return svg_of(drawing, picture.name, picture.table.caption[lang].text, picture.description[lang].text, alone)


def _crossing(table: DataTable, lang: str) -> Drawing:
    """Draw themes and phenomena; the last column, of goals on none, is in the table alone."""
    names = [header[lang].text for header in table.headers[1:-1]]
    rows = [(row[0][lang].text, [int(cell[lang].text) for cell in row[1:-1]]) for row in table.rows]
    return draw_crossing(names, rows)


def _between(table: DataTable, lang: str) -> Drawing:
    """Draw the groups that differ from all others; what groups agree on has no shares, and is in the table alone."""
    told = []
    for row in table.rows:
        goal, group, where, own, others = (cell[lang].text for cell in row)
        shares = [_share(each) for each in (others, own)]
        if None not in shares:
            told.append(Track(goal, f"{group} · {where}", [each for each in shares if each is not None]))
    return draw_between(told[:DRAWN])


def _along(table: DataTable, lang: str) -> Drawing:
    """Draw each goal's shares; a note in the last column is none."""
    told = []
    for row in table.rows:
        voted = zip(table.headers[1:], row[1:], strict=True)
        shares = [(head[lang].text, share) for head, cell in voted if (share := _share(cell[lang].text)) is not None]
        told.append(Track(row[0][lang].text, " → ".join(name for name, _ in shares), [share for _, share in shares]))
    return draw_along(told[:DRAWN])


def _share(text: str) -> int | None:
    """Return what `insight.naming.percent` has written."""
    found = _PERCENT.fullmatch(text)
    return int(found[1]) if found else None


_DRAWN = {CROSSING: _crossing, ACCORD: _between, COURSE: _along}
