"""The themes that stand in a document without goals: those that have a background, or paragraphs there."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import Theme
from workshop.models.document import Document, DocumentParagraph
from workshop.operations.documents.wordings import wordings_of


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
