"""The desk: the agenda, the one next step, the room's pulse and the contributions, for those who lead."""

import re
from functools import cached_property
from types import SimpleNamespace

from flask import g, redirect, render_template, request

from workshop import policy
from workshop.queries.doubles import Doubles
from workshop.queries.presence import present
from workshop.web.here import house
from workshop.web.pages.contributions import FIRST, Wanted, contributions, counts
from workshop.web.pages.desk_words import desk_words
from workshop.web.pages.doubles import doubles_of
from workshop.web.pages.frame import blueprint
from workshop.web.pages.nearly_full import Fullness, fullness
from workshop.web.pages.parts import only_if_new, render_parts
from workshop.web.pages.pulse import Pulse, pulse_of
from workshop.web.pages.room import enter_as_lead
from workshop.web.seen import Seen
from workshop.web.site import Reach, reach_of_desk

# What the page keeps up to date, each part by itself.
PARTS = ("step", "pulse", "door", "people", "agenda", "contributions")
# The forms of a row are named after it.
FORM = re.compile(r"_((?:round|participant)-\d+)$")


@blueprint.get("/w/<code>/lead", strict_slashes=False)
def desk(code: str):
    """Show the facilitator's desk of a workshop; Forbidden for who does not lead.

    `?part=step&part=pulse` gives these parts alone, as they stand on the page, for the script that keeps it up to date.
    """
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    shown = {"desk": Desk(*found), "seen": found[0], "workshop": found[1]}
    parts = [name for name in dict.fromkeys(request.args.getlist("part")) if name in PARTS]
    if parts:
        return only_if_new(render_parts("desk/_parts.html", parts=parts, **shown))
    return render_template("desk.html", words=desk_words(), **shown)


class Desk:
    """What the desk shows: all of it, or what the parts of it that are asked for need."""

    def __init__(self, seen: Seen, workshop: dict):
        self.seen, self.workshop = seen, workshop
        self.wanted, self.changing = Wanted.of(request.args), changing()
        self.command: str | None = None
        self.round: SimpleNamespace | None = None
        step = next_step(seen, workshop)
        if step:
            self.command, self.round = step

    @property
    def coming(self) -> SimpleNamespace | None:
        """The round that is planned after the one that the next step is about."""
        return coming(self.seen, self.workshop, self.round)

    @property
    def pulse(self) -> Pulse:
        """The figures of the workshop."""
        return pulse_of(self.seen, self.workshop, self.round)

    @property
    def full(self) -> Fullness:
        """How full the consultation is."""
        return fullness(self.seen.consultation["id"])

    @cached_property
    def rows(self) -> list[dict]:
        """The contributions that are looked for."""
        return contributions(self.seen, self.wanted)

    @property
    def listed(self) -> list[dict]:
        """Those of them that are listed: the first of many."""
        return self.rows if self.wanted.whole else self.rows[:FIRST]

    @property
    def counts(self) -> dict[str, int]:
        """How many contributions there are of each kind."""
        return counts(self.seen)

    @property
    def people(self) -> list[dict]:
        """The participants that are listed."""
        return people(self.seen, self.workshop, self.wanted)

    @property
    def listening(self) -> set[int]:
        """The ids of who is present, where somebody is being changed."""
        return here(self.seen) if self.changing else set()

    @property
    def doubles(self) -> list[tuple[Doubles, list[dict]]]:
        """The likely doubles."""
        return doubles_of(self.seen, self.workshop)

    @property
    def undo(self) -> dict | None:
        """How to undo what was done last, None where there is nothing to undo."""
        return undo(self.seen, request.args.get("did", ""))

    @property
    def reach(self) -> Reach:
        """Where others can open the app."""
        return reach_of_desk()


def next_step(seen: Seen, workshop: dict) -> tuple[str, SimpleNamespace] | None:
    """What comes next: (command, round); close what is open, show what was counted, open what is planned."""
    rounds = seen.rounds_of(workshop["id"])
    for round_ in rounds:
        if round_.state == policy.OPEN:
            return "close_round", round_
    for round_ in rounds:
        if round_.state == policy.CLOSED and round_.kind == policy.VOTE and round_.results == policy.ON_REVEAL:
            return "reveal_results", round_
    for round_ in rounds:
        if round_.state == policy.PLANNED:
            return "open_round", round_
    return None


def coming(seen: Seen, workshop: dict, present: SimpleNamespace | None) -> SimpleNamespace | None:
    """The round that is planned next, after the one that the next step is about."""
    planned = [one for one in seen.rounds_of(workshop["id"]) if one.state == policy.PLANNED and one is not present]
    return planned[0] if planned else None


def people(seen: Seen, workshop: dict, wanted: Wanted) -> list[dict]:
    """The workshop's participants that are listed: the first of many, and the one who is being changed."""
    own = seen.people_of(workshop["id"])
    chosen = [one for one in seen.participants if changing() == f"participant-{one['id']}"]
    listed = own if wanted.everyone else own[:FIRST]
    return [*listed, *(one for one in chosen if one not in listed)]


def changing() -> str:
    """What is being changed, such as `round-17`: that of a form that was refused, else what the address asks for."""
    refused = FORM.search(g.refused.form) if "refused" in g else None
    return refused[1] if refused else request.args.get("change", "")


def here(seen: Seen) -> set[int]:
    """The ids of who is present now: who is asked about is told apart by it."""
    with house().database.read() as session:
        return present(session, seen.consultation["id"])


def undo(seen: Seen, did: str) -> dict | None:
    """How to undo what was done last, from its name in the page's address; None where there is nothing to undo.

    `did` is such as `hide_goal-17` or `move_goal-17-3`, where 3 is the theme that the goal stood under.
    """
    command, _, numbers = did.partition("-")
    verb, _, noun = command.partition("_")
    thing_id, _, theme_id = numbers.partition("-")
    if not (thing_id.isdecimal() and len(thing_id) < 10):
        return None
    about = {"field": f"{noun}_id", "number": int(thing_id), "theme": ""}
    if verb == "hide":
        hiding = next((one for one in seen.hidings if (one["kind"], one["thing_id"]) == (noun, int(thing_id))), None)
        if hiding:
            return {**about, "command": f"restore_{noun}", "revision": hiding["expect"], "text": hiding["texts"]}
    goal = seen.goals.get(int(thing_id))
    themes = {str(theme["id"]) for theme in seen.themes}
    if command == "move_goal" and goal and theme_id in themes - {str(goal["theme_id"])}:
        return {**about, "command": "move_goal", "revision": goal["revision"], "text": goal["title"], "theme": theme_id}
    return None
