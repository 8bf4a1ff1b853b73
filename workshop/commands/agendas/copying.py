"""Copies of a round and of a workshop's agenda: planned anew, without what was done in them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workshop import events, policy
from workshop.commands.rounds.arguments import VOTE_FIELDS, CreateRound
from workshop.commands.rounds.moving import put_before
from workshop.commands.rounds.planning import plan
from workshop.commands.workshops import make_workshop
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, RoundId, Slot, Time, Titles, WorkshopId
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models import Body, Goal, Measure, Round, Theme
from workshop.operations.overlapping import runs_in

# What a round that is planned again takes over as it is; it gets no times, which may be over.
KEPT = ("kind", "subject", "contributions", "moderated", "reaches_wall", "minutes")
WORDS = ("title", "instructions", "question")


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
    copy = plan(actor, CreateRound(**{**plan_of(original, places_here(actor, {}), {}), "workshop_ids": there}))
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


def plan_again(actor: Actor, originals: Sequence[Round], places: "Places") -> Iterator[Round]:
    """Plan rounds like these, and yield them in the same order; a ballot of an earlier one's first goals follows it."""
    copies: dict[int, int] = {}
    for original in originals:
        copy = plan(actor, CreateRound(**plan_of(original, places, copies)))
        copies[original.id] = copy.id
        yield copy


_NAMED: tuple[type[Theme] | type[Body] | type[Goal] | type[Measure], ...] = (Theme, Body, Goal, Measure)


@dataclass(frozen=True)
class Places:
    """For each theme, body and workshop (by id) that a round may name, the one that its copy names.

    Others are left out, as are goals, measures and votes that are not there any more, or not in the consultation of the
    copy.
    """

    themes: Mapping[int, int]
    bodies: Mapping[int, int]
    workshops: Mapping[int, int]
    goals: Collection[int] = ()
    measures: Collection[int] = ()
    votes: Collection[int] = ()

    def of(self, kind: str, ids: Iterable[int]) -> list[int]:
        """Return those that stand for the named ones."""
        stand_for: Mapping[int, int] = getattr(self, kind)
        return [stand_for[number] for number in ids if number in stand_for]


def places_here(actor: Actor, workshops: Mapping[int, int]) -> Places:
    """Return the places of a copy within the same consultation: all stay what they are but the workshops."""
    themes, bodies, goals, measures = ({each.id: each.id for each in actor.all(m)} for m in _NAMED)
    votes = {each.id for each in actor.all(Round) if policy.is_counted(each)}
    return Places(themes, bodies, workshops, goals, measures, votes)


def plan_of(round_: Round, places: Places, copies: Mapping[int, int]) -> dict[str, Any]:
    """Return the arguments that plan a round like this one; `copies` has those copied before, by their originals."""
    names = (*KEPT, *(VOTE_FIELDS if round_.kind == policy.VOTE else ()))
    about: dict[str, Any] = {name: getattr(round_, name) for name in names}
    about |= {name: wordings(getattr(round_, name)) or None for name in WORDS}
    about["theme_ids"] = places.of("themes", round_.theme_ids)
    about["workshop_ids"] = places.of("workshops", round_.workshop_ids)
    about["on_ballot"] = _on_ballot(round_, places, copies)
    electorate = about.get("electorate")
    if electorate:
        named = {kind: places.of(kind, electorate[kind]) for kind in ("bodies", "workshops") if kind in electorate}
        about["electorate"] = {**electorate, **{kind: ids or None for kind, ids in named.items()}}
    return about


def _on_ballot(round_, places, copies):
    on_ballot = round_.on_ballot
    if not isinstance(on_ballot, dict):
        return on_ballot
    if "ids" in on_ballot:
        # What was withdrawn or hidden meanwhile can't be named.
        there = places.measures if policy.votes_on_measures(round_) else places.goals
        ids = [number for number in on_ballot["ids"] if number in there]
        return {"ids": ids} if ids else policy.SHORTLIST
    if on_ballot["round_id"] in copies:
        return {**on_ballot, "round_id": copies[on_ballot["round_id"]]}
    return on_ballot if on_ballot["round_id"] in places.votes else policy.SHORTLIST
