"""Running sums: what the ballots of live named rounds add up to, kept by each process as it stores them.

Danger: a group of one ballot moves a sum by that ballot, and the database engine remembers every step (dead rows, its
log, freed pages). So there are none in confidential and secret rounds.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import node
from workshop.db.sets import RowsInsert
from workshop.methods import Additive, Cells, Choices, way_of
from workshop.models import Counting, RunningSum

SUM = RunningSum.__table__
# Where others have a goal's id: the whole ballots, with the number of those that are not empty, and of the times that
# one was changed.
WHOLE, VOTERS, CHANGES = "", "voters", "changes"
# The sums of all processes, by goal and cell.
Sums = dict[str, Cells]
_READ = (
    select(SUM.c.goal, SUM.c.cell, func.sum(SUM.c.amount))
    .where(SUM.c.round_id == bindparam("round_id"))
    .group_by(SUM.c.goal, SUM.c.cell)
)
_OWN = ["round_id", "node", "goal", "cell"]
_ADD = RowsInsert(
    SUM,
    [*_OWN, "amount"],
    lambda add: add.on_conflict_do_update(index_elements=_OWN, set_={"amount": SUM.c.amount + add.excluded.amount}),
)


def has_sums(round_: Any) -> bool:
    """Whether running sums of this round are kept: named rounds with live figures."""
    return (round_.kind, round_.results, round_.secrecy) == (policy.VOTE, policy.LIVE, policy.NAMED)


def keep_up(session: Session, changed: Iterable[tuple[Any, Choices, Choices]]) -> None:
    """Add what changed ballots (round, choices before, choices now) differ in; the last thing in their transaction.

    Each process has rows of its own, which it locks in one order and only until the commit.
    """
    amounts = _differences(changed)
    rows = [
        {"round_id": key[0], "node": node(session), "goal": key[1], "cell": key[2], "amount": amount}
        for key, amount in sorted(amounts.items())
        if amount
    ]
    if rows:
        _ADD.run(session, rows)


def sums_of(session: Session, round_id: int) -> Sums:
    """Read the sums of a round over all processes; goals and cells that nobody has added to are missing."""
    found: Sums = {WHOLE: {VOTERS: 0, CHANGES: 0}}
    for goal, cell, amount in session.connection().execute(_READ, {"round_id": round_id}):
        found.setdefault(goal, {})[cell] = int(amount)
    return found


def base_of(figures: dict[str, Any], sums: Sums) -> Sums:
    """Return what sums lack of figures that were counted at the same moment, over all goals on the ballot."""
    whole = {VOTERS: figures["voters"] - sums[WHOLE][VOTERS]}
    return {WHOLE: whole, **_combined(figures["goals"], sums, -1)}


def figures_of(base: Sums, sums: Sums) -> dict[str, Any]:
    """Return the figures that a base and sums come to."""
    goals = {goal: cells for goal, cells in base.items() if goal != WHOLE}
    return {"voters": base[WHOLE][VOTERS] + sums[WHOLE][VOTERS], "goals": _combined(goals, sums, 1)}


def forget_sums(session: Session, round_id: int) -> None:
    """Delete what live figures of a round were counted from."""
    for model in (RunningSum, Counting):
        session.execute(delete(model).where(model.round_id == round_id))


def _combined(goals, sums, sign):
    return {
        goal: {cell: amount + sign * sums.get(goal, {}).get(cell, 0) for cell, amount in cells.items()}
        for goal, cells in sorted(goals.items(), key=lambda item: int(item[0]))
    }


def _differences(changed) -> Counter[tuple[int, str, str]]:
    amounts: Counter[tuple[int, str, str]] = Counter()
    for round_, before, now in changed:
        if before == now or not has_sums(round_):
            continue
        amounts[round_.id, WHOLE, CHANGES] += 1
        amounts[round_.id, WHOLE, VOTERS] += bool(now) - bool(before)
        how = way_of(round_)
        if isinstance(how, Additive):
            for sign, choices in ((-1, before), (1, now)):
                for goal, choice in choices.items():
                    for cell, amount in how.worth(choice).items():
                        amounts[round_.id, goal, cell] += sign * amount
    return amounts
