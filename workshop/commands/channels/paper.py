"""Commands that enter ballots on paper: entered, confirmed by a second entry that agrees, and taken in once.

Danger: what is entered is a ballot. It is in no event and in no log, and the key of a command holds neither the choices
nor a fingerprint of them.
"""

from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select

from workshop import events, policy
from workshop.commands.channels.choices import Changed, checked
from workshop.commands.channels.terms import begin_paper, counted_vote, with_paper_to_come
from workshop.db import queue_for_round
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Changes, RoundId
from workshop.engine.command import command
from workshop.engine.jobs import order
from workshop.errors import Conflict, NotFound
from workshop.events import PendingEvent
from workshop.methods import way_of
from workshop.models import PaperEntry, Round, Tally
from workshop.operations.closing import publish
from workshop.operations.counting_once import count_families
from workshop.operations.extras import without_reasons
from workshop.operations.paper.settling import settle, take_in

SheetNumber = Annotated[int, Field(ge=1, le=99_999)]


class EnterPaperBallot(Arguments):
    """All that stands on a sheet, by its number: goal id (as text) to choice."""

    round_id: RoundId
    number: SheetNumber
    choices: Changed


class ConfirmPaperBallot(EnterPaperBallot):
    """The same once more, by another facilitator or a second time by the same one."""


class RemovePaperBallot(Arguments):
    """A sheet whose entry is to be removed."""

    round_id: RoundId
    number: SheetNumber


class CompletePaper(Changes):
    """A round in which all sheets that count are entered and confirmed."""

    round_id: RoundId


@command(EnterPaperBallot, target="round_id", answers=("round_id", "number"))
def enter_paper_ballot(actor: Actor, args: EnterPaperBallot) -> list[PendingEvent]:
    """Enter a sheet; it counts once it is confirmed.

    Raises Invalid as a ballot that is cast, and Conflict where the sheet was entered before.
    """
    round_, choices = _read(actor, args)
    if _entry(actor, round_, args.number):
        raise Conflict("paper_entered", number=args.number)
    actor.session.add(PaperEntry(round_id=round_.id, number=args.number, choices=choices))
    actor.session.flush()
    return begin_paper(round_)


@command(ConfirmPaperBallot, target="round_id", answers=("round_id", "number"))
def confirm_paper_ballot(actor: Actor, args: ConfirmPaperBallot) -> list[PendingEvent]:
    """Confirm a sheet by entering it once more; Conflict where the two differ, and where no entry waits for it."""
    round_, choices = _read(actor, args)
    entry = _entry(actor, round_, args.number)
    if entry is None or entry.confirmed:
        raise Conflict("paper_unknown", number=args.number)
    how = way_of(round_)
    first, second = (_compared(how, each) for each in (entry.choices, choices))
    differing = sorted(int(goal) for goal in {**first, **second} if first.get(goal) != second.get(goal))
    if differing:
        raise Conflict("paper_differs", differs=differing, number=args.number, goals=_titles(actor, round_, differing))
    entry.confirmed = True
    return []


@command(RemovePaperBallot, target="round_id", answers=("round_id", "number"))
def remove_paper_ballot(actor: Actor, args: RemovePaperBallot) -> list[PendingEvent]:
    """Remove the entry of a sheet that was entered wrongly, confirmed or not; it can be entered anew."""
    round_ = with_paper_to_come(actor)
    actor.result = {"round_id": round_.id, "number": args.number}
    entry = _entry(actor, round_, args.number)
    if entry is None:
        raise NotFound(f"sheet {args.number}")
    actor.session.delete(entry)
    return []


@command(CompletePaper, target="round_id")
def complete_paper(actor: Actor, args: CompletePaper) -> list[PendingEvent]:
    """Take in what is confirmed and delete what is not; in a closed round that settles paper, else the close does.

    Where results are shown at the close, they are now.
    """
    round_ = counted_vote(actor)
    if round_.paper is None:
        raise Conflict("no_paper")
    if round_.paper == policy.PAPER_COMPLETE:
        raise Conflict("paper_complete")
    queue_for_round(actor.session, round_.id)
    actor.session.refresh(round_, with_for_update=True)
    take_in(actor.session, round_)
    round_.paper = policy.PAPER_COMPLETE
    counted: list[PendingEvent] = []
    if round_.phase != policy.OPEN:
        kept = actor.session.get_one(Tally, round_.id)
        settle(actor.session, round_, kept)
        if policy.results_visible(round_):
            publish(round_, kept)
            counted = count_families(actor.session, round_)
    order(actor.session, "forget", {"round_id": round_.id}, actor.now)
    return [events.paper_completed(round_), *counted]


def _read(actor: Actor, args: EnterPaperBallot) -> tuple[Round, dict[str, Any]]:
    """Return the round and the whole ballot on a sheet, and see to it that the key keeps nothing of it."""
    actor.without_fingerprint = True
    round_ = with_paper_to_come(actor)
    actor.result = {"round_id": round_.id, "number": args.number}
    return round_, checked(actor, round_, args.choices, {})


def _entry(actor: Actor, round_: Round, number: int) -> PaperEntry | None:
    own = (PaperEntry.round_id == round_.id, PaperEntry.number == number)
    return actor.session.scalar(select(PaperEntry).where(*own))


def _compared(how: Any, choices: dict[str, Any]) -> dict[str, Any]:
    """Return what two entries must agree in: all but words, which no figure depends on."""
    return choices if how.reason is None else without_reasons(how, choices)


def _titles(actor: Actor, round_: Round, ids: list[int]) -> list[dict[str, Any]]:
    noun, name = ("measure", "text") if policy.votes_on_measures(round_) else ("goal", "title")
    return [getattr(actor.find(noun, number, "hidden", "withdrawn"), name) for number in ids]
