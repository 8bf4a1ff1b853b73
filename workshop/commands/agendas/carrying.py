"""What a copy of a round takes over, and what of it is to be chosen anew because it is not there."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workshop import policy
from workshop.commands.rounds.arguments import VOTE_FIELDS, CreateRound
from workshop.commands.rounds.planning import plan
from workshop.engine.actor import Actor
from workshop.fields import wordings
from workshop.models import Body, Goal, Measure, Round, Theme, Workshop

# What a round that is planned again takes over as it is; it gets no times, which may be over.
KEPT = ("kind", "subject", "contributions", "moderated", "reaches_wall", "minutes")
WORDS = ("title", "instructions", "question")


@dataclass(frozen=True)
class Places:
    """For each theme, body and workshop (by id) that a round may name, the one that its copy names.

    `halls` are the workshops in which the copies run, by those of the originals. Others are left out, as are goals,
    measures and votes that are not there any more, or not in the consultation of the copy.
    """

    themes: Mapping[int, int]
    bodies: Mapping[int, int]
    workshops: Mapping[int, int]
    halls: Mapping[int, int]
    goals: Collection[int] = ()
    measures: Collection[int] = ()
    votes: Collection[int] = ()

    def of(self, kind: str, ids: Iterable[int]) -> list[int]:
        """Return those that stand for the named ones."""
        stand_for: Mapping[int, int] = getattr(self, kind)
        return [stand_for[number] for number in ids if number in stand_for]


def places_here(actor: Actor, halls: Mapping[int, int]) -> Places:
    """Return the places of a copy within the same consultation: all stay what they are but `halls`."""
    themes, bodies = ({each.id: each.id for each in actor.all(model)} for model in (Theme, Body))
    workshops = {each.id: each.id for each in actor.all(Workshop)} | dict(halls)
    goals, measures = {each.id for each in actor.all(Goal)}, {each.id for each in actor.all(Measure)}
    votes = {each.id for each in actor.all(Round) if policy.is_counted(each)}
    return Places(themes, bodies, workshops, halls, goals, measures, votes)


def plan_of(round_: Round) -> dict[str, Any]:
    """Return the arguments that plan a round like this one where all that it names is there."""
    names = (*KEPT, *(VOTE_FIELDS if round_.kind == policy.VOTE else ()))
    about: dict[str, Any] = {name: getattr(round_, name) for name in names}
    about |= {name: wordings(getattr(round_, name)) or None for name in WORDS}
    about |= {name: getattr(round_, name) for name in ("theme_ids", "workshop_ids", "on_ballot")}
    return {**about, "to_choose": round_.to_choose or []}


def plan_like(actor: Actor, about: Mapping[str, Any], places: Places, copies: Mapping[int, int]) -> Round:
    """Plan a round by the arguments that `plan_of` gave; `copies` has those copied before, by their originals.

    Danger: a condition without what it names would be none, so that everybody may vote, or everything is voted on.
    What can't be carried over is to be chosen anew before the round opens, and is planned with what is left of it.
    """
    lost = set(about.get("to_choose") or ())
    carried = {name: value for name, value in about.items() if name != "to_choose"}

    def carry(name: str, kind: str, ids: Iterable[int] | None) -> list[int]:
        named = list(ids or ())
        there = places.of(kind, named)
        if len(there) < len(named) and (there == [] or name != "workshop_ids"):
            lost.add(name)
        return there

    carried["theme_ids"] = carry("theme_ids", "themes", about.get("theme_ids"))
    carried["workshop_ids"] = carry("workshop_ids", "halls", about.get("workshop_ids"))
    electorate = dict(about.get("electorate") or {})
    for kind in ("bodies", "workshops"):
        electorate[kind] = carry(f"electorate.{kind}", kind, electorate.get(kind)) or None
    if about.get("electorate"):
        carried["electorate"] = electorate
    carried["on_ballot"] = _on_ballot(carried, places, copies)
    if carried["on_ballot"] is None and about.get("on_ballot") is not None:
        carried["on_ballot"] = policy.SHORTLIST
        lost.add("on_ballot")
    return plan(actor, CreateRound(**carried), to_choose=[name for name in policy.CONDITIONS if name in lost])


def _on_ballot(about, places, copies):
    """Return what stands on the copy's ballot; None where it is not there."""
    asked = about.get("on_ballot")
    if not isinstance(asked, dict):
        return asked
    if "ids" in asked:
        # Of single ones that were chosen, those that were withdrawn or hidden meanwhile stand on no ballot anyway.
        of_measures = about["kind"] == policy.VOTE and about.get("subject") == policy.MEASURES
        there = places.measures if of_measures else places.goals
        ids = [number for number in asked["ids"] if number in there]
        return {"ids": ids} if ids else None
    if asked["round_id"] in copies:
        return {**asked, "round_id": copies[asked["round_id"]]}
    return asked if asked["round_id"] in places.votes else None
