"""A goal's support from round to round, as far as the rounds are on one scale.

The source is the figures of all voters in votes that are over and may be seen; support is the share that a pass mark
goes by (`Method.support`). Two rounds are on one scale if they have the same way of voting with the same number, cap
and criteria; where one choice leaves less room for others (a budget, places, a most), the same goals must have been on
the ballot too. Who could vote may differ, so the number of voters is told beside each share.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from workshop.insight.shares import Share, counted, how_of, named_in, share_of

# What the picture of it is called wherever it is drawn.
NAME = "from-round-to-round"
Scale = Hashable


@dataclass(frozen=True)
class Point:
    """The support of a goal in one round; `voters` voted in it."""

    round: dict[str, Any]
    share: Share
    voters: int


@dataclass(frozen=True)
class Course:
    """A goal under its latest recorded name, and its points on one scale, the earliest first; two at least.

    It is `reworded` where it was called otherwise in an earlier one of them.
    """

    called: dict[str, Any]
    points: list[Point]
    reworded: bool

    @property
    def change(self) -> int:
        """How many percentage points the support has grown from the first round to the last."""
        return self.points[-1].share.percent - self.points[0].share.percent


@dataclass(frozen=True)
class Courses:
    """The goals that were voted on again, the most supported first, and the rounds that none can be compared with."""

    goals: list[Course]
    apart: list[dict[str, Any]]


def courses(record: dict[str, Any]) -> Courses:
    """Follow each goal through the votes of a record."""
    by_scale: dict[Scale, list[dict[str, Any]]] = {}
    rounds = counted(record)
    for round_ in rounds:
        by_scale.setdefault(_scale(round_), []).append(round_)
    found = [course for several in by_scale.values() if len(several) > 1 for course in _along(several)]
    compared = {point.round["id"] for course in found for point in course.points}
    apart = [each for each in rounds if each["id"] not in compared] if len(rounds) > 1 else []
    return Courses(sorted(found, key=lambda each: -each.points[-1].share.percent), apart)


def _scale(round_: dict[str, Any]) -> Scale:
    how = how_of(round_)
    criteria = tuple(each["key"] for each in round_["criteria"] or ())
    scarce = how.points is not None and how.terms.points is not None
    ballot = frozenset(round_["tally"]["goals"]) if scarce else None
    return how.name, how.terms.points, how.terms.cap, criteria, ballot


def _along(rounds: list[dict[str, Any]]) -> list[Course]:
    points: dict[int, list[Point]] = {}
    called: dict[int, list[dict[str, Any]]] = {}
    for round_ in rounds:
        how, tally = how_of(round_), round_["tally"]
        for each in named_in(round_):
            share = share_of(how, tally["goals"].get(str(each["goal_id"])), tally["voters"])
            if share:
                points.setdefault(each["goal_id"], []).append(Point(round_, share, tally["voters"]))
                called.setdefault(each["goal_id"], []).append(each)
    return [
        Course(called[goal][-1], own, any(_voted_as(each) != _voted_as(called[goal][-1]) for each in called[goal]))
        for goal, own in points.items()
        if len(own) > 1
    ]


def _voted_as(called: dict[str, Any]) -> dict[str, str]:
    """Return the title that was voted on; a document, which calls goals by its own titles, keeps it beside them."""
    title: dict[str, str] = called.get("voted_as", called["title"])
    return title
