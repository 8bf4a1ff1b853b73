"""The parts of a picture, and what is common to those that speak of goals."""

from dataclasses import dataclass

from workshop.exports.pictures.drawing import Drawing, svg_of
from workshop.exports.tables import Table


@dataclass(frozen=True)
class Picture:
    """What a picture is called, what it says in sentences, the same as a table, and as a drawing; None: nothing yet."""

    name: str
    title: str
    sentences: list[str]
    table: Table
    drawing: Drawing | None

    def svg(self, alone: bool = False) -> str:
        """Return the drawing as SVG for a page, or (`alone`) for a file, which has a heading; of nothing sentences."""
        drawing = self.drawing or _in_words(self.sentences)
        return svg_of(drawing, self.name, self.title, " ".join(self.sentences), alone)


def _in_words(sentences: list[str]) -> Drawing:
    drawing = Drawing()
    for sentence in sentences:
        drawing.words("picture-words", sentence, most=9)
    return drawing
