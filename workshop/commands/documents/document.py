"""Commands on the document: begun, named, brought on from state to state, and which goals are in it."""

import json
from datetime import date
from typing import Annotated

from pydantic import Field

from workshop import events
from workshop.commands.documents.begun import begun, found, note_of, texts_of, told, writable
from workshop.content import as_data
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    Arguments,
    GoalId,
    Language,
    OneOf,
    OptionalLine,
    OptionalReason,
    Reason,
    Slot,
    Titles,
)
from workshop.engine.command import CONSULTATION, command
from workshop.errors import Conflict, Fault, Invalid
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models.document import FOR_COMMENT, PROPOSED, STEPS, Document, DocumentGoal
from workshop.operations.documents.adopting import Meeting, adopt, newest_of
from workshop.operations.documents.content import content_of
from workshop.operations.documents.finished import completeness_of
from workshop.operations.documents.numbers import keep_numbers
from workshop.operations.documents.proposed import changes_since, fingerprint_of

Languages = Annotated[list[Language], Field(min_length=1, max_length=3)]


class CreateDocument(Arguments):
    """The document of a consultation; without a title it gets that of the consultation."""

    title: Titles | None = None
    languages: Languages | None = None
    lang: Slot | None = None


class EditDocument(Arguments):
    """What the document is called, and the languages that it is written in, in their order."""

    title: Titles | None = None
    languages: Languages | None = None
    lang: Slot | None = None


class AdvanceDocument(Arguments):
    """The state that the document is brought to: the next one, or the one before where it was brought on too early."""

    state: Annotated[str, OneOf(STEPS)]


class AdoptDocument(Arguments):
    """The body that adopted the document, the day of its meeting, and the section of the minutes.

    `unfinished` says why it is adopted although not all of its texts are there and checked in each of its languages.
    `changed` is the fingerprint of what the document holds now, where that is not what was proposed: whoever gives it
    has seen the changes, and so has the body.
    """

    body: Titles
    date: date
    minutes: OptionalLine = ""
    unfinished: OptionalReason = ""
    changed: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    lang: Slot | None = None


class CorrectDocument(Arguments):
    """What is wrong in the document that was adopted; it is told beside the one that corrects it."""

    reason: Reason


class OneGoal(Arguments):
    """A goal that is to stand in the document, or not to; its number there is never another's."""

    goal_id: GoalId


@command(CreateDocument, target=CONSULTATION, answers=("document_id",))
def create_document(actor: Actor, args: CreateDocument) -> list[PendingEvent]:
    """Begin the document of the consultation; where there is one, that one stays as it is and is the answer."""
    document = found(actor)
    if document is None:
        title = texts_of(args.title or {}, args.lang or actor.me.lang) or wordings(actor.consultation.title)
        languages = args.languages or [actor.consultation.lang]
        document = Document(consultation_id=actor.consultation.id, title=title, languages=_once(languages))
        document.created_at = actor.now
        actor.session.add(document)
        actor.session.flush()
    return _answer(actor, document)


@command(EditDocument, target=CONSULTATION, answers=("document_id",))
def edit_document(actor: Actor, args: EditDocument) -> list[PendingEvent]:
    """Name the document otherwise, or write it in other languages; raises Invalid for one without a title."""
    document = writable(actor)
    if args.title is not None:
        title = texts_of(args.title, args.lang or actor.me.lang, document.title)
        if not title:
            raise Invalid(title=Fault("empty"))
        document.title = title
    if args.languages is not None:
        document.languages = _once(args.languages)
    return _answer(actor, document)


@command(AdvanceDocument, target=CONSULTATION, answers=("document_id",))
def advance_document(actor: Actor, args: AdvanceDocument) -> list[PendingEvent]:
    """Bring the document to the next state or the one before; the first time that it is for comment gives numbers.

    Raises Conflict for a state that is not beside its own.
    """
    document = begun(actor)
    if abs(STEPS.index(args.state) - STEPS.index(document.state)) > 1:
        raise Conflict("document_step")
    if args.state == FOR_COMMENT:
        keep_numbers(actor.session, document)
    if document.state != args.state:
        document.state = args.state
        document.proposed = as_data(content_of(actor.session, document)) if args.state == PROPOSED else None
        note_of(actor, "document_advanced", state=args.state)
        # Also those who can read it no longer must know.
        _answer(actor, document)
        return [events.document_changed(document)]
    return _answer(actor, document)


@command(OneGoal, target="goal_id")
def include_goal(actor: Actor, args: OneGoal) -> list[PendingEvent]:
    """Put a goal in the document; once there are numbers it gets the next one of its theme, or the one that it had."""
    return _put(actor, included=True)


@command(OneGoal, target="goal_id")
def exclude_goal(actor: Actor, args: OneGoal) -> list[PendingEvent]:
    """Take a goal out of the document."""
    return _put(actor, included=False)


@command(AdoptDocument, target=CONSULTATION, answers=("document_id", "address"))
def adopt_document(actor: Actor, args: AdoptDocument) -> list[PendingEvent]:
    """Store the document as it was adopted, and publish it; raises Conflict for one that was not proposed.

    Likewise where a language is not complete and nobody says why it need not be, and where something has changed since
    it was proposed that nobody says they have seen. A correction is read as it stands, as changes are what it is for.
    """
    document = begun(actor)
    if document.state != PROPOSED:
        raise Conflict("not_proposed")
    body = texts_of(args.body, args.lang or actor.me.lang)
    if not body:
        raise Invalid(body=Fault("empty"))
    complete = all(each.full for each in completeness_of(actor.session, document))
    if not complete and not args.unfinished:
        raise Conflict("languages_unfinished")
    content = content_of(actor.session, document)
    changed = not document.correction and changes_since(document, content)
    if changed and args.changed != fingerprint_of(content):
        raise Conflict("changed_since_proposed")
    meeting = Meeting(body, args.date, args.minutes, "" if complete else args.unfinished)
    address = adopt(actor.session, document, meeting, actor.now)
    note_of(actor, "document_adopted", address=address)
    actor.result = {"document_id": document.id, "address": address}
    return told(document)


@command(CorrectDocument, target=CONSULTATION, answers=("document_id",))
def correct_document(actor: Actor, args: CorrectDocument) -> list[PendingEvent]:
    """Open what was adopted for a correction, which is adopted by itself; the adopted one stays as it is."""
    document = begun(actor, adopted=True)
    document.state, document.correction = PROPOSED, args.reason
    adopted = newest_of(actor.session, document)
    document.proposed = json.loads(adopted.content) if adopted else None
    note_of(actor, "document_corrected")
    return _answer(actor, document)


def _put(actor: Actor, *, included: bool) -> list[PendingEvent]:
    document, goal = writable(actor), actor.targets["goal_id"]
    row = actor.session.get(DocumentGoal, (document.id, goal.id))
    if row is None:
        row = DocumentGoal(document_id=document.id, goal_id=goal.id)
        actor.session.add(row)
    row.included = included
    actor.session.flush()
    if document.numbered:
        keep_numbers(actor.session, document)
    return told(document)


def _once(languages: list[str]) -> list[str]:
    return list(dict.fromkeys(languages))


def _answer(actor: Actor, document: Document) -> list[PendingEvent]:
    actor.result = {"document_id": document.id}
    return told(document)
