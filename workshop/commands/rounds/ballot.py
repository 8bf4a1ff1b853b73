"""What commands on rounds check of ballots: what a round may name, and that what others name stays."""

from collections.abc import Collection
from typing import Any

from workshop import policy
from workshop.commands.rounds.terms import plain
from workshop.engine.actor import Actor
from workshop.errors import Conflict, Invalid
from workshop.models import Round


def ballot_of(actor: Actor, round_: Round, asked: Any) -> Any:
    """Return what a round says of its ballot, or of the goals that it asks measures for, as it is stored.

    Raises Invalid for a round that has no such thing, for one that names what never has results, and for one that would
    wait for results of its own; NotFound where it names what is not there.
    """
    asked = plain(asked) or policy.ALL
    if round_.kind != policy.VOTE and not policy.asks_for_measures(round_):
        if asked != policy.ALL:
            raise Invalid(on_ballot="nothing_on_it")
        return None
    if isinstance(asked, dict):
        noun = "measure" if policy.votes_on_measures(round_) else "goal"
        for number in asked.get("ids", ()):
            actor.find(noun, number)
        if "round_id" in asked:
            _refuse_endless(actor, round_, actor.find("round", asked["round_id"]))
    return asked


def _refuse_endless(actor, round_, other):
    """Raise Invalid for the first ones of what is no vote, and of a vote that itself waits for this round."""
    if not policy.is_counted(other):
        raise Invalid(on_ballot="not_a_vote")
    planned = {each.id: _named_by(each) for each in actor.all(Round, Round.phase == policy.PLANNED)}
    waits_for, at = set(), other.id
    while at and at not in waits_for:
        waits_for.add(at)
        at = planned.get(at)
    if round_.id in waits_for:
        raise Invalid.of({"on_ballot.round_id": "waits_for_itself"})


def refuse_named(actor: Actor, round_: Round, going: Collection[int] = ()) -> None:
    """Raise Conflict where a planned round's ballot is to have the first ones of this one.

    Those in `going` (ids of rounds) are removed together with it.
    """
    for other in actor.all(Round, Round.phase == policy.PLANNED):
        if _named_by(other) == round_.id and other.id not in going and other is not round_:
            raise Conflict("first_of_it", round=other.title)


def _named_by(round_):
    """Return the id of the round whose first ones are to be on a round's ballot."""
    return round_.on_ballot.get("round_id") if isinstance(round_.on_ballot, dict) else None
