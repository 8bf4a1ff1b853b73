"""The themes of a document: those of its goals, and those that have a background, or paragraphs there."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import Theme
from workshop.models.document import Document, DocumentParagraph
from workshop.operations.documents.numbers import Placed
from workshop.operations.documents.wordings import wordings_of


class ThemeRow(NamedTuple):
    """A theme of a document, its number there ("" where no goal stands under it), and its goals."""

    theme: Theme
    number: str
    placed: Sequence[Placed]


def theme_rows(session: Session, document: Document, placed: Sequence[Placed]) -> list[ThemeRow]:
    """Return the themes of a document by their numbers, and then those without one; see `themes_without_goals`."""
    by_number: dict[int, list[Placed]] = {}
    for each in placed:
        by_number.setdefault(each.theme_number, []).append(each)
    others = themes_without_goals(session, document.consultation_id, document, {each.theme.id for each in placed})
    return [
        *(ThemeRow(goals[0].theme, str(number), goals) for number, goals in by_number.items()),
        *(ThemeRow(theme, "", ()) for theme in others),
    ]


def themes_without_goals(
    session: Session, consultation_id: int, document: Document | None, placed: Collection[int]
) -> list[Theme]:
    """Return the themes, in their order, that stand in a document besides those in which goals are `placed` (ids).

    They have no number: a goal that comes under one of them later gives it the next, and none of another changes.
    """
    query = select(Theme).where(Theme.consultation_id == consultation_id, ~Theme.gone, Theme.id.not_in(placed))
    themes = session.scalars(query.order_by(Theme.position, Theme.id)).all()
    texts = wordings_of(session, consultation_id, "theme", [each.id for each in themes])
    worded = {number: fields["introduction"] for number, fields in texts.items()}
    written = _written(session, document) if document else set()
    return [
        each
        for each in themes
        if each.links or each.experts or each.id in written or any(one.text for one in worded[each.id].values())
    ]


def _written(session: Session, document: Document) -> set[int | None]:
    query = select(DocumentParagraph.theme_id).where(DocumentParagraph.document_id == document.id)
    return set(session.scalars(query.where(~DocumentParagraph.removed)))
