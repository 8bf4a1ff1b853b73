"""How tests read the document of a hall."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.commands.hall import Hall
from workshop.content import Content, Prose
from workshop.models import Consultation
from workshop.models.document import Document
from workshop.operations.documents.content import content_of


def document_in(session: Session, hall: Hall) -> Document:
    """The document of a hall's consultation."""
    query = select(Document).join(Consultation, Consultation.id == Document.consultation_id)
    return session.scalars(query.where(Consultation.slug == hall.slug)).one()


def content(hall: Hall) -> Content:
    """What the document holds now."""
    with hall.database.read() as session:
        return content_of(session, document_in(session, hall))


def proses(hall: Hall, kind: str, lang: str = "fi") -> list[str]:
    """The paragraphs of a section, as a reader of a language has them."""
    [section] = [each for each in content(hall).sections if each.kind == kind]
    return [block.markdown[lang].text for block in section.blocks if isinstance(block, Prose)]
