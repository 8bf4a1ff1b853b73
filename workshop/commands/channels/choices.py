"""Choices on a ballot as they are sent, read and checked: alike from devices and from sheets of paper."""

from dataclasses import dataclass
from typing import Annotated, Any

from cachetools import LRUCache, cached
from pydantic import Field, ValidationInfo, ValidatorFunctionWrapHandler, WrapValidator

from workshop import tally
from workshop.engine.actor import Actor
from workshop.errors import Invalid
from workshop.methods import Written, way_of
from workshop.models import Round
from workshop.operations.counting import goals_on_ballot

# The size of the cache of goals on ballots: entries are a round at one head of its consultation's journal.
MOST_ROUNDS = 64


@dataclass(frozen=True)
class InForm:
    """What a form's fields hold of a choice, unread; the round's way of voting reads it."""

    written: Written


def _from_form(value: Any, read: ValidatorFunctionWrapHandler, reading: ValidationInfo) -> Any:
    return InForm(value) if reading.mode != "json" and _is_written(value) else read(value)


def _is_written(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(value) and all(part is None or isinstance(part, str) for part in value.values())
    return isinstance(value, str)


# A choice of several parts has as many of them as ways of voting know, and no more are read.
Parts = Annotated[dict[str, int | str | None], Field(max_length=10)]
Choice = Annotated[int | str | Parts | None, WrapValidator(_from_form)]

# Choices to be set, by goal id (as text).
Changed = Annotated[dict[str, Choice], Field(max_length=1000)]


def checked(actor: Actor, round_: Any, changes: Changed, held: dict[str, Any]) -> dict[str, Any]:
    """Return a ballot with changed choices beside those `held`; raises Invalid where it is not valid as a whole."""
    goals = _goals_on(actor, round_)
    elsewhere = {f"choices.{goal}": "not_on_the_ballot" for goal in changes if goal not in goals}
    if elsewhere:
        raise Invalid.of(elsewhere)
    how = way_of(round_)
    read = {goal: how.read(v.written, held.get(goal)) if isinstance(v, InForm) else v for goal, v in changes.items()}
    changes = {goal: None if value is None else how.normal(value) for goal, value in read.items()}
    choices = {goal: value for goal, value in {**held, **changes}.items() if value is not None}
    if not choices and not held:
        raise Invalid(choices="nothing_chosen")
    counted = [goal for goal, counts in goals.items() if counts]
    faults = tally.check(how, changes, choices, counted)
    if faults:
        raise Invalid.of(faults)
    return choices


# The goals on a ballot change only by logged events, each hashed with its own salt, so a head never repeats, also
# across databases in one process. Only a copy of a database has its original's head, and then the same goals.
@cached(LRUCache(MOST_ROUNDS), key=lambda actor, round_: (round_.id, actor.consultation.head))
def _goals_on(actor: Actor, round_: Round) -> dict[str, bool]:
    return goals_on_ballot(actor.session, round_)
