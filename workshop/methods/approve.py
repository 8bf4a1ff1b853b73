"""Approval voting: each goal is approved or not."""

from typing import Any

from workshop.errors import Fault
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choices, Faults
from workshop.methods.points import CAP, FAULTS, overspent


class Approve(Additive):
    """Approval voting (Brams and Fishburn 1978); the round's number is the most goals that a ballot may approve."""

    name = "approve"
    label = noop("Approving: choose the goals you support")
    title = noop("Approval")
    on_wall = noop("Choose the goals that you support.")
    figures = {"approve": noop("Approve")}
    bar = given = most = ("approve",)
    points = CAP
    choices = {1: noop("Approve")}
    faults = {**FAULTS, "not_an_approval": noop("A goal is either approved or not.")}
    dock = {
        "chosen": noop_pair("%(num)d goal chosen", "%(num)d goals chosen"),
        "left": noop_pair("You may choose %(num)d more goal", "You may choose %(num)d more goals"),
        "over": noop_pair("%(num)d goal too many", "%(num)d goals too many"),
        "spent": noop_pair("%(spent)d of at most %(num)d goal chosen", "%(spent)d of at most %(num)d goals chosen"),
    }

    def choice_faults(self, choice: Any) -> Faults:
        """Accept only 1, which approves the goal."""
        return {} if type(choice) is int and choice == 1 else {"": Fault("not_an_approval")}

    def ballot_faults(self, choices: Choices, idle: Choices) -> Faults:
        """Compare the number of approvals with the cap, if there is one."""
        return overspent(self.terms.points, len(choices))

    def add(self, cells: Cells, choice: Any) -> None:
        """Count one approval."""
        cells["approve"] += 1
