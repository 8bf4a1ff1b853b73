"""Commands on comments."""

from typing import Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from workshop import events, policy
from workshop.commands.contributions import Told, contribute, seal, sign
from workshop.commands.withdrawing import Hides, hide, restore, withdraw
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    NOT_GIVEN,
    Arguments,
    Changes,
    CommentId,
    GoalId,
    GoneCommentId,
    MeasureId,
    Paragraphs,
    Slot,
    WaitingCommentId,
)
from workshop.engine.command import command
from workshop.errors import Invalid
from workshop.events import PendingEvent
from workshop.models import Comment
from workshop.operations.families import carry_on, way_up

Stance = Literal["for", "against", "neutral", "question"]
# The stance of a reply that states none.
NO_STANCE = "neutral"
# Default that tells an absent stance from a wrong one.
UNTAKEN = object()


class AddComment(Arguments):
    """A comment on a goal or on a measure, perhaps in reply to another on the same, which may go without a stance.

    `told_by`: a facilitator writes what a body, or somebody else, told them.
    """

    goal_id: GoalId | None = None
    measure_id: MeasureId | None = None
    reply_to: CommentId | None = None
    text: Paragraphs
    stance: Stance = Field(default_factory=lambda: UNTAKEN, validate_default=True)
    told_by: Told | None = None
    lang: Slot | None = None

    @field_validator("stance", mode="before")
    @classmethod
    def _taken(cls, stance: object, others: ValidationInfo) -> object:
        if stance is not UNTAKEN:
            return stance
        if others.data.get("reply_to") is None:
            raise PydanticCustomError("missing", "A comment takes a stance; a reply may go without.")
        return NO_STANCE

    @model_validator(mode="after")
    def _on_one_thing(self) -> Self:
        if (self.goal_id is None) == (self.measure_id is None):
            raise PydanticCustomError("goal_or_measure", "A comment is on a goal or on a measure.")
        return self


class EditComment(Changes):
    """A new text or stance for a comment; what is left out stays."""

    comment_id: CommentId
    text: Paragraphs = NOT_GIVEN
    stance: Stance = NOT_GIVEN
    lang: Slot | None = None


class WithdrawComment(Changes):
    """A comment to be withdrawn."""

    comment_id: CommentId


class HideComment(Hides):
    """A comment to be hidden."""

    comment_id: WaitingCommentId


class RestoreComment(Changes):
    """A comment that was hidden or withdrawn, to be shown again."""

    comment_id: GoneCommentId


@command(AddComment, makes=events.comment_added, during=policy.COMMENT, themed_by=("goal_id", "measure_id"))
def add_comment(actor: Actor, args: AddComment) -> list[PendingEvent]:
    """Comment on a goal, or on what stands for it, or on a measure, with a stance."""
    answered = actor.targets.get("reply_to")
    way = [] if args.goal_id is None else way_up(actor.session, actor.targets["goal_id"], answered and answered.goal_id)
    if answered and (answered.goal_id, answered.measure_id) != (way[-1].id if way else None, args.measure_id):
        raise Invalid(reply_to="elsewhere")
    lang = args.lang or actor.me.lang
    about: dict[str, Any] = {"goal_id": args.goal_id, "measure_id": args.measure_id, "reply_to": args.reply_to}
    above = actor.targets.get("goal_id") or actor.targets["measure_id"]
    goal = above if args.goal_id else actor.find("goal", above.goal_id)
    # A reply is seen no earlier than what it replies to.
    about |= seal(actor, policy.COMMENT, goal.theme_id, answered if answered and answered.sealed else above)
    comment = contribute(actor, Comment, lang, args.told_by, text={}, stance=args.stance, **about)
    actor.say(comment, "comment", lang, text=args.text)
    carry_on(actor.session, comment, "comment", way)
    return [events.comment_added(comment), *sign(actor, "comment", comment)]


@command(EditComment, target="comment_id", during=policy.COMMENT, themed_by=("comment_id",))
def edit_comment(actor: Actor, args: EditComment) -> list[PendingEvent]:
    """Reword one's own comment or change its stance."""
    comment = actor.targets["comment_id"]
    actor.say(comment, "comment", args.lang or actor.me.lang, **args.given("text"))
    actor.put(comment, args.given("stance"))
    return [events.comment_edited(comment)]


@command(WithdrawComment, target="comment_id")
def withdraw_comment(actor: Actor, args: WithdrawComment) -> list[PendingEvent]:
    """Withdraw one's own comment; it can be restored later where others replied to it."""
    return withdraw(actor, events.comment_withdrawn)


@command(HideComment, target="comment_id")
def hide_comment(actor: Actor, args: HideComment) -> list[PendingEvent]:
    """Hide a comment; its reason may be given later."""
    return hide(actor, events.comment_hidden, args.reason or "")


@command(RestoreComment, target="comment_id")
def restore_comment(actor: Actor, args: RestoreComment) -> list[PendingEvent]:
    """Show a hidden comment again."""
    return restore(actor, events.comment_restored)
