"""Commands on a document that is for comment: comments and suggested wordings, decided one by one, and who speaks."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import func, select

from workshop.commands.documents.begun import begun, note_of, paragraph_in, told, told_beside
from workshop.commands.documents.paragraphs import ParagraphId
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    LARGEST_ID,
    Arguments,
    BodyId,
    GoalId,
    MeasureId,
    OptionalParagraphs,
    OptionalReason,
    ParticipantId,
    Slot,
)
from workshop.engine.command import CONSULTATION, command
from workshop.errors import Conflict, Fault, Invalid, NotFound
from workshop.events import PendingEvent
from workshop.models import DraftComment, Participant, Spokesperson
from workshop.models.document import FOR_COMMENT, Document
from workshop.models.draft_comment import ACCEPTED, DECLINED, OPEN
from workshop.operations.documents.commented import add_comment, reword, said_now
from workshop.operations.documents.holding import is_fixed
from workshop.policy import leads

# Of one person: nobody reads more, and whoever sends more means no good.
MOST_COMMENTS = 300
DraftCommentId = Annotated[int, Field(ge=1, le=LARGEST_ID)]
KINDS = ("paragraph", "goal", "measure")


class AddDraftComment(Arguments):
    """A comment on one paragraph, goal or measure of the document, and how it might be worded in a language.

    `original` is the text that the writer saw: one that stayed as it was suggests nothing, whatever the document says
    by now. With a `body_id` it is the position of that body, for which a facilitator has named the writer.
    """

    paragraph_id: ParagraphId | None = None
    goal_id: GoalId | None = None
    measure_id: MeasureId | None = None
    text: OptionalParagraphs = ""
    suggestion: OptionalParagraphs = ""
    original: OptionalParagraphs | None = None
    lang: Slot | None = None
    body_id: BodyId | None = None

    @model_validator(mode="after")
    def _on_one_thing(self) -> Self:
        if sum(getattr(self, f"{noun}_id") is not None for noun in KINDS) != 1:
            raise PydanticCustomError("one_thing", "A comment is on exactly one thing.")
        return self

    @property
    def about(self) -> tuple[str, int]:
        """The noun and the id of what is commented on."""
        return next((noun, number) for noun in KINDS if (number := getattr(self, f"{noun}_id")) is not None)


class OneDraftComment(Arguments):
    """A comment on the document that is taken back; a facilitator says why, where it is somebody else's."""

    draft_comment_id: DraftCommentId
    reason: OptionalReason = ""


class DecideSuggestion(Arguments):
    """Whether a suggested wording is accepted, and why."""

    draft_comment_id: DraftCommentId
    accept: bool
    reason: OptionalReason = ""


class OneSpokesperson(Arguments):
    """A participant, and the body that they answer for."""

    participant_id: ParticipantId
    body_id: BodyId


@command(AddDraftComment, target=CONSULTATION, answers=("draft_comment_id",))
def add_draft_comment(actor: Actor, args: AddDraftComment) -> list[PendingEvent]:
    """Comment on a part of the document; raises Conflict where it is not for comment, or for a body of others."""
    document = begun(actor)
    kind, number = args.about
    if kind == "paragraph":
        paragraph_in(actor, document, number)
    _is_for_comment(document)
    if args.body_id is not None and actor.session.get(Spokesperson, (args.body_id, actor.me.id)) is None:
        raise Conflict("not_spokesperson")
    own = (DraftComment.document_id == document.id, DraftComment.participant_id == actor.me.id)
    if (actor.session.scalar(select(func.count()).where(*own)) or 0) >= MOST_COMMENTS:
        raise Conflict("draft_comments_full", most=MOST_COMMENTS)
    lang = args.lang or str(document.languages[0])
    said = {"text": args.text, "suggestion": args.suggestion, "original": args.original, "body_id": args.body_id}
    made = add_comment(actor.session, document, actor.me.id, (kind, number), lang, actor.now, **said)
    if made is None:
        raise Invalid(text=Fault("empty"))
    actor.grown += len(made.text) + len(made.suggestion)
    return _answer(actor, document, made)


@command(OneDraftComment, target=CONSULTATION, answers=("draft_comment_id",))
def withdraw_draft_comment(actor: Actor, args: OneDraftComment) -> list[PendingEvent]:
    """Take back one's own comment on the document; facilitators take away anybody's, and its writer reads why."""
    document = begun(actor)
    said = _found(actor, document, args.draft_comment_id)
    if said.participant_id != actor.me.id and not leads(actor.me):
        raise NotFound(f"draft comment {said.id}")
    _is_for_comment(document)
    if said.participant_id != actor.me.id:
        if not args.reason:
            raise Invalid(reason=Fault("missing"))
        said.removal = args.reason
        writer = actor.session.get_one(Participant, said.participant_id)
        note_of(actor, "draft_comment_removed", about_id=writer.account_id, number=said.id)
    said.withdrawn = True
    return _answer(actor, document, said)


@command(DecideSuggestion, target=CONSULTATION, answers=("draft_comment_id",))
def decide_suggestion(actor: Actor, args: DecideSuggestion) -> list[PendingEvent]:
    """Accept a suggested wording, which then stands in the document, or decline it.

    Raises Conflict for one that was decided, and where the text is another by now than the one it was made for.
    """
    document = begun(actor)
    said = _found(actor, document, args.draft_comment_id)
    if said.state != OPEN:
        raise Conflict("decided_already")
    if args.accept:
        if is_fixed(document):
            raise Conflict("document_proposed")
        if said_now(actor.session, document, said.kind, said.thing_id, said.lang) != said.original:
            raise Conflict("suggestion_outdated")
        reword(actor.session, document, said, actor.now)
    said.state, said.reason = ACCEPTED if args.accept else DECLINED, args.reason
    return _answer(actor, document, said)


@command(OneSpokesperson, target="participant_id")
def name_spokesperson(actor: Actor, args: OneSpokesperson) -> list[PendingEvent]:
    """Let a participant answer for a body."""
    if actor.session.get(Spokesperson, (args.body_id, args.participant_id)) is None:
        actor.session.add(Spokesperson(body_id=args.body_id, participant_id=args.participant_id))
    return told_beside(actor)


@command(OneSpokesperson, target="participant_id")
def remove_spokesperson(actor: Actor, args: OneSpokesperson) -> list[PendingEvent]:
    """Let a participant answer for a body no more; what they said for it stays."""
    named = actor.session.get(Spokesperson, (args.body_id, args.participant_id))
    if named is not None:
        actor.session.delete(named)
    return told_beside(actor)


def _is_for_comment(document: Document) -> None:
    if document.state != FOR_COMMENT:
        raise Conflict("not_for_comment")


def _found(actor: Actor, document: Document, number: int) -> DraftComment:
    found = actor.session.get(DraftComment, number)
    if found is None or found.withdrawn or found.document_id != document.id:
        raise NotFound(f"draft comment {number}")
    return found


def _answer(actor: Actor, document: Document, comment: DraftComment) -> list[PendingEvent]:
    actor.result = {"draft_comment_id": comment.id}
    return told(document)
