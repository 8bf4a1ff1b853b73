"""Commands on rounds in which people write: say that one is done, and show what was written unseen."""

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from workshop import policy
from workshop.commands.rounds.arguments import SayDone, ShowContributions
from workshop.commands.rounds.terms import in_state
from workshop.engine.actor import Actor, touch_now
from workshop.engine.command import command
from workshop.errors import Conflict, RoundClosed
from workshop.events import PendingEvent
from workshop.models import RoundDone
from workshop.operations.sealing import unseal

DONE = RoundDone.__table__


@command(ShowContributions, target="round_id")
def show_contributions(actor: Actor, args: ShowContributions) -> list[PendingEvent]:
    """Let everybody see what was written in a closed round, under one theme or all that are left.

    Raises Conflict where nothing is left to be shown.
    """
    happened = unseal(actor.session, in_state(actor, policy.CLOSED), args.theme_id)
    if not happened:
        raise Conflict("shown_already")
    return happened


@command(SayDone, target="round_id", answers=("round_id",), exclusive=False)
def say_done(actor: Actor, args: SayDone) -> list[PendingEvent]:
    """Say that one is done in an open round, or that one goes on; nothing closes by itself. Returns no events.

    Facilitators are told how many, never who. Raises RoundClosed where the round is not open, or nothing is done in it.
    """
    round_ = actor.share(actor.targets["round_id"])
    is_open = policy.state_at(round_, actor.now) == policy.OPEN and round_.phase == policy.OPEN
    if not is_open or round_.kind not in policy.DONE_IN:
        raise RoundClosed(round_.id)
    if args.done:
        put_done(actor.session, round_.id, actor.me.id)
    else:
        mine = (DONE.c.round_id == round_.id, DONE.c.participant_id == actor.me.id)
        actor.session.connection().execute(delete(DONE).where(*mine))
    touch_now(actor)
    actor.result = {"round_id": round_.id}
    return []


def put_done(session: Session, round_id: int, participant_id: int) -> None:
    """Record that a participant is done in a round, unless it is recorded."""
    connection = session.connection()
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(DONE)
    connection.execute(insert.on_conflict_do_nothing(), {"round_id": round_id, "participant_id": participant_id})
