"""What has changed in a document since it was proposed, in whatever way: nothing else is adopted unnoticed.

Titles, official texts, figures and which goals stand there follow what happens in the consultation, where a goal may
have to be hidden at any time. So they are not frozen, but compared with what the board got.
"""

from collections.abc import Collection
from hashlib import sha256
from typing import NamedTuple

from workshop.content import (
    Background,
    Content,
    DataTable,
    GoalEntry,
    Picture,
    Prose,
    Wording,
    Wordings,
    as_data,
    content_from,
)
from workshop.fields import canonical
from workshop.models.document import Document


class Change(NamedTuple):
    """A text that is another than it was proposed: `where` is a number, or what names a section without one.

    `what` is a key of `labels.DOCUMENT_TEXTS`, or `gone` or `new` for a goal or measure as a whole, then without texts.
    A text is empty where there was none in the language.
    """

    where: str
    what: str
    lang: str
    before: str
    after: str


def changes_since(document: Document, content: Content) -> list[Change]:
    """Return what has changed in a document that holds `content` now; nothing where it is not known what it held."""
    if document.proposed is None:
        return []
    before, after = _texts(content_from(document.proposed)), _texts(content)
    gone, new = _numbers(before) - _numbers(after), _numbers(after) - _numbers(before)
    found = [Change(number, what, "", "", "") for what, those in (("gone", gone), ("new", new)) for number in those]
    for place in {**before, **after}:
        where, what, lang = place
        earlier, later = (_own(texts.get(place), lang, content.languages) for texts in (before, after))
        if where not in gone | new and earlier != later:
            found.append(Change(where, what, lang, earlier, later))
    order = {where: number for number, where in enumerate(dict.fromkeys(where for where, *_ in [*before, *after]))}
    return sorted(found, key=lambda change: order[change.where])


def fingerprint_of(content: Content) -> str:
    """Return what tells whether a document still holds what somebody saw in it."""
    return sha256(canonical(as_data(content))).hexdigest()


def _texts(content: Content) -> dict[tuple[str, str, str], Wording]:
    """Return all texts by number, kind and language."""
    found: dict[tuple[str, str, str], Wording] = {}

    def keep(where: str, what: str, said: Wordings | None) -> None:
        for lang, wording in (said or {}).items():
            earlier = found.get((where, what, lang))
            text = f"{earlier.text}\n\n{wording.text}" if earlier else wording.text
            found[where, what, lang] = Wording(text, wording.language)

    def keep_plain(where: str, *texts: str) -> None:
        for text in filter(None, texts):
            keep(where, "prose", {lang: Wording(text, lang) for lang in content.languages})

    def keep_background(where: str, told: Background) -> None:
        for said in (told.title, told.introduction):
            keep(where, "prose", said)
        for link in told.links:
            keep(where, "prose", link.title)
            keep_plain(where, link.address)
        for expert in told.experts:
            keep_plain(where, expert.name, expert.contact)
            keep(where, "prose", expert.about)

    def keep_table(where: str, table: DataTable) -> None:
        for said in (table.caption, *table.headers, *(cell for row in table.rows for cell in row)):
            keep(where, "figures", said)

    keep("", "title", content.title)
    for section in content.sections:
        place = section.number or content.anchor(section)
        keep(place, "section", section.title)
        for block in section.blocks:
            if isinstance(block, Prose):
                keep(place, "prose", block.markdown)
            elif isinstance(block, Background):
                keep_background(place, block)
            elif isinstance(block, GoalEntry):
                keep(block.number, "title", block.title)
                keep(block.number, "rationale", block.rationale)
                keep(block.number, "prose", block.background)
                for figures in block.figures:
                    keep(block.number, "figures", figures)
                for measure in block.measures:
                    keep(measure.number, "measure", measure.text)
                    keep(measure.number, "who", measure.who)
                    keep(measure.number, "when", measure.when)
            elif isinstance(block, DataTable):
                keep_table(place, block)
            elif isinstance(block, Picture):
                keep_table(place, block.table)
    return found


def _numbers(texts: dict[tuple[str, str, str], Wording]) -> set[str]:
    return {where for where, what, _ in texts if what in ("title", "measure") and where}


def _own(wording: Wording | None, lang: str, languages: Collection[str]) -> str:
    """Return the text in a language; "" where another language of the document stands in for it, which has its own."""
    borrowed = wording is None or (wording.language != lang and wording.language in languages)
    return wording.text if wording and not borrowed else ""
