"""Commands on rounds that lead: open, extend, close; stop its clock, and let it run on."""

from workshop import events, policy
from workshop.commands.rounds.arguments import CloseRound, ExtendRound, OpenRound, PauseRound, ResumeRound
from workshop.commands.rounds.choosing import refuse_unchosen
from workshop.commands.rounds.electorate import refuse_small_electorate
from workshop.commands.rounds.terms import in_state, refuse_newcomers, refuse_past
from workshop.engine.actor import Actor
from workshop.engine.command import command
from workshop.errors import Conflict, NothingToVoteOn
from workshop.events import PendingEvent
from workshop.operations.closing import close_now, open_now
from workshop.operations.on_ballot import refuse_hidden_places
from workshop.operations.overlapping import first_overlapping, refuse_overlap


@command(OpenRound, target="round_id")
def open_round(actor: Actor, args: OpenRound) -> list[PendingEvent]:
    """Open a planned round by hand; Conflict while another round of its workshop is open.

    With `minutes` a planned closing time is dropped; without them it stays. Conflict too where the ballot is to have
    the first places of a round whose results are not shown, and where something is to be chosen anew in a copy.
    """
    round_ = in_state(actor, policy.PLANNED)
    refuse_unchosen(round_)
    refuse_newcomers(actor, round_, by_hand=True)
    refuse_small_electorate(actor, round_)
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
    """Give an open round more time; a closed one stays closed, and a new round continues it.

    While its clock stands it can be given minutes, but no time of day, since that would move on with the clock.
    """
    round_ = in_state(actor, policy.OPEN)
    if round_.paused_at and args.closes_at:
        raise Conflict("round_paused")
    more = policy.minutes(args.minutes or 0)
    round_.closes_at = args.closes_at or (round_.closes_at or actor.now) + more
    refuse_past(actor, args)
    refuse_overlap(actor, round_)
    return [events.round_extended(round_)]


@command(CloseRound, target="round_id")
def close_round(actor: Actor, args: CloseRound) -> list[PendingEvent]:
    """Close an open round by hand, at one point in time, after which no ballot counts."""
    return close_now(actor.session, in_state(actor, policy.OPEN), actor.now, actor.now)


@command(PauseRound, target="round_id")
def pause_round(actor: Actor, args: PauseRound) -> list[PendingEvent]:
    """Let the clock of an open round stand: it is not closed by the clock, and all that it permits goes on.

    Raises Conflict where it stands already, where the round has no time, and where the clock will open another round of
    its workshop, which nobody could hold back.
    """
    round_ = in_state(actor, policy.OPEN)
    if round_.paused_at:
        raise Conflict("round_paused")
    if round_.closes_at is None:
        raise Conflict("round_endless")
    round_.paused_at = actor.now
    other = first_overlapping(actor, round_)
    if other:
        raise Conflict("clock_opens_next", round=other.title)
    return [events.round_paused(round_)]


@command(ResumeRound, target="round_id")
def resume_round(actor: Actor, args: ResumeRound) -> list[PendingEvent]:
    """Let the clock of a round run on: it closes later by as long as its clock stood."""
    round_ = in_state(actor, policy.OPEN)
    if round_.paused_at is None or round_.closes_at is None:
        raise Conflict("clock_runs")
    round_.closes_at += actor.now - round_.paused_at
    round_.paused_at = None
    return [events.round_resumed(round_)]
