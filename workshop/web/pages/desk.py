"""The desk: the agenda, the one next step, the people and their contributions, for those who lead."""

from flask import redirect, render_template

from workshop import policy
from workshop.errors import Forbidden
from workshop.web.here import house
from workshop.web.pages.frame import blueprint
from workshop.web.pages.room import enter
from workshop.web.seen import Seen


@blueprint.get("/w/<code>/lead")
def desk(code: str):
    """Show the facilitator's desk of a workshop; Forbidden for who does not lead."""
    found = enter(code)
    if found is None:
        return redirect(f"/join/{code}")
    seen, workshop = found
    if not seen.leads:
        raise Forbidden(code)
    return render_template(
        "desk.html", seen=seen, workshop=workshop, step=next_step(seen, workshop), url=house().settings.url
    )


def next_step(seen: Seen, workshop: dict) -> tuple[str, object] | None:
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
