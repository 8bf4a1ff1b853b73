"""A drawing: shapes in a narrow field, set from a template as SVG for a page or for a file."""

import textwrap
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import PackageLoader, Template

from workshop.language.speech import language
from workshop.templating import Templates

# So narrow that on a phone its letters are as large as those around it.
WIDTH = 360
# So many letters of the usual size fit on a line.
LETTERS = 50
LINE = 18


@dataclass
class Drawing:
    """Shapes, from the top down to `height`; each has a name, a class, its attributes and, if it is a text, words."""

    height: float = 0
    shapes: list[dict[str, Any]] = field(default_factory=list)

    def shape(self, name: str, kind: str, words: str = "", **attributes: float | str) -> None:
        """Add a shape; in the names of attributes underscores stand for hyphens."""
        own = {key.replace("_", "-"): value for key, value in attributes.items()}
        self.shapes.append({"name": name, "kind": kind, "words": words, "attributes": own})

    def words(self, kind: str, words: str, x: float = 0, most: int = 3) -> None:
        """Add a text below all that is there, on as many lines as it needs, `most` at most."""
        for line in textwrap.wrap(words, LETTERS, max_lines=most, placeholder=" …") or [""]:
            self.height += LINE
            self.shape("text", kind, line, x=x, y=self.height - 4)


def svg_of(drawing: Drawing, name: str, title: str, said: str, alone: bool = False) -> str:
    """Return a drawing as SVG, described by its title and what it says; `alone`: as a file, with its own styles."""
    head = Drawing()
    if alone:
        head.words("picture-name", title)
        head.height += LINE / 2
    about = {"drawing": drawing, "head": head, "name": name, "title": title, "said": said, "alone": alone}
    return _template().render(**about, width=WIDTH, height=head.height + drawing.height + 6, lang=language())


@cache
def _template() -> Template:
    loader = PackageLoader("workshop", "templates/pictures")
    return Templates(loader=loader, autoescape=True, trim_blocks=True).get_template("picture.svg")
