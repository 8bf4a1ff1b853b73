"""Commands on the document: begun, brought on from state to state, and which goals are in it."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import select

from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, GoalId, Language, OneOf, Slot, Titles
from workshop.engine.command import CONSULTATION, command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models.document import DOCUMENT_STATES, FOR_COMMENT, Document, DocumentGoal
from workshop.operations.documents import give_numbers, goals_in


class CreateDocument(Arguments):
    """The document of a consultation; without a title it gets that of the consultation."""

    title: Titles | None = None
    languages: Annotated[list[Language], Field(min_length=1, max_length=3)] | None = None
    lang: Slot | None = None


class AdvanceDocument(Arguments):
    """The state that the document is brought to: the next one, or the one before where it was brought on too early."""

    state: Annotated[str, OneOf(DOCUMENT_STATES)]


class IncludeGoal(Arguments):
    """A goal that is to stand in the document, on the shortlist or not."""

    goal_id: GoalId


class ExcludeGoal(Arguments):
    """A goal that is not to stand in the document; its number there is nobody else's."""

    goal_id: GoalId


@command(CreateDocument, target=CONSULTATION, answers=("document_id",))
def create_document(actor: Actor, args: CreateDocument) -> list[PendingEvent]:
    """Begin the document of the consultation; where there is one, that one stays as it is and is the answer."""
    begun = _found(actor)
    if begun is not None:
        return _answer(actor, begun)
    lang = args.lang or actor.me.lang
    title = args.title or wordings(actor.consultation.title)
    texts = {lang: title} if isinstance(title, str) else {slot: text for slot, text in title.items() if text}
    document = Document(
        consultation_id=actor.consultation.id,
        title=texts or wordings(actor.consultation.title),
        languages=list(dict.fromkeys(args.languages or [actor.consultation.lang])),
        created_at=actor.now,
    )
    actor.session.add(document)
    actor.session.flush()
    return _answer(actor, document)


@command(AdvanceDocument, target=CONSULTATION, answers=("document_id",))
def advance_document(actor: Actor, args: AdvanceDocument) -> list[PendingEvent]:
    """Bring the document to the next state or the one before; the first time that it is for comment gives numbers.

    Raises Conflict for a state that is not beside its own.
    """
    document = _document(actor)
    steps = DOCUMENT_STATES.index(args.state) - DOCUMENT_STATES.index(document.state)
    if abs(steps) > 1:
        raise Conflict("document_step")
    if args.state == FOR_COMMENT and not document.numbered:
        give_numbers(actor.session, document, goals_in(actor.session, document))
        document.numbered = True
    document.state = args.state
    return _answer(actor, document)


@command(IncludeGoal, target="goal_id")
def include_goal(actor: Actor, args: IncludeGoal) -> list[PendingEvent]:
    """Put a goal in the document; once there are numbers it gets the next one of its theme, or the one that it had."""
    return _put(actor, included=True)


@command(ExcludeGoal, target="goal_id")
def exclude_goal(actor: Actor, args: ExcludeGoal) -> list[PendingEvent]:
    """Take a goal out of the document."""
    return _put(actor, included=False)


def _put(actor: Actor, *, included: bool) -> list[PendingEvent]:
    document, goal = _document(actor), actor.targets["goal_id"]
    row = actor.session.get(DocumentGoal, (document.id, goal.id))
    if row is None:
        row = DocumentGoal(document_id=document.id, goal_id=goal.id)
        actor.session.add(row)
    row.included = included
    actor.session.flush()
    if included and document.numbered:
        give_numbers(actor.session, document, [goal])
    return []


def _document(actor: Actor) -> Document:
    document = _found(actor)
    if document is None:
        raise Conflict("no_document")
    return document


def _found(actor: Actor) -> Document | None:
    query = select(Document).where(Document.consultation_id == actor.consultation.id)
    return actor.session.scalars(query).one_or_none()


def _answer(actor: Actor, document: Document) -> list[PendingEvent]:
    actor.result = {"document_id": document.id}
    return []
