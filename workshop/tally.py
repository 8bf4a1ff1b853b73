"""Counting: what a ballot may hold, the figures of a round, breakdowns that reveal nobody, and the commitment."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop.errors import Fault
from workshop.fields import canonical

AGREE, PASS, DISAGREE = OPINIONS = ("agree", "pass", "disagree")


class Method(ABC):
    """A way of voting: which values a choice may have, what a whole ballot may hold, and how choices add up."""

    cells: tuple[str, ...]

    @abstractmethod
    def fault(self, value, points: int | None) -> Fault | None:
        """Tell what is wrong with one choice, if anything."""

    @abstractmethod
    def add(self, cells: dict, value) -> None:
        """Count one choice into the cells of its goal."""

    def overspent(self, choices: Mapping, points: int | None) -> Fault | None:
        """Tell whether the choices together are more than the budget of `points` allows."""
        return None

    def answers(self, choices: Mapping, goal: str) -> bool:
        """Whether a ballot says something about a goal: leaving it out says that it was not chosen."""
        return True


class Approve(Method):
    """Approval voting (Brams and Fishburn 1978): each goal is approved or not; `points` caps how many."""

    cells = ("approve",)

    def fault(self, value, points):
        """Only 1 says that the goal is approved."""
        return None if type(value) is int and value == 1 else Fault("not_an_approval")

    def overspent(self, choices, points):
        """Count the approvals against the cap, where there is one."""
        return Fault("over_budget", {"points": points}) if points and len(choices) > points else None

    def add(self, cells, value):
        """Count an approval."""
        cells["approve"] += 1


class Opinion(Method):
    """Each goal is agreed with, passed or disagreed with."""

    cells = OPINIONS

    def fault(self, value, points):
        """Only the three opinions."""
        return None if isinstance(value, str) and value in OPINIONS else Fault("not_an_opinion")

    def answers(self, choices, goal):
        """Only an opinion is an answer; who has none on a goal may not even have read it."""
        return goal in choices

    def add(self, cells, value):
        """Count an opinion."""
        cells[value] += 1


class Dots(Method):
    """Cumulative voting: `points` dots are shared out, any number to a goal."""

    cells = ("points", "voters")

    def fault(self, value, points):
        """A whole number of dots, from 1 to all of them."""
        fits = type(value) is int and 1 <= value <= points
        return None if fits else Fault("not_dots", {"points": points})

    def overspent(self, choices, points):
        """Count the dots against the budget."""
        return Fault("over_budget", {"points": points}) if sum(choices.values()) > points else None

    def add(self, cells, value):
        """Count the dots, and that one more person gave any."""
        cells["points"] += value
        cells["voters"] += 1


METHODS: dict[str, Method] = {"approve": Approve(), "opinion": Opinion(), "dots": Dots()}


def count(method: str, ballots: Iterable[Mapping], goal_ids: Iterable[int]) -> dict:
    """Count ballots (goal id as text to value) into figures.

    Gives `{"voters": n, "goals": {"<goal>": {cell: n}}}`, with each of `goal_ids` and no other goal. A voter is
    a ballot with at least one choice that counts.
    """
    how = METHODS[method]
    goals = {str(goal): dict.fromkeys(how.cells, 0) for goal in sorted(goal_ids)}
    voters = 0
    for choices in ballots:
        counted = [(goals[goal], value) for goal, value in choices.items() if goal in goals]
        voters += bool(counted)
        for cells, value in counted:
            how.add(cells, value)
    return {"voters": voters, "goals": goals}


def check(method: str, points: int | None, changes: Mapping, ballot: Mapping, counted: Iterable[int]) -> dict:
    """Tell what is wrong with a changed ballot: `{path: Fault}`, empty when nothing is.

    `changes` are the choices that were sent, `ballot` the whole ballot with them; only goals in `counted` cost.
    """
    how = METHODS[method]
    faults = {f"choices.{goal}": how.fault(value, points) for goal, value in changes.items() if value is not None}
    faults = {path: fault for path, fault in faults.items() if fault}
    if not faults:
        costing = {str(goal) for goal in counted}
        spent = how.overspent({goal: value for goal, value in ballot.items() if goal in costing}, points)
        faults = {"choices": spent} if spent else {}
    return faults


@dataclass
class _Cell:
    """What one group said on one goal: the ballots that answer it, and their figures."""

    group: str
    ballots: list
    figures: dict


def break_down(method: str, ballots: Iterable[tuple[str, Mapping]], goal_ids: Iterable[int], least: int) -> dict:
    """Count by group, hiding what would reveal a person's choice.

    `ballots` are (group, choices). Gives `{"<goal>": {group: cells or None}}`; None is a hidden cell. Hidden
    are, for each goal, groups of which fewer than `least` answered, groups that answered alike, and then as many
    others as are needed that no hidden cell follows from the total (complementary suppression; Hundepool
    et al., Statistical Disclosure Control, 2012, chapter 4). With `least` 1 (named rounds) nothing is hidden.
    """
    grouped: dict[str, list[Mapping]] = {}
    for group, choices in ballots:
        if choices:
            grouped.setdefault(group, []).append(choices)
    how, goals = METHODS[method], list(goal_ids)
    counted = {group: count(method, own, goals) for group, own in grouped.items()}
    result = {}
    for goal in goals:
        cells = [
            _Cell(group, [each for each in own if how.answers(each, str(goal))], counted[group]["goals"][str(goal)])
            for group, own in sorted(grouped.items())
        ]
        hidden = _hidden(cells, least, str(goal)) if least > 1 else set()
        result[str(goal)] = {c.group: None if c.group in hidden else c.figures for c in cells}
    return result


def _hidden(cells, least, goal):
    hidden = [cell for cell in cells if not _safe(cell.ballots, least, goal)]
    rest = sorted((cell for cell in cells if cell not in hidden), key=lambda cell: len(cell.ballots))
    # What the hidden groups said together follows from the total, so together they must be as safe as a shown group.
    while hidden and rest:
        together = [choices for cell in hidden for choices in cell.ballots]
        if len(hidden) > 1 and _safe(together, least, goal):
            break
        hidden.append(rest.pop(0))
    return {cell.group for cell in hidden}


def _safe(ballots, least, goal):
    """Whether so many answered, and so differently, that their figures say nothing of any one of them."""
    return len(ballots) >= least and len({canonical(choices.get(goal)) for choices in ballots}) > 1


def commit(figures: Mapping, salt: str) -> str:
    """Give the commitment to figures: SHA-256, in hex, over the salt and their canonical JSON."""
    return hashlib.sha256(salt.encode() + canonical(figures)).hexdigest()
