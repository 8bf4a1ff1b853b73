"""The desk: the agenda, the one next step, the room's pulse and the contributions, for those who lead."""

import re
from types import SimpleNamespace

from flask import g, redirect, render_template, request

from workshop import policy
from workshop.queries.presence import present
from workshop.web.here import house
from workshop.web.pages.contributions import FIRST, Wanted, contributions, counts
from workshop.web.pages.desk_words import desk_words
from workshop.web.pages.doubles import doubles_of
from workshop.web.pages.frame import blueprint
from workshop.web.pages.nearly_full import fullness
from workshop.web.pages.pulse import pulse_of
from workshop.web.pages.room import enter_as_lead
from workshop.web.seen import Seen
from workshop.web.site import reach_of_desk

# The forms of a row are named after it.
FORM = re.compile(r"_((?:round|participant)-\d+)$")


@blueprint.get("/w/<code>/lead", strict_slashes=False)
def desk(code: str):
    """Show the facilitator's desk of a workshop; Forbidden for who does not lead."""
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    seen, workshop = found
    wanted = Wanted.of(request.args)
    rows = contributions(seen, wanted)
    command, round_ = next_step(seen, workshop) or (None, None)
    return render_template(
        "desk.html",
        seen=seen,
        workshop=workshop,
        command=command,
        round=round_,
        coming=coming(seen, workshop, round_),
        pulse=pulse_of(seen, workshop, round_),
        full=fullness(seen.consultation["id"]),
        wanted=wanted,
        rows=rows if wanted.whole else rows[:FIRST],
        found=len(rows),
        counts=counts(seen),
        people=people(seen, workshop, wanted),
        changing=changing(),
        listening=here(seen) if changing() else frozenset(),
        doubles=doubles_of(seen, workshop),
        undo=undo(seen, request.args.get("did", "")),
        words=desk_words(),
        reach=reach_of_desk(),
    )


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
    listed = own if wanted.whole else own[:FIRST]
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
