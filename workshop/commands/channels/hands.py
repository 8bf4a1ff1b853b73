"""The command that records hands that were raised, which nobody can check, and which are part of no other figure."""

from typing import Annotated

from pydantic import Field

from workshop import events, policy
from workshop.commands.channels.terms import counted_vote
from workshop.commands.rounds.terms import in_state
from workshop.engine.actor import Actor
from workshop.engine.arguments import Changes, RoundId
from workshop.engine.command import command
from workshop.errors import Invalid
from workshop.events import PendingEvent
from workshop.methods import way_of
from workshop.models import Round, Tally
from workshop.operations.counting import count_round, goals_on_ballot

Number = Annotated[int, Field(ge=0, le=100_000)]


class RecordHands(Changes):
    """Hands of those who have not voted otherwise, by goal: how many were raised for each figure of the way of voting.

    Goals that are named are set, and the others stay as they are; null takes a goal's back.
    """

    round_id: RoundId
    figures: Annotated[dict[str, dict[str, Number | None] | None], Field(min_length=1, max_length=1000)]


@command(RecordHands, target="round_id")
def record_hands(actor: Actor, args: RecordHands) -> list[PendingEvent]:
    """Record hands in an open vote in which names are shown; the newest numbers count until it closes.

    They are no choices of anybody, and yet results: the event tells that they were recorded, and no number. Raises
    Invalid for another secrecy, and for a way of voting in which hands can't be counted.
    """
    round_ = counted_vote(actor)
    how = way_of(round_)
    if round_.secrecy != policy.NAMED or not how.by_hands:
        raise Invalid(round_id="not_by_hands")
    in_state(actor, policy.OPEN)
    _refuse_others(actor, round_, args)
    given = {goal: _whole(cells, how.cells) for goal, cells in args.figures.items()}
    round_.hands = {goal: cells for goal, cells in {**(round_.hands or {}), **given}.items() if cells} or None
    if round_.results == policy.LIVE:
        _move_tally(actor, round_)
    return [events.hands_recorded(round_)]


def _whole(cells: dict[str, int | None] | None, names: tuple[str, ...]) -> dict[str, int] | None:
    """Return the hands on a goal with all figures; None where none were counted, as where a form's fields are empty."""
    if not cells or all(number is None for number in cells.values()):
        return None
    return {name: cells.get(name) or 0 for name in names}


def _refuse_others(actor: Actor, round_: Round, args: RecordHands) -> None:
    there, names = goals_on_ballot(actor.session, round_), way_of(round_).cells
    faults = {f"figures.{goal}": "not_on_the_ballot" for goal in args.figures if not there.get(goal)}
    faults |= {
        f"figures.{goal}.{name}": "unknown"
        for goal, cells in args.figures.items()
        for name in cells or ()
        if name not in names
    }
    if faults:
        raise Invalid.of(faults)


def _move_tally(actor: Actor, round_: Round) -> None:
    """Let the next look at live figures find them changed."""
    kept = actor.session.get(Tally, round_.id, with_for_update=True, populate_existing=True)
    if kept is None:
        kept = Tally(round_id=round_.id, version=0, figures=count_round(actor.session, round_), counted_at=actor.now)
        actor.session.add(kept)
    kept.version += 1
