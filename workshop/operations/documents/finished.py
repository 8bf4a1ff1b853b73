"""Which texts go into a document, and how far they are in each language, which stands in the way of adopting it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import Consultation
from workshop.models.document import Document, DocumentParagraph
from workshop.operations.documents.backgrounds import themes_without_goals
from workshop.operations.documents.numbers import placed_goals
from workshop.operations.documents.texts_to_word import (
    MISSING,
    ORIGINAL,
    Completeness,
    Within,
    completeness,
    shortlisted,
    texts_to_word,
)


def what_to_word(session: Session, consultation: Consultation) -> Within:
    """Return what stands in the document or, before there is one, what would if it began with the goals that go on."""
    query = select(Document).where(Document.consultation_id == consultation.id)
    document = session.scalars(query).one_or_none()
    if document is not None:
        return _within(session, document)
    goals = shortlisted(session, consultation)
    others = themes_without_goals(session, consultation.id, None, {goal.theme_id for goal in goals})
    return Within({goal.id for goal in goals}, {theme.id for theme in others})


def completeness_of(session: Session, document: Document) -> list[Completeness]:
    """Return how far the languages of a document are: the texts of what stands in it, its own title and paragraphs."""
    consultation = session.get_one(Consultation, document.consultation_id)
    texts = texts_to_word(session, consultation, _within(session, document))
    query = select(DocumentParagraph).where(DocumentParagraph.document_id == document.id, ~DocumentParagraph.removed)
    own = [document.title, *(paragraph.text for paragraph in session.scalars(query))]
    found = [completeness(texts, lang) for lang in document.languages]
    for each in found:
        each.counts.update(ORIGINAL if written.get(each.lang) else MISSING for written in own)
    return found


def _within(session: Session, document: Document) -> Within:
    """Return what stands in a document.

    A goal that went to another theme stays under its first one there, while its text is listed with its theme of today.
    """
    placed = placed_goals(session, document)
    themes = {each.theme.id for each in placed}
    others = themes_without_goals(session, document.consultation_id, document, themes)
    return Within({each.goal.id for each in placed}, themes | {theme.id for theme in others})
