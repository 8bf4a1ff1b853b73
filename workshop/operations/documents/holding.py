"""Who writes in a paragraph of a document now, and whether its text may be changed at all."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from workshop.models import Participant
from workshop.models.document import ADOPTED, PROPOSED, Document, DocumentParagraph

# From the last key on.
HELD_FOR = timedelta(seconds=60)


def is_fixed(document: Document) -> bool:
    """Whether the text stays as it is: it is adopted, or a board has it before it."""
    return document.state == ADOPTED or (document.state == PROPOSED and not document.correction)


def holder_of(session: Session, paragraph: DocumentParagraph, now: datetime) -> Participant | None:
    """Return the participant who writes in a paragraph at a time."""
    if paragraph.held_by_id is None or paragraph.held_until is None or paragraph.held_until <= now:
        return None
    return session.get(Participant, paragraph.held_by_id)
