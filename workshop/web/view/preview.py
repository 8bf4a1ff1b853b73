"""What the desk shows of a wall: its scene in a few lines, as it is now, and as it will be after the next step."""

from dataclasses import dataclass, replace
from types import SimpleNamespace

from workshop import policy
from workshop.web.view.scenes import RESULTS, Scene, scene_of_round
from workshop.web.view.snapshot_view import SnapshotView

# So many rows fit into the small picture.
ROWS = 5


@dataclass(frozen=True)
class Preview:
    """A wall in a few lines: the kind of its scene, what stands above, and its first rows (texts by language).

    `places` are the ranks of results. Danger: neither their figures nor their goals are in here, since whoever leads
    would read aloud from the desk what the hall does not know yet.
    """

    kind: str
    title: dict
    rows: list[dict]
    places: list[int]
    more: int = 0


def preview_of(scene: Scene) -> Preview:
    """Return a scene in a few lines."""
    if scene.kind == RESULTS:
        places = list(range(1, min(scene.goals, ROWS) + 1))
        return Preview(scene.kind, scene.title, [], places, scene.goals - len(places))
    return Preview(scene.kind, scene.title, [row["title"] for row in scene.rows[:ROWS]], [], len(scene.rows[ROWS:]))


def preview_after(view: SnapshotView, workshop_id: int, command: str, round_: SimpleNamespace) -> Preview:
    """Return what a wall will show after the next step of its workshop, on a round."""
    if command == "reveal_results" or (command == "close_round" and round_.results in (policy.LIVE, policy.AT_CLOSE)):
        goals = len(view.goals_for(round_))
        return preview_of(Scene(RESULTS, round_, goals=goals, title=round_.title))
    state = policy.CLOSED if command == "close_round" else policy.OPEN
    then = SimpleNamespace(**{**vars(round_), "state": state})
    return preview_of(replace(scene_of_round(view, then, view.rounds_of(workshop_id)), title=round_.title))
