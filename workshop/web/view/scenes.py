"""What a wall shows now: one scene, computed from what everyone sees and from the clock.

The browser's twin is static/js/wall/scene.js.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace

from workshop import policy
from workshop.language.labels import STANCES
from workshop.web.view.counting import count_of
from workshop.web.view.snapshot_view import SnapshotView, moment_of

JOIN, PROPOSE, COMMENT, VOTE, RESULTS, COUNTED = ("join", "propose", "comment", "vote", "results", "counted")


@dataclass(frozen=True)
class Scene:
    """One scene: its kind, its round (None before the first one), and the rows of its list.

    `counted` is the voting round whose figures the rows have, `voters` the number who voted in it; `goals` is the
    number of goals that the round is about.
    """

    kind: str
    round: SimpleNamespace | None = None
    rows: list[dict] = field(default_factory=list)
    goals: int = 0
    counted: SimpleNamespace | None = None
    voters: int | None = None

    @property
    def about(self) -> str:
        """What it is a scene of, in a word: another is another scene, and not the same with other rows."""
        return f"{self.kind}/{self.round.id if self.round else ''}"

    @property
    def is_open(self) -> bool:
        """Whether its round is open now."""
        return self.round is not None and self.round.state == policy.OPEN


def scene_of(view: SnapshotView, workshop_id: int) -> Scene:
    """Return the scene of a workshop: of its open round, otherwise of the round that ended last."""
    rounds = view.rounds_of(workshop_id)
    begun = [one for one in rounds if one.state != policy.PLANNED]
    if not begun:
        return Scene(JOIN)
    now = max(begun, key=lambda one: (one.state == policy.OPEN, moment_of(one), one.id))
    if now.kind == policy.PAUSE:
        return Scene(JOIN, now)
    if now.kind == policy.RESULTS:
        counted = [one for one in rounds if str(one.id) in view.tallies]
        return _results(view, now, max(counted, key=lambda one: (moment_of(one), one.id), default=None))
    goals = _goals(view, now)
    if now.kind == policy.VOTE:
        if str(now.id) in view.tallies:
            return _results(view, now, now)
        return Scene(VOTE if now.state == policy.OPEN else COUNTED, now, goals=len(goals))
    rows = [_row(view, goal) for goal in goals]
    if now.kind == policy.COMMENT:
        rows.sort(key=lambda row: (row["latest"], row["id"]), reverse=True)
    return Scene(now.kind, now, rows, len(rows))


def _goals(view, round_):
    """Return the goals that a round is about, newest first."""
    if round_.kind == policy.VOTE:
        goals = [goal for _, on_it in view.ballot_goals(round_) for goal in on_it]
    else:
        themes = [one for one in view.themes if not round_.theme_ids or one["id"] in round_.theme_ids]
        goals = [goal for theme in themes for goal in theme["goals"]]
    return sorted(goals, key=lambda goal: goal["id"], reverse=True)


def _row(view, goal):
    comments = [*goal["comments"], *(each for measure in goal["measures"] for each in measure["comments"])]
    latest = max(comments, key=lambda each: each["id"], default=None)
    return {
        "id": goal["id"],
        "title": goal["title"],
        "theme": next((theme["title"] for theme in view.themes if theme["id"] == goal["theme_id"]), {}),
        "body": _body(view, goal),
        "stances": {name: sum(each["stance"] == name for each in comments) for name in STANCES},
        "latest": latest["id"] if latest else 0,
        "comment": latest["text"] if latest else {},
        "comment_body": _body(view, latest) if latest else {},
    }


def _body(view, thing):
    body = view.body(thing["body_id"])
    return body["title"] if body else {}


def _results(view, round_, counted):
    if counted is None:
        return Scene(RESULTS, round_)
    count = count_of(view, counted)
    rows = [{**row["goal"], "figures": row["figures"], "bar": row["bar"]} for row in count["rows"]]
    return Scene(RESULTS, round_, rows, len(rows), counted, count["tally"]["voters"])
