"""Approval voting: each goal is approved or not."""

from typing import Any

from workshop.errors import Fault
from workshop.methods.marking import noop, noop_pair
from workshop.methods.method import Additive, Cells, Choices, Faults
from workshop.methods.points import CAP, FAULTS, overspent


class Approve(Additive):
    """Approval voting (Brams and Fishburn 1978); the round's number is the most goals that a ballot may approve."""

    name = "approve"
    label = noop("Approving: choose what you support")
    title = noop("Approval")
    on_wall = noop("Choose what you support.")
    figures = {"approve": noop("Approve")}
    bar = given = most = ("approve",)
    points = CAP
    in_favour = True
    by_hands = True
    choices = {1: noop("Approve")}
    faults = {**FAULTS, "not_an_approval": noop("Each is either approved or not.")}
    dock = {
        "chosen": noop_pair("%(num)d chosen", "%(num)d chosen"),
        "left": noop_pair("You may choose %(num)d more", "You may choose %(num)d more"),
        "over": noop_pair("%(num)d too many", "%(num)d too many"),
        "spent": noop_pair("%(spent)d of at most %(num)d chosen", "%(spent)d of at most %(num)d chosen"),
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
