"""Whether enough voted, and which goals got enough of them: by the quorum and the pass mark that a round named."""

from collections.abc import Mapping
from typing import Any

from workshop.methods import Method


def outcome(
    how: Method, figures: Mapping[str, Any], quorum: int | None, pass_mark: int | None
) -> dict[str, Any] | None:
    """Return whether the quorum was reached, and the ids of goals that reached the pass mark; None without either.

    `quorum` is a number of voters, `pass_mark` a percentage of what the way of voting takes it of (`Method.support`).
    `reached` or `passed` is None where the round named none.
    """
    if quorum is None and pass_mark is None:
        return None
    voters, passed = figures["voters"], None
    if pass_mark is not None:
        shares = {goal: how.support(cells, voters) for goal, cells in figures["goals"].items()}
        passed = [int(goal) for goal, (favour, of) in shares.items() if of and 100 * favour >= pass_mark * of]
    return {"reached": None if quorum is None else voters >= quorum, "passed": passed}
