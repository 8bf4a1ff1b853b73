"""What a document holds, whoever shows it: page, DOCX, PDF, XLSX and JSON read this and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

# Of so many goals and measures together PDF takes some seconds of processor time.
LARGE = 200


@dataclass(frozen=True)
class Wording:
    """A text and the language it is written in, which is another than the reader's where nobody has translated it."""

    text: str
    language: str


# By the languages of the document. Where one lacks a text of its own it has the original, with that one's language.
Wordings = Mapping[str, Wording]


@dataclass(frozen=True)
class Prose:
    """Paragraphs of simple Markdown, by language: `{"fi": Wording, "sv": Wording}`."""

    markdown: Wordings
    type: Literal["prose"] = "prose"


@dataclass(frozen=True)
class Link:
    """A page that tells more; its address stands for what it is called where nobody has said that."""

    address: str
    title: Wordings | None = None


@dataclass(frozen=True)
class Expert:
    """Somebody who can tell more, what about, and how they are reached."""

    name: str
    about: Wordings | None = None
    contact: str = ""


@dataclass(frozen=True)
class Background:
    """What tells more of a theme or a phenomenon; `title` is there where its section has another one."""

    title: Wordings | None = None
    introduction: Wordings | None = None
    links: tuple[Link, ...] = ()
    experts: tuple[Expert, ...] = ()
    type: Literal["background"] = "background"


@dataclass(frozen=True)
class DataTable:
    """A table of figures; its cells are already words."""

    caption: Wordings
    headers: tuple[Wordings, ...]
    rows: tuple[tuple[Wordings, ...], ...]
    type: Literal["table"] = "table"


@dataclass(frozen=True)
class Picture:
    """A picture, its description, and the table that says the same, from which it is drawn; `name` says how.

    Without the drawing, so that what is adopted is figures and words: whoever does not know `name` shows these.
    """

    name: str
    description: Wordings
    table: DataTable
    type: Literal["picture"] = "picture"


@dataclass(frozen=True)
class MeasureEntry:
    """A measure under its goal, with who does it and by when."""

    number: str
    text: Wordings
    who: Wordings | None = None
    when: Wordings | None = None
    type: Literal["measure"] = "measure"


@dataclass(frozen=True)
class GoalEntry:
    """A goal with the document's own number, the one it was proposed under, and the numbers of what it was made of."""

    number: str
    proposed_as: str
    title: Wordings
    rationale: Wordings | None = None
    figures: tuple[Wordings, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    background: Wordings | None = None
    made_of: tuple[str, ...] = ()
    type: Literal["goal"] = "goal"


Block = Annotated[Prose | Background | GoalEntry | MeasureEntry | DataTable | Picture, Field(discriminator="type")]


@dataclass(frozen=True)
class Section:
    """A part of a document: introduction, phenomena, theme, follow_up or appendix.

    A theme has a number if goals stand in it.
    """

    kind: str
    number: str
    title: Wordings
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Content:
    """A whole document; `sha256` and `adopted_on` are there once it is adopted.

    `unfinished` says why it was adopted although texts were missing or unchecked in a language.
    `corrects` is the address of the adopted document that this one corrects, and `correction` says in words what.
    """

    title: Wordings
    organisation: Wordings
    state: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...] = ()
    body: Wordings | None = None
    adopted_on: date | None = None
    minutes: str = ""
    address: str = ""
    sha256: str = ""
    corrects: str = ""
    correction: str = ""
    unfinished: str = ""

    def at(self, site: str) -> "Content":
        """Return it with its whole address, as files say it, where it has one."""
        return replace(self, address=f"{site}/d/{self.address}") if self.address else self

    def anchor(self, section: Section) -> str:
        """Return what names a section of this document in its page, whether or not empty ones are shown."""
        if section.number or section.kind != "theme":
            return section.kind + section.number
        others = [each for each in self.sections if each.kind == "theme" and not each.number]
        return f"theme-{1 + next(at for at, each in enumerate(others) if each is section)}"

    def is_large(self, languages: int) -> bool:
        """Whether a file of it in so many languages takes more than a few seconds to make."""
        goals = [block for section in self.sections for block in section.blocks if isinstance(block, GoalEntry)]
        return languages * sum(1 + len(goal.measures) for goal in goals) > LARGE


_CONTENT = TypeAdapter(Content)


def as_data(content: Content) -> dict[str, Any]:
    """Return a document as JSON has it."""
    data: dict[str, Any] = _CONTENT.dump_python(content, mode="json")
    return data


def content_from(data: Mapping[str, Any]) -> Content:
    """Return the document that `as_data` gave."""
    return _CONTENT.validate_python(data)


def schema_of_content() -> dict[str, Any]:
    """Return the JSON Schema of an adopted document."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_CONTENT.json_schema(mode="serialization")}
