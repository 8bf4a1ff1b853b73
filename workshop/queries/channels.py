"""The channels of a counted round, as far as each may be shown by itself."""

from typing import Any

from workshop import policy, tally
from workshop.models import Round, Tally
from workshop.operations.paper.settling import may_be_told


def channels_of(round_: Round, kept: Tally) -> dict[str, Any] | None:
    """Return the figures of each channel of a round that is shown; None where everybody voted on a device.

    The sum of `device` and `paper` is the round's figures; `hands` are in no sum. While the round is open there are
    hands alone beside its figures, which are those of devices.
    """
    found: dict[str, Any] = {}
    if kept.paper:
        found = {tally.DEVICE: _device(round_, kept), tally.PAPER: _paper(round_, kept)}
    elif round_.hands and round_.phase != policy.OPEN:
        found = {tally.DEVICE: _device(round_, kept)}
    if round_.hands:
        goals = {goal: cells for goal, cells in round_.hands.items() if goal in kept.total["goals"]}
        found[tally.HANDS] = {"voters": tally.hands_voters(goals), "goals": goals}
    return found or None


def _device(round_: Round, kept: Tally) -> dict[str, Any]:
    return {**_as_told(round_, kept, kept.figures), "commitment": round_.commitment, "salt": round_.salt}


def _paper(round_: Round, kept: Tally) -> dict[str, Any]:
    assert kept.paper is not None and round_.paper_proof is not None, "paper has been settled"
    own = {name: round_.paper_proof[name] for name in ("commitment", "salt")}
    ballots = {"ballots": kept.paper["ballots"]} if "ballots" in kept.paper else {}
    return {**_as_told(round_, kept, kept.paper["figures"]), **own, **ballots}


def _as_told(round_: Round, kept: Tally, figures: dict[str, Any]) -> dict[str, Any]:
    if not kept.paper:
        return figures
    shown = set(kept.paper["shown"])
    return {
        "voters": figures["voters"] if may_be_told(round_, kept) else None,
        "goals": {goal: cells if goal in shown else None for goal, cells in figures["goals"].items()},
    }
