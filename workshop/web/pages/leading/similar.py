"""Goals that say nearly the same, for facilitators: pairs by likeness, each with the way to make one of them."""

from functools import partial

from flask import redirect, render_template

from workshop.likeness import Pair
from workshop.queries.contributions.alike import alike_of
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint
from workshop.web.pages.room import enter_as_lead
from workshop.web.view.snapshot_view import SnapshotView

# More pairs than this nobody goes through at once; the most like come first.
MOST_PAIRS = 100


@blueprint.get("/w/<code>/lead/similar", strict_slashes=False)
def pairs(code: str):
    """Show the pairs of goals that are alike, within themes and across them; Forbidden for members."""
    found = enter_as_lead(code)
    if found is None:
        return redirect(f"/join/{code}")
    view, workshop = found
    listed = pairs_of(view)
    within = [each for each in listed if len({goal["theme_id"] for goal in each[1]}) == 1]
    across = [each for each in listed if each not in within]
    parts = {"pairs": listed, "within": within, "across": across}
    return render_template("goals/pairs.html", view=view, workshop=workshop, **parts)


def pairs_of(view: SnapshotView) -> list[tuple[Pair, list[dict]]]:
    """Return the pairs with their goals, the most like first."""
    found = alike_of(partial(place, view.slug)).goals.pairs()
    there = [pair for pair in found if pair.first in view.goals and pair.second in view.goals]
    return [(pair, [view.goals[pair.first], view.goals[pair.second]]) for pair in there[:MOST_PAIRS]]
