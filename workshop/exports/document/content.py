"""What a document holds, whoever shows it: page, DOCX, PDF, XLSX and JSON read this and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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


@dataclass(frozen=True)
class DataTable:
    """A table of figures; its cells are already words."""

    caption: Wordings
    headers: tuple[Wordings, ...]
    rows: tuple[tuple[Wordings, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A picture, its description, and the table that says the same."""

    name: str
    svg: str
    description: Wordings
    table: DataTable


@dataclass(frozen=True)
class MeasureEntry:
    """A measure under its goal, with who does it and by when."""

    number: str
    text: Wordings
    who: Wordings | None = None
    when: Wordings | None = None


@dataclass(frozen=True)
class GoalEntry:
    """A goal with the document's own number, and the one it was proposed under."""

    number: str
    proposed_as: str
    title: Wordings
    rationale: Wordings | None = None
    figures: tuple[Wordings, ...] = ()
    measures: tuple[MeasureEntry, ...] = ()
    background: Wordings | None = None


Block = Prose | GoalEntry | MeasureEntry | DataTable | Picture


@dataclass(frozen=True)
class Section:
    """A part of a document: introduction, phenomena, theme, follow_up or appendix."""

    kind: str
    number: str
    title: Wordings
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Content:
    """A whole document; `sha256` and `adopted_on` are there once it is adopted."""

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
