"""Commands that show the results of a vote: all at once, or place by place from the last."""

from workshop import events, policy, tally
from workshop.commands.rounds.arguments import RevealNext, RevealResults
from workshop.commands.rounds.showing import turn_to_round
from workshop.commands.rounds.terms import in_state
from workshop.engine.actor import Actor
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.methods import way_of
from workshop.models import Round, Tally
from workshop.operations.closing import publish
from workshop.operations.counting_once import count_families


@command(RevealResults, target="round_id")
def reveal_results(actor: Actor, args: RevealResults) -> list[PendingEvent]:
    """Show everyone the results of a closed voting round, with the salt that proves they were fixed at its close.

    Where fewer voted than the round's threshold, it ends with this too, and its figures stay unpublished.
    """
    round_, kept = _closed_vote(actor)
    return _reveal(actor, round_, kept)


@command(RevealNext, target="round_id")
def reveal_next(actor: Actor, args: RevealNext) -> list[PendingEvent]:
    """Show everyone the last place that is not shown yet, with all goals that share it; the first place ends the round.

    Until then nothing is told of the places before it, nor how many voted. Where too few voted for any figures, the
    first step ends it. Raises Conflict where the results are shown already.
    """
    round_, kept = _closed_vote(actor)
    if policy.results_visible(round_):
        raise Conflict("round_revealed")
    figures = kept.total["goals"]
    number = tally.with_next_place(way_of(round_), figures, kept.shown or 0)
    if number == len(figures) or policy.too_few(round_, kept.total["voters"]):
        return _reveal(actor, round_, kept)
    kept.shown = number
    kept.version += 1
    return [events.place_revealed(round_), *turn_to_round(actor, round_)]


def _closed_vote(actor: Actor) -> tuple[Round, Tally]:
    round_ = in_state(actor, policy.CLOSED)
    if not policy.is_counted(round_):
        raise Conflict("nothing_to_reveal")
    if policy.waits_for_paper(round_):
        raise Conflict("paper_open")
    return round_, actor.session.get_one(Tally, round_.id)


def _reveal(actor: Actor, round_: Round, kept: Tally) -> list[PendingEvent]:
    round_.phase, round_.revealed_at = policy.REVEALED, actor.now
    if kept.shown:
        # Whoever holds some of the places must take this for newer.
        kept.shown = None
        kept.version += 1
    publish(round_, kept)
    return [events.results_revealed(round_), *count_families(actor.session, round_)]
