"""Patterns: agendas that a workshop begins from, built in (as data, in three languages) or saved by a person."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events
from workshop.commands.agendas.carrying import places_here, plan_like
from workshop.engine.actor import Actor
from workshop.engine.arguments import text_of
from workshop.errors import Invalid
from workshop.events import PendingEvent
from workshop.models import Pattern, Workshop

PATTERNS = ("collect-comment-vote", "collect-shortlist-score", "consent")
# Stands in a pattern for the workshop that begins from it; an earlier round is named by its place in the pattern.
THE_WORKSHOP = 0
PatternName = Annotated[str, *text_of(64, line=True)]
# The name of the workshop that a new consultation gets with a pattern.
FIRST_WORKSHOP = {"fi": "Ensimmäinen työpaja", "sv": "Den första workshoppen", "en": "First workshop"}


@cache
def pattern(name: str) -> dict[str, Any]:
    """Return a built-in pattern: `title` and `hint` by language, and `rounds` as arguments of `create_round`."""
    found: dict[str, Any] = read_example(f"patterns/{name}")
    return found


def read_example(name: str) -> Any:
    """Read one of the shipped files of `examples/`."""
    return json.loads((files("workshop") / "examples" / f"{name}.json").read_text(encoding="utf-8"))


def own_pattern(session: Session, account_id: int, name: str) -> Pattern:
    """Return a pattern that an account saved; raises Invalid where it has none of this name."""
    own = (Pattern.account_id == account_id, Pattern.key == name)
    found: Pattern | None = session.scalar(select(Pattern).where(*own))
    if found is None:
        raise Invalid(pattern="not_a_choice")
    return found


def rounds_of(session: Session, account_id: int, name: str) -> Sequence[Mapping[str, Any]]:
    """Return the rounds of a pattern, built in or of an account's own; raises Invalid where there is none."""
    if name in PATTERNS:
        rounds: Sequence[Mapping[str, Any]] = pattern(name)["rounds"]
        return rounds
    return own_pattern(session, account_id, name).rounds


def plan_all(
    actor: Actor, workshop: Workshop, rounds: Sequence[Mapping[str, Any]], themes: Mapping[str, int] | None = None
) -> Iterator[PendingEvent]:
    """Plan the rounds of a pattern in a workshop; one may be limited to `themes`, which it names by their keys.

    A saved pattern names what it was saved with: in another consultation that is to be chosen anew.
    """
    made: dict[int, int] = {}
    places = places_here(actor, {THE_WORKSHOP: workshop.id})
    for place, each in enumerate(rounds):
        about = {name: value for name, value in each.items() if name != "themes"}
        if themes and "themes" in each:
            about["theme_ids"] = [themes[key] for key in each["themes"]]
        round_ = plan_like(actor, {**about, "workshop_ids": [THE_WORKSHOP]}, places, made)
        made[place] = round_.id
        yield events.round_created(round_)
