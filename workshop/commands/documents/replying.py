"""The command by which an organisation replies to a goal and says where it stands."""

from typing import Annotated

from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, BodyId, GoalId, OneOf, OptionalLine, OptionalParagraphs, Slot
from workshop.engine.command import command
from workshop.errors import Fault, Invalid
from workshop.events import PendingEvent
from workshop.models.reply import DECLINED, STATUSES, OfficialReply


class ReplyToGoal(Arguments):
    """An official reply to a goal: where it stands, what is said to it, and who says so: a role, a body, or both.

    Whoever declines says why.
    """

    goal_id: GoalId
    status: Annotated[str, OneOf(STATUSES)] | None = None
    text: OptionalParagraphs = ""
    role: OptionalLine = ""
    body_id: BodyId | None = None
    lang: Slot | None = None


@command(ReplyToGoal, target="goal_id", answers=("reply_id",))
def reply_to_goal(actor: Actor, args: ReplyToGoal) -> list[PendingEvent]:
    """Publish a reply; earlier ones stay beneath it. Raises Invalid for one that says nothing, or of nobody."""
    if not args.text and (args.status is None or args.status == DECLINED):
        raise Invalid(text=Fault("empty"))
    if not args.role and args.body_id is None:
        raise Invalid(role=Fault("empty"))
    reply = OfficialReply(
        consultation_id=actor.consultation.id,
        goal_id=actor.targets["goal_id"].id,
        status=args.status,
        text=args.text,
        lang=args.lang or actor.me.lang,
        role=args.role,
        body_id=args.body_id,
        written_at=actor.now,
    )
    actor.session.add(reply)
    actor.session.flush()
    actor.grown += len(args.text)
    actor.result = {"reply_id": reply.id}
    return []
