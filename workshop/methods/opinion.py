"""Opinions: agree, pass or disagree on each goal."""

from typing import Any

from workshop.errors import Fault
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choices, Faults

WORDS = {"agree": noop("Agree"), "pass": noop("Pass"), "disagree": noop("Disagree")}
OPINIONS = tuple(WORDS)


class Opinion(Additive):
    """One of three opinions on each goal, or none (as in Polis: Small et al. 2021)."""

    name = "opinion"
    label = noop("Opinion: agree, pass or disagree")
    title = noop("Opinion")
    on_wall = noop("Say of each whether you agree with it.")
    figures = choices = WORDS
    bar, middle = OPINIONS, "pass"
    given = OPINIONS
    by_hands = True
    net, most = (("agree",), ("disagree",)), ("agree",)
    faults = {"not_an_opinion": noop("Choose agree, pass or disagree.")}
    dock = {"chosen": noop_pair("%(num)d answered", "%(num)d answered")}

    def choice_faults(self, choice: Any) -> Faults:
        """Accept one of the three opinions."""
        return {} if isinstance(choice, str) and choice in OPINIONS else {"": Fault("not_an_opinion")}

    def answers(self, choices: Choices, goal: str) -> bool:
        """Only an opinion is an answer: a voter without one may not even have read the goal."""
        return goal in choices

    def add(self, cells: Cells, choice: Any) -> None:
        """Count one opinion."""
        cells[choice] += 1
