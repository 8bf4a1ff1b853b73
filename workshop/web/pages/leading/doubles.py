"""Likely doubles, for facilitators: the page on which they are joined, or several participants removed in one step."""

from flask import redirect, render_template

from workshop.queries.doubles import Doubles, likely_doubles
from workshop.queries.presence import present
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint
from workshop.web.pages.room import enter_as_lead
from workshop.web.view.snapshot_view import SnapshotView


@blueprint.get("/w/<code>/lead/people", strict_slashes=False)
def several(code: str):
    """Show a workshop's participants with boxes to tick, likely doubles first; Forbidden for members."""
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    view, workshop = found
    with place(view.slug) as (session, consultation, _):
        there = present(session, consultation.id)
    about = {"doubles": doubles_of(view, workshop), "present": there}
    return render_template("several.html", view=view, workshop=workshop, **about)


def doubles_of(view: SnapshotView, workshop: dict) -> list[tuple[Doubles, list[dict]]]:
    """Return the likely doubles in which a participant of the workshop occurs, each with its participants."""
    with place(view.slug) as (session, consultation, _):
        found = likely_doubles(session, consultation.id)
    people, own = {one["id"]: one for one in view.participants}, {one["id"] for one in view.people_of(workshop["id"])}
    groups = [
        (doubles, [people[number] for number in doubles.participant_ids if number in people]) for doubles in found
    ]
    return [(doubles, group) for doubles, group in groups if len(group) > 1 and own & {one["id"] for one in group}]
