"""What commands on the document act on: that of the consultation, while it may still be changed, and paragraphs."""

from typing import Any

from sqlalchemy import select

from workshop import events
from workshop.engine.actor import Actor
from workshop.errors import Conflict, NotFound
from workshop.events import PendingEvent
from workshop.models.document import ADOPTED, Document, DocumentParagraph
from workshop.operations.auditing import note
from workshop.operations.documents.holding import is_fixed


def begun(actor: Actor, *, adopted: bool = False, changes: bool = True) -> Document:
    """Return the consultation's document; raises Conflict without one, and where it is adopted or is not.

    What is adopted does not change: `correct_document` begins a new one. `changes`: what follows is seen by others.
    """
    document = found(actor)
    if document is None:
        raise Conflict("no_document")
    if adopted and document.state != ADOPTED:
        raise Conflict("not_adopted")
    if not adopted and document.state == ADOPTED:
        raise Conflict("document_adopted")
    document.changes += changes
    return document


def writable(actor: Actor) -> Document:
    """Return the document, whose text may be changed; raises Conflict as `begun`, and for one that is proposed.

    A board must find the text that was proposed to it. A correction is written in what is proposed, since that is all
    that it is for.
    """
    document = begun(actor)
    if is_fixed(document):
        raise Conflict("document_proposed")
    return document


def told(document: Document | None) -> list[PendingEvent]:
    """Return the event by which everybody learns that the document has changed; none of a draft, or of no document."""
    return [] if document is None or document.gone else [events.document_changed(document)]


def told_beside(actor: Actor) -> list[PendingEvent]:
    """Return the same for what changed beside the document and shows in it, if there is one that is not adopted yet."""
    document = found(actor)
    if document is None or document.state == ADOPTED:
        return []
    document.changes += 1
    return told(document)


def found(actor: Actor) -> Document | None:
    """Return the consultation's document, if there is one."""
    query = select(Document).where(Document.consultation_id == actor.consultation.id)
    return actor.session.scalars(query).one_or_none()


def paragraph_in(actor: Actor, document: Document, number: int) -> DocumentParagraph:
    """Return a paragraph of the document by its id; raises NotFound."""
    paragraph = actor.session.get(DocumentParagraph, number)
    if paragraph is None or paragraph.removed or paragraph.document_id != document.id:
        raise NotFound(f"paragraph {number}")
    return paragraph


def texts_of(given: str | dict[str, Any], lang: str, before: dict[str, str] | None = None) -> dict[str, str]:
    """Return texts by language as they are stored: what is given over what was there, without empty ones."""
    said = {lang: given} if isinstance(given, str) else given
    return {slot: text for slot, text in {**(before or {}), **said}.items() if text}


def note_of(actor: Actor, name: str, *, about_id: int | None = None, **details: str | int) -> None:
    """Note in the audit log what was done to the document; `about_id` is the account that it concerns."""
    place = actor.consultation.id
    note(actor.session, name, actor_id=actor.me.account_id, about_id=about_id, consultation_id=place, **details)
