"""The picture at the end of a document: its themes crossed with phenomena, and which pairs have no goal."""

from collections.abc import Callable, Sequence
from typing import Any

from workshop.content import DataTable, Picture, Wording, Wordings
from workshop.insight.crossing import NAME, Crossing, crossing, said_of
from workshop.language.speech import gettext as _
from workshop.language.speech import speaking
from workshop.language.texts import lang_of
from workshop.models import Phenomenon, Theme
from workshop.operations.documents.backgrounds import ThemeRow

# Of a theme or a phenomenon by its noun, its field in each language.
TextsOf = Callable[[str, Theme | Phenomenon, str], dict[str, str]]


def crossed(
    rows: Sequence[ThemeRow], phenomena: Sequence[Phenomenon], texts: TextsOf, languages: Sequence[str]
) -> Picture | None:
    """Return the picture; None where no goal of the document touches a phenomenon."""
    there = {each.id for each in phenomena}
    themes: list[dict[str, Any]] = [
        {
            "title": texts("theme", row.theme, "title"),
            "number": row.number,
            "goals": [{"mark": None, "phenomenon_ids": each.goal.phenomenon_ids} for each in row.placed],
        }
        for row in rows
    ]
    if not any(there & set(goal["phenomenon_ids"]) for theme in themes for goal in theme["goals"]):
        return None
    titles = [{"id": each.id, "title": texts("phenomenon", each, "title")} for each in phenomena]
    found = crossing({"themes": themes, "phenomena": titles})
    return Picture(NAME, _in_each(languages, lambda: " ".join(said_of(found))), _table(found, languages))


def _table(found: Crossing, languages: Sequence[str]) -> DataTable:
    rows = [
        (_named(languages, theme), *(_figure(languages, each) for each in (*counts, without)))
        for theme, counts, without in zip(found.themes, found.cells, found.without, strict=True)
    ]
    return DataTable(
        _in_each(languages, lambda: _("Themes and phenomena")),
        (
            _in_each(languages, lambda: _("Theme")),
            *(_named(languages, each) for each in found.phenomena),
            _in_each(languages, lambda: _("On no phenomenon")),
        ),
        tuple(rows),
    )


def _figure(languages: Sequence[str], count: int) -> Wordings:
    return {lang: Wording(str(count), lang) for lang in languages}


def _named(languages: Sequence[str], thing: dict[str, Any]) -> Wordings:
    """Return the number, if there is one, and the title of a theme or a phenomenon, and in which language that is."""
    slots = {lang: lang_of(thing["title"], lang) for lang in languages}
    return {
        lang: Wording(f"{thing.get('number', '')} {thing['title'].get(slot, '')}".strip(), slot)
        for lang, slot in slots.items()
    }


def _in_each(languages: Sequence[str], said: Callable[[], str]) -> Wordings:
    """Return what is said in each language; plain Finnish is said as Finnish."""
    wordings = {}
    for slot in languages:
        with speaking(slot.partition("-")[0]):
            wordings[slot] = Wording(said(), slot)
    return wordings
