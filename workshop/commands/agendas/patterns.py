"""Patterns: agendas that a workshop begins from, shipped as data, with all that people read in three languages."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from workshop import events
from workshop.commands.rounds.arguments import CreateRound
from workshop.commands.rounds.planning import plan
from workshop.engine.actor import Actor
from workshop.engine.arguments import OneOf
from workshop.events import PendingEvent
from workshop.models import Workshop

PATTERNS = ("collect-comment-vote",)
PatternName = Annotated[str, OneOf(PATTERNS)]
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


def plan_all(
    actor: Actor, workshop: Workshop, rounds: Sequence[Mapping[str, Any]], themes: Mapping[str, int] | None = None
) -> Iterator[PendingEvent]:
    """Plan the rounds of a pattern in a workshop; one may be limited to `themes`, which it names by their keys."""
    for each in rounds:
        about = {name: value for name, value in each.items() if name != "themes"}
        theme_ids = [themes[key] for key in each.get("themes", ())] if themes else []
        yield events.round_created(plan(actor, CreateRound(workshop_id=workshop.id, theme_ids=theme_ids, **about)))
