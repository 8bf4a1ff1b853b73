"""The shared things of a snapshot in order and under their parents, once for all who see them."""

from collections.abc import Hashable
from functools import cached_property
from typing import Any

from workshop.language.sorting import alphabetical
from workshop.reading.texts import look_alikes
from workshop.web.view.threads import threads_of

# The mark of what is set aside (policy/words.py).
ASIDE = "aside"
NOUNS = ("goal", "measure", "comment")


class Arrangement:
    """All things that an audience sees; what is gone, and what stands under it, is left out.

    Danger: many requests use it at once. Whoever needs to change a thing makes a copy of it.
    """

    def __init__(self, things: dict):
        self.consultation = things["consultation"]
        self.themes, self.phenomena, self.bodies = (_listed(things[name]) for name in ("themes", "phenomena", "bodies"))
        self.participants = sorted(
            current(things["participants"]), key=lambda one: (alphabetical(one["name"]), one["id"])
        )
        self.workshops, self.wall_links = current(things["workshops"]), current(things["wall_links"])
        self.cards, self.sealed_files = current(things["cards"]), current(things["sealed_files"])
        self.rounds = sorted(current(things["rounds"]), key=lambda one: one["position"])
        self.authors = {(one["kind"], one["thing_id"]): one["participant_id"] for one in things["authorships"]}
        self.hidings = _hidings(things)
        self.hidden_reasons = [one for one in current(things["hidings"]) if one["kind"] not in NOUNS]
        self.queue, self.reports = current(things["queue"]), current(things["reports"])
        self.called = {("goals", one["round_id"], one["goal_id"]): one for one in current(things["called_goals"])}
        self.called |= {
            ("measures", one["round_id"], one["measure_id"]): one for one in current(things["called_measures"])
        }
        self._arrange(current(things["goals"]), current(things["measures"]), current(things["comments"]))
        adopted = {number for each in current(things["documents"]) for number in each["adopted_goal_ids"]}
        for goal in self.goals.values():
            # Whether it stands in the document as that was adopted.
            goal["adopted"] = goal["id"] in adopted
        # What was rendered of goals alike for several readers (render/goal_lists.py), for as long as this stands.
        self.rendered: dict[Hashable, str] = {}

    @cached_property
    def look_alikes(self) -> set[int]:
        """The ids of participants whose name looks like another's."""
        return look_alikes(self.participants)

    def _arrange(self, goals, measures, comments):
        self.goals = {goal["id"]: goal for goal in goals}
        self.measures = {m["id"]: m for m in measures if m["goal_id"] in self.goals}
        bodies = {body["id"]: body["title"] for body in self.bodies}
        for measure in measures:
            measure["by"] = bodies.get(measure["responsible_body_id"], {})
        for thing in (*self.goals.values(), *self.measures.values()):
            thing["comments"] = []
        for theme in self.themes:
            own = [goal for goal in self.goals.values() if goal["theme_id"] == theme["id"] and not goal["superseded"]]
            # What is set aside stands below.
            theme["goals"] = sorted(own, key=lambda goal: goal["mark"] == ASIDE)
        for goal in self.goals.values():
            goal["measures"] = [m for m in self.measures.values() if m["goal_id"] == goal["id"]]
            goal["phenomena"] = [p for p in self.phenomena if p["id"] in goal["phenomenon_ids"]]
            goal["members"] = [self.goals[number] for number in goal["member_ids"] if number in self.goals]
        self.comments: dict[int, dict[str, Any]] = {}
        for comment in comments:
            on = self.goals.get(comment["goal_id"]) or self.measures.get(comment["measure_id"])
            if on is not None:
                on["comments"].append(comment)
                self.comments[comment["id"]] = comment
        for thing in (*self.goals.values(), *self.measures.values()):
            thing["threads"] = threads_of(thing["comments"])
        for goal in self.goals.values():
            goal["comment_count"] = len(goal["comments"]) + sum(len(m["comments"]) for m in goal["measures"])


def current(things: list[dict]) -> list[dict]:
    """Return copies of the things that are not gone."""
    return [dict(thing) for thing in things if not thing.get("removed")]


def _listed(things):
    return sorted(current(things), key=lambda one: (one["position"], one["id"]))


def _hidings(things):
    """Return the current hidings of contributions, each with the revision to `expect` when restoring.

    None where it was hidden before it was published, so that facilitators have no copy of it.
    """
    revisions = {(noun, one["id"]): one["revision"] for noun in NOUNS for one in things[f"{noun}s"]}
    hidings = [one for one in current(things["hidings"]) if one["kind"] in NOUNS]
    return [{**one, "expect": revisions.get((one["kind"], one["thing_id"]))} for one in hidings]
