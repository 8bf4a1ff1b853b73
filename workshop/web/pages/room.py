"""The room: what is asked now in a workshop, and the goals."""

from flask import redirect, render_template, request
from flask_login import current_user

from workshop.errors import Forbidden, NotFound
from workshop.queries.workshops import workshop_of
from workshop.web.app_context import app_context
from workshop.web.pages.frame import blueprint, look
from workshop.web.view.snapshot_view import SnapshotView


@blueprint.get("/w/<code>", strict_slashes=False)
def room(code: str):
    """Show the workshop's present round; who does not take part yet is sent to the door."""
    found = enter(code)
    if found is None:
        return redirect(f"/join/{code}")
    view, workshop = found
    now = view.present_round(workshop["id"])
    return render_template(
        "room.html", view=view, workshop=workshop, present=now, chosen_theme=request.args.get("theme", "")
    )


def enter(code: str) -> tuple[SnapshotView, dict] | None:
    """See the consultation and the workshop of a code; None for who takes no part, and for a code that is none."""
    if not current_user.is_authenticated:
        return None
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
    """See them as `enter` does, as one who leads; raises Forbidden for who does not."""
    found = enter(code)
    if found is not None and not found[0].leads:
        raise Forbidden(code)
    return found
