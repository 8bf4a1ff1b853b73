"""What a facilitator has chosen to be shown in a workshop, on its walls and in its rooms.

The browser's twin is static/js/view/showing.js.
"""

from workshop import policy
from workshop.language.clocks import moment
from workshop.web.view.snapshot_view import SnapshotView


def showing_of(view: SnapshotView, workshop_id: int) -> dict | None:
    """Return what was chosen for a workshop; None: what follows from its rounds.

    A choice that is not held ends when one of its rounds begins, ends or is shown; any does when its thing is gone. A
    round whose opening was undone has no results.
    """
    showing = next((one["showing"] for one in view.workshops if one["id"] == workshop_id), None)
    if showing is None or not _is_there(view, showing):
        return None
    turns = [time for one in view.rounds_of(workshop_id) for time in (one.opened_at, one.closed_at, one.revealed_at)]
    ended = any(time > moment(showing["at"]) for time in turns if time)
    return None if ended and not showing["hold"] else showing


def _is_there(view, showing):
    if showing["scene"] == policy.THEME:
        return any(theme["id"] == showing["theme_id"] for theme in view.themes)
    if showing["scene"] == policy.GOAL:
        return showing["goal_id"] in view.goals
    if showing["scene"] == policy.RESULTS:
        return any(one.id == showing["round_id"] and one.state != policy.PLANNED for one in view.rounds)
    return True
