"""The room: what is asked now in a workshop, and its goals."""

from flask import redirect, render_template, request
from flask_login import current_user

from workshop.errors import Forbidden, NotFound
from workshop.queries.workshops import workshop_of
from workshop.web.app_context import app_context
from workshop.web.pages.frame import blueprint, found_here, look
from workshop.web.view.goal_list import GoalList
from workshop.web.view.showing import showing_of
from workshop.web.view.snapshot_view import SnapshotView


@blueprint.get("/w/<code>", strict_slashes=False)
def room(code: str):
    """Show the workshop's present round; anyone who does not take part yet is redirected to the entry page."""
    found = enter(code)
    if found is None:
        return redirect(f"/join/{code}")
    view, workshop = found
    now = view.present_round(workshop["id"])
    return render_template(
        "room.html",
        view=view,
        workshop=workshop,
        present=now,
        showing=showing_of(view, workshop["id"]),
        listed=GoalList(view, request.args, found=found_here(view).goal_ids, bare=view.asking(now) == "vote"),
        chosen_theme=request.args.get("theme", ""),
    )


def enter(code: str) -> tuple[SnapshotView, dict] | None:
    """Return the consultation and workshop of a code; None for those who take no part, and for an unknown code."""
    if not current_user.is_authenticated:
        return None
    # Both at one moment: each read by itself would cost a transaction.
    with app_context().database.read() as session:
        found = workshop_of(session, code)
        if found is None:
            return None
        slug, number = found
        try:
            view = look(slug)
        except NotFound:
            return None
    return view, next(one for one in view.workshops if one["id"] == number)


def enter_as_lead(code: str) -> tuple[SnapshotView, dict] | None:
    """Return them as `enter` does, for a facilitator; raises Forbidden for members."""
    found = enter(code)
    if found is not None and not found[0].leads:
        raise Forbidden(code)
    return found
