"""Scores: each voter scores goals from 1 to 5 on one or two criteria of the round's own."""

import re
from typing import Any

from workshop.errors import Fault
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choices, Faults
from workshop.methods.terms import Terms

# Keys stand in the names and the ids of fields.
KEY = re.compile(r"[\w-]*[^\W\d_][\w-]*")
LEAST, MOST = 1, 5
VOTERS = "_voters"


class Score(Additive):
    """Range voting (Smith 2000) on a scale of five, by criterion: a goal's figure is the mean over those who scored it.

    On the wire each criterion has the sum of its scores under its own key, and how many gave one.
    """

    name = "score"
    label = noop("Scoring: from 1 to 5 on one or two criteria")
    title = noop("Scoring")
    on_wall = noop("Score each from 1 to 5.")
    # Without words of its own the mean by a criterion is called by the criterion.
    figures = {"*": "", "*_voters": noop("Voters")}
    means = {"*": "*_voters"}
    bar = ("*",)
    given = most = ("*_voters",)
    net = (("*",), ())
    parts = ("*",)
    most_criteria = 2
    usual_criteria = ("importance",)
    faults = {
        "not_scores": noop("Score by criterion, with a whole number from 1 to 5 for each."),
        "not_a_score": noop("Give a whole number from 1 to 5."),
        "no_such_criterion": noop("There is no such criterion in this round."),
        "criteria_alike": noop("Two criteria can't have the same name."),
        "not_a_criterion": noop("The key of a criterion has letters in it, digits, hyphens, and no blanks."),
    }
    dock = {"chosen": noop_pair("%(num)d scored", "%(num)d scored")}

    @classmethod
    def terms_faults(cls, terms: Terms) -> Faults:
        """Keep criteria apart: their keys name fields and figures."""
        keys = terms.criteria
        for place, key in enumerate(keys):
            if not KEY.fullmatch(key):
                return {f"criteria.{place}": Fault("not_a_criterion")}
        figures = [key + end for key in keys for end in ("", VOTERS)]
        return {"criteria": Fault("criteria_alike")} if len(set(figures)) < len(figures) else {}

    def choice_faults(self, choice: Any) -> Faults:
        """Accept scores by criterion, of one criterion at least."""
        if not isinstance(choice, dict) or not choice:
            return {"": Fault("not_scores")}
        unknown = {key: Fault("no_such_criterion") for key in choice if key not in self.parts}
        wrong = {key: Fault("not_a_score") for key, value in choice.items() if key in self.parts and not _fits(value)}
        return unknown | wrong

    def answers(self, choices: Choices, goal: str) -> bool:
        """Only scores are an answer: a voter without any may not even have read the goal."""
        return goal in choices

    def told(self, choices: Choices, goal: str) -> dict[str, Any]:
        """Return the scores by criterion: each criterion has figures of its own."""
        return dict(choices.get(goal) or {})

    def normal(self, choice: Any) -> Any:
        """Return the scores that are given: null on a criterion is none."""
        if not isinstance(choice, dict):
            return choice
        return {key: value for key, value in choice.items() if value is not None} or None

    def add(self, cells: Cells, choice: Any) -> None:
        """Add each score to its criterion, and one to those who scored by it."""
        for key, value in choice.items():
            cells[key] += value
            cells[key + VOTERS] += 1


def _fits(value: Any) -> bool:
    return type(value) is int and LEAST <= value <= MOST
