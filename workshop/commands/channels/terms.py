"""What commands on channels check: a vote that is counted, and whether ballots on paper may still come."""

from workshop import events, policy
from workshop.commands.rounds.terms import in_state
from workshop.db import queue_for_round
from workshop.engine.actor import Actor
from workshop.errors import Conflict, Invalid
from workshop.events import PendingEvent
from workshop.models import Round, Tally


def counted_vote(actor: Actor) -> Round:
    """Return the voting round that the arguments name; Invalid for another, and for practice, which never counts."""
    round_: Round = actor.targets["round_id"]
    if not policy.is_counted(round_):
        raise Invalid(round_id="not_a_vote")
    return round_


def open_vote(actor: Actor) -> Round:
    """Return the open voting round that the arguments name, under its own lock: no ballot is cast meanwhile."""
    round_ = counted_vote(actor)
    in_state(actor, policy.OPEN)
    queue_for_round(actor.session, round_.id)
    actor.session.refresh(round_, with_for_update=True)
    return round_


def with_paper_to_come(actor: Actor) -> Round:
    """Return the round that the arguments name; Conflict before it opens, and where its paper is complete.

    So it is, too, where figures have been shown, of which those of paper would be the difference.
    """
    round_ = counted_vote(actor)
    if policy.state_at(round_, actor.now) == policy.PLANNED:
        raise Conflict("round_planned")
    if round_.paper == policy.PAPER_COMPLETE:
        raise Conflict("paper_complete")
    if round_.paper is None:
        _refuse_late(actor, round_)
    return round_


def begin_paper(round_: Round) -> list[PendingEvent]:
    """Note that ballots on paper come: from now on nothing is shown of the round until paper is complete."""
    if round_.paper is not None:
        return []
    round_.paper = policy.PAPER_OPEN
    return [events.paper_begun(round_)]


def _refuse_late(actor: Actor, round_: Round) -> None:
    if policy.needs_lock(round_):
        raise Conflict("paper_beside_live")
    kept = actor.session.get(Tally, round_.id)
    shown = round_.phase != policy.OPEN and policy.results_visible(round_)
    if shown or round_.withheld or (kept and kept.shown):
        raise Conflict("round_revealed")
