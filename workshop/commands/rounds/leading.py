"""Commands on rounds that lead: open, extend, close, reveal."""

from workshop import events, policy
from workshop.commands.rounds.arguments import CloseRound, ExtendRound, OpenRound, RevealResults
from workshop.commands.rounds.terms import in_state, refuse_newcomers, refuse_past
from workshop.engine.actor import Actor
from workshop.engine.command import command
from workshop.errors import Conflict, NothingToVoteOn
from workshop.events import PendingEvent
from workshop.models import Tally
from workshop.operations.closing import close_now, open_now, publish
from workshop.operations.on_ballot import refuse_hidden_places
from workshop.operations.overlapping import refuse_overlap


@command(OpenRound, target="round_id")
def open_round(actor: Actor, args: OpenRound) -> list[PendingEvent]:
    """Open a planned round by hand; Conflict while another round of its workshop is open.

    With `minutes` a planned closing time is dropped; without them it stays. Conflict too where the ballot is to have
    the first places of a round whose results are not shown.
    """
    round_ = in_state(actor, policy.PLANNED)
    refuse_newcomers(actor, round_, by_hand=True)
    actor.put(round_, args.given("minutes"))
    if args.minutes:
        round_.closes_at = None
    refuse_hidden_places(actor.session, round_)
    happened = open_now(actor.session, round_, actor.now, args.take)
    if args.need_goals and round_.kind == policy.VOTE and not (round_.goal_links or round_.measure_links):
        raise NothingToVoteOn(round_.id)
    refuse_overlap(actor, round_)
    return [happened]


@command(ExtendRound, target="round_id")
def extend_round(actor: Actor, args: ExtendRound) -> list[PendingEvent]:
    """Give an open round more time; a closed one stays closed, and a new round continues it."""
    round_ = in_state(actor, policy.OPEN)
    more = policy.minutes(args.minutes or 0)
    round_.closes_at = args.closes_at or (round_.closes_at or actor.now) + more
    refuse_past(actor, args)
    refuse_overlap(actor, round_)
    return [events.round_extended(round_)]


@command(CloseRound, target="round_id")
def close_round(actor: Actor, args: CloseRound) -> list[PendingEvent]:
    """Close an open round by hand, at one point in time, after which no ballot counts."""
    return [close_now(actor.session, in_state(actor, policy.OPEN), actor.now, actor.now)]


@command(RevealResults, target="round_id")
def reveal_results(actor: Actor, args: RevealResults) -> list[PendingEvent]:
    """Show everyone the results of a closed voting round, with the salt that proves they were fixed at its close.

    Where fewer voted than the round's threshold, it ends with this too, and its figures stay unpublished.
    """
    round_ = in_state(actor, policy.CLOSED)
    if round_.kind != policy.VOTE or round_.practice:
        raise Conflict("nothing_to_reveal")
    round_.phase, round_.revealed_at = policy.REVEALED, actor.now
    publish(round_, actor.session.get_one(Tally, round_.id))
    return [events.results_revealed(round_)]
