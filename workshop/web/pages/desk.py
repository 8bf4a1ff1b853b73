"""The desk: the agenda, the one next step, the room's pulse and the contributions, for those who lead."""

import re
from functools import cached_property
from types import SimpleNamespace

from flask import g, redirect, render_template, request

from workshop import policy
from workshop.queries.doubles import Doubles
from workshop.queries.presence import present
from workshop.web.app_context import app_context
from workshop.web.pages.contributions import FIRST, Wanted, contributions, counts
from workshop.web.pages.desk_words import desk_words
from workshop.web.pages.doubles import doubles_of
from workshop.web.pages.frame import blueprint
from workshop.web.pages.nearly_full import Fullness, fullness
from workshop.web.pages.parts import only_if_new, render_parts
from workshop.web.pages.pulse import Pulse, pulse_of
from workshop.web.pages.room import enter_as_lead
from workshop.web.site import Reach, reach_of_desk
from workshop.web.snapshot_view import SnapshotView

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
    shown = {"desk": Desk(*found), "view": found[0], "workshop": found[1]}
    parts = [name for name in dict.fromkeys(request.args.getlist("part")) if name in PARTS]
    if parts:
        return only_if_new(render_parts("desk/_parts.html", parts=parts, **shown))
    return render_template("desk.html", words=desk_words(), **shown)


class Desk:
    """What the desk shows: all of it, or what the parts of it that are asked for need."""

    def __init__(self, view: SnapshotView, workshop: dict):
        self.view, self.workshop = view, workshop
        self.wanted, self.changing = Wanted.of(request.args), changing()
        self.command, self.round = next_step(view, workshop) or (None, None)

    @property
    def coming(self) -> SimpleNamespace | None:
        """The round that is planned after the one that the next step is about."""
        return coming(self.view, self.workshop, self.round)

    @property
    def pulse(self) -> Pulse:
        """The figures of the workshop."""
        return pulse_of(self.view, self.workshop, self.round)

    @property
    def full(self) -> Fullness:
        """How full the consultation is."""
        return fullness(self.view.consultation["id"])

    @cached_property
    def rows(self) -> list[dict]:
        """The contributions that are looked for."""
        return contributions(self.view, self.wanted)

    @property
    def listed(self) -> list[dict]:
        """Those of them that are listed: the first of many."""
        return self.rows if self.wanted.whole else self.rows[:FIRST]

    @property
    def counts(self) -> dict[str, int]:
        """How many contributions there are of each kind."""
        return counts(self.view)

    @property
    def people(self) -> list[dict]:
        """The participants that are listed."""
        return people(self.view, self.workshop, self.wanted)

    @property
    def listening(self) -> set[int]:
        """The ids of who is present, where somebody is being changed."""
        return here(self.view) if self.changing else set()

    @property
    def doubles(self) -> list[tuple[Doubles, list[dict]]]:
        """The likely doubles."""
        return doubles_of(self.view, self.workshop)

    @property
    def undo(self) -> dict | None:
        """How to undo what was done last, None where there is nothing to undo."""
        return undo(self.view, request.args.get("did", ""))

    @property
    def reach(self) -> Reach:
        """Where others can open the app."""
        return reach_of_desk()


def next_step(view: SnapshotView, workshop: dict) -> tuple[str, SimpleNamespace] | None:
    """What comes next: (command, round); close what is open, show what was counted, open what is planned."""
    rounds = view.rounds_of(workshop["id"])
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


def coming(view: SnapshotView, workshop: dict, present: SimpleNamespace | None) -> SimpleNamespace | None:
    """The round that is planned next, after the one that the next step is about."""
    planned = [one for one in view.rounds_of(workshop["id"]) if one.state == policy.PLANNED and one is not present]
    return planned[0] if planned else None


def people(view: SnapshotView, workshop: dict, wanted: Wanted) -> list[dict]:
    """The workshop's participants that are listed: the first of many, and the one who is being changed."""
    own = view.people_of(workshop["id"])
    chosen = [one for one in view.participants if changing() == f"participant-{one['id']}"]
    listed = own if wanted.everyone else own[:FIRST]
    return [*listed, *(one for one in chosen if one not in listed)]


def changing() -> str:
    """What is being changed, such as `round-17`: that of a form that was refused, else what the address asks for."""
    refused = FORM.search(g.refused.form) if "refused" in g else None
    return refused[1] if refused else request.args.get("change", "")


def here(view: SnapshotView) -> set[int]:
    """The ids of who is present now: who is asked about is told apart by it."""
    with app_context().database.read() as session:
        return present(session, view.consultation["id"])


def undo(view: SnapshotView, did: str) -> dict | None:
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
        hiding = next((one for one in view.hidings if (one["kind"], one["thing_id"]) == (noun, int(thing_id))), None)
        if hiding:
            return {**about, "command": f"restore_{noun}", "revision": hiding["expect"], "text": hiding["texts"]}
    goal = view.goals.get(int(thing_id))
    themes = {str(theme["id"]) for theme in view.themes}
    if command == "move_goal" and goal and theme_id in themes - {str(goal["theme_id"])}:
        return {**about, "command": "move_goal", "revision": goal["revision"], "text": goal["title"], "theme": theme_id}
    return None
