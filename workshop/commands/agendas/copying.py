"""Copies of a round and of a workshop's agenda: planned anew, without what was done in them."""

from collections.abc import Iterator, Sequence

from workshop import events
from workshop.commands.agendas.carrying import Places, places_here, plan_like, plan_of
from workshop.commands.rounds.moving import put_before
from workshop.commands.workshops import make_workshop
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, RoundId, Slot, Time, Titles, WorkshopId
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models import Round
from workshop.operations.overlapping import runs_in


class CopyRound(Arguments):
    """A round to be planned once more, right after it, or in another workshop."""

    round_id: RoundId
    workshop_id: WorkshopId | None = None


class CopyWorkshop(Arguments):
    """A workshop whose agenda another one begins from; without a title it gets the same."""

    workshop_id: WorkshopId
    title: Titles | None = None
    starts_at: Time | None = None
    lang: Slot | None = None


@command(CopyRound, makes=events.round_created)
def copy_round(actor: Actor, args: CopyRound) -> list[PendingEvent]:
    """Plan a round like another one, in any state, with a ballot and figures of its own."""
    original = actor.targets["round_id"]
    there = [args.workshop_id] if args.workshop_id else original.workshop_ids
    copy = plan_like(actor, {**plan_of(original), "workshop_ids": there}, places_here(actor, {n: n for n in there}), {})
    order = sorted(actor.all(Round), key=lambda each: (each.position, each.id))
    after = order[order.index(original) + 1]
    moved = put_before(actor, copy, None if args.workshop_id else after)
    return [events.round_created(copy), *(events.round_moved(each) for each in moved if each is not copy)]


@command(CopyWorkshop, makes=events.workshop_created)
def copy_workshop(actor: Actor, args: CopyWorkshop) -> list[PendingEvent]:
    """Plan a workshop with the agenda of another one; it gets a join code of its own."""
    original = actor.targets["workshop_id"]
    title = args.title or wordings(original.title)
    workshop = make_workshop(actor, title, args.lang or actor.me.lang, starts_at=args.starts_at)
    rounds = plan_again(actor, agenda_of(actor, original.id), places_here(actor, {original.id: workshop.id}))
    return [events.workshop_created(workshop), *(events.round_created(each) for each in rounds)]


def agenda_of(actor: Actor, workshop_id: int) -> list[Round]:
    """Return the rounds of a workshop in their order."""
    return sorted(actor.all(Round, runs_in([workshop_id])), key=lambda each: (each.position, each.id))


def plan_again(actor: Actor, originals: Sequence[Round], places: Places) -> Iterator[Round]:
    """Plan rounds like these, and yield them in the same order; a ballot of an earlier one's first goals follows it."""
    copies: dict[int, int] = {}
    for original in originals:
        copy = plan_like(actor, plan_of(original), places, copies)
        copies[original.id] = copy.id
        yield copy
