"""The picture at the end of a document: its themes crossed with phenomena, and which pairs have no goal."""

from collections.abc import Callable, Sequence
from typing import Any

from workshop.content import DataTable, Picture, Wording, Wordings
from workshop.insight.crossing import NAME, Crossing, crossing, said_of
from workshop.language.speech import gettext as _
from workshop.models import Phenomenon, Theme
from workshop.operations.documents.backgrounds import ThemeRow
from workshop.operations.documents.worded import said_in_each, text_in_each

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
    return Picture(NAME, said_in_each(languages, lambda: " ".join(said_of(found))), _table(found, languages))


def _table(found: Crossing, languages: Sequence[str]) -> DataTable:
    rows = [
        (
            text_in_each(languages, theme["title"], theme["number"]),
            *(_figure(languages, each) for each in (*counts, without)),
        )
        for theme, counts, without in zip(found.themes, found.cells, found.without, strict=True)
    ]
    return DataTable(
        said_in_each(languages, lambda: _("Themes and phenomena")),
        (
            said_in_each(languages, lambda: _("Theme")),
            *(text_in_each(languages, each["title"]) for each in found.phenomena),
            said_in_each(languages, lambda: _("On no phenomenon")),
        ),
        tuple(rows),
    )


def _figure(languages: Sequence[str], count: int) -> Wordings:
    return {lang: Wording(str(count), lang) for lang in languages}
