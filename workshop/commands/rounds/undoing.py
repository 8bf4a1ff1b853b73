"""Undoing the opening of a round in which nobody has done anything yet."""

from sqlalchemy import delete, exists, select, update

from workshop import events, policy
from workshop.commands.rounds.terms import in_state
from workshop.db import queue_for_round
from workshop.engine.actor import Actor
from workshop.engine.arguments import Changes, RoundId
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Event, Goal, Measure, Participant, RollEntry, RoundDone, RoundGoal, RoundMeasure, Tally
from workshop.operations.sums import forget_sums

# What people do in a round of each kind, by the events that it is told by.
DONE_IN = {
    policy.PROPOSE: ("goal_proposed", "goal_edited", "measure_proposed", "measure_edited"),
    policy.COMMENT: ("comment_added", "comment_edited"),
}


class UnopenRound(Changes):
    """A round that was opened and in which nobody has done anything."""

    round_id: RoundId


@command(UnopenRound, target="round_id")
def unopen_round(actor: Actor, args: UnopenRound) -> list[PendingEvent]:
    """Make an open round a planned one again; Conflict where somebody has proposed, commented or voted since.

    An opening time that has passed is dropped: the clock would open the round again at once. So is a closing time that
    followed from the opening.
    """
    round_ = in_state(actor, policy.OPEN)
    # A ballot holds a share of this lock while it is cast, so none can be between the look and the undoing.
    queue_for_round(actor.session, round_.id)
    actor.session.refresh(round_, with_for_update=True)
    if _was_used(actor, round_):
        raise Conflict("round_used")
    round_.phase, round_.opened_at, round_.paused_at = policy.PLANNED, None, None
    if round_.opens_at and round_.opens_at <= actor.now:
        round_.opens_at = None
    if round_.minutes:
        round_.closes_at = None
    _clear_ballot(actor.session, round_)
    return [events.round_unopened(round_)]


def _was_used(actor, round_):
    if round_.kind == policy.VOTE:
        otherwise = round_.paper is not None or bool(round_.hands)
        return otherwise or actor.session.scalar(select(exists().where(RollEntry.round_id == round_.id)))
    since = select(Event).where(
        Event.consultation_id == actor.consultation.id,
        Event.name.in_(DONE_IN.get(round_.kind, ())),
        Event.at >= round_.opened_at,
    )
    return any(_is_under(actor.session, event.data, round_.theme_ids) for event in actor.session.scalars(since))


def _is_under(session, data, theme_ids):
    """Whether a contribution stands under one of the themes of a round, of which none means all."""
    if not theme_ids or not data or data.get("removed"):
        return True
    measure = session.get(Measure, data["measure_id"]) if data.get("measure_id") else None
    goal = session.get(Goal, measure.goal_id if measure else data.get("goal_id") or data["id"])
    return goal is None or goal.theme_id in theme_ids


def _clear_ballot(session, round_):
    """Take back what the opening fixed; a tally keeps its version, since a client keeps the newest that it heard."""
    done = select(RoundDone.participant_id).where(RoundDone.round_id == round_.id)
    moved = {"me_version": Participant.me_version + 1}
    session.execute(update(Participant).where(Participant.id.in_(done)).values(moved))
    for model in (RoundGoal, RoundMeasure, RoundDone):
        session.execute(delete(model).where(model.round_id == round_.id))
    session.expire(round_, ["goal_links", "measure_links"])
    forget_sums(session, round_.id)
    for tally in session.scalars(select(Tally).where(Tally.round_id == round_.id)):
        tally.figures = {"voters": 0, "goals": {}}
