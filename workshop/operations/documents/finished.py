"""Which texts go into a document, and how far they are in each language, which stands in the way of adopting it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import Consultation
from workshop.models.document import Document, DocumentParagraph
from workshop.operations.documents.numbers import placed_goals
from workshop.operations.documents.texts_to_word import (
    MISSING,
    ORIGINAL,
    Completeness,
    completeness,
    shortlisted,
    texts_to_word,
)


def goals_to_word(session: Session, consultation: Consultation) -> set[int]:
    """Return the ids of the goals that stand in the document or, before there is one, of those that go on."""
    query = select(Document).where(Document.consultation_id == consultation.id)
    document = session.scalars(query).one_or_none()
    if document is None:
        return set(shortlisted(session, consultation))
    return {each.goal.id for each in placed_goals(session, document)}


def completeness_of(session: Session, document: Document) -> list[Completeness]:
    """Return how far the languages of a document are: the texts of what stands in it, its own title and paragraphs."""
    consultation = session.get_one(Consultation, document.consultation_id)
    texts = texts_to_word(session, consultation, {each.goal.id for each in placed_goals(session, document)})
    query = select(DocumentParagraph).where(DocumentParagraph.document_id == document.id, ~DocumentParagraph.removed)
    own = [document.title, *(paragraph.text for paragraph in session.scalars(query))]
    found = [completeness(texts, lang) for lang in document.languages]
    for each in found:
        each.counts.update(ORIGINAL if written.get(each.lang) else MISSING for written in own)
    return found
