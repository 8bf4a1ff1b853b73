"""Moving a planned round within the agenda."""

from workshop import events, policy
from workshop.commands.rounds.terms import in_state
from workshop.engine.actor import Actor
from workshop.engine.arguments import Changes, RoundId
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.models import Round


class MoveRound(Changes):
    """A planned round to stand before another one, or (null) last in its agenda."""

    round_id: RoundId
    before: RoundId | None = None


@command(MoveRound, target="round_id")
def move_round(actor: Actor, args: MoveRound) -> list[PendingEvent]:
    """Put a planned round elsewhere in the agenda; what has begun stays where it was."""
    round_ = in_state(actor, policy.PLANNED)
    moved = put_before(actor, round_, actor.targets.get("before"))
    return [events.round_moved(round_), *(events.round_moved(each) for each in moved if each is not round_)]


def put_before(actor: Actor, round_: Round, before: Round | None) -> list[Round]:
    """Give a round the place before another, or (None) after the last of its workshops; returns those that got a new
    place.

    Rounds of all workshops stand in one order, since a round may run in several of them.
    """
    order = sorted(actor.all(Round), key=lambda each: (each.position, each.id))
    order.remove(round_)
    order.insert(_end_of(order, round_) if before in (None, round_) else order.index(before), round_)
    moved, least = [], min((each.position for each in order), default=0)
    # They keep the places that they had among them, so that as few as can be are told to everybody.
    places = sorted(each.position for each in order)
    for each, place in zip(order, places, strict=True):
        place = max(place, least)
        least = place + 1
        if each.position != place:
            each.position = place
            moved.append(each)
    return moved


def _end_of(order, round_):
    """Return the place after the last round that shares a workshop with this one, or also runs in none."""
    here = set(round_.workshop_ids)
    beside = [
        place for place, each in enumerate(order) if here & set(each.workshop_ids) or not (here or each.workshop_ids)
    ]
    return max(beside, default=len(order) - 1) + 1
