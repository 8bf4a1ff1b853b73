"""The running order of a workshop: its agenda with clock times and instructions, to be printed."""

from flask import redirect, render_template

from workshop.web.pages.frame import blueprint
from workshop.web.pages.room import enter_as_lead
from workshop.web.view.timetable import timetable


@blueprint.get("/w/<code>/order")
def order(code: str):
    """Show a workshop's running order to a facilitator; Forbidden for members."""
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    view, workshop = found
    times = timetable(view.rounds_of(workshop["id"]), workshop["starts_at"], view.now)
    return render_template("desk/order.html", view=view, workshop=workshop, times=times)
