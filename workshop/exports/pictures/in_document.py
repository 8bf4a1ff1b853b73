"""The pictures of a document, drawn from their tables as its content has them."""

from workshop.content import DataTable, Picture
from workshop.exports.pictures.crossed import draw as draw_crossing
from workshop.exports.pictures.drawing import Drawing, svg_of
from workshop.insight.crossing import NAME as CROSSING
from workshop.language.speech import speaking


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


_DRAWN = {CROSSING: _crossing}
