"""A counted round as pages show it: goals by their figures, best first, under their recorded names, with bars."""

from decimal import ROUND_HALF_UP, Decimal

from workshop.language import labels
from workshop.methods import METHODS

CENT = Decimal("0.01")


def count_of(view, round_) -> dict:
    """Return what pages show of one counted round, its best goals first."""
    tally = view.tallies[str(round_.id)]
    how, columns = METHODS[round_.method], labels.FIGURES[round_.method]
    called, broken = view.called_goals(round_), (tally.get("breakdowns") or {}).get("body") or {}
    rows = [{"goal": goal, "figures": tally["goals"][str(number)]} for number, goal in called.items()]
    for row in rows:
        cells = broken.get(str(row["goal"]["id"])) or {}
        row["by_body"] = [(key, view.body_by_key(key), figures) for key, figures in cells.items()]
    rows.sort(key=lambda row: (how.order(row["figures"]), row["goal"]["id"]))
    parts = [[row["figures"][name] for name in how.bar] for row in rows]
    most = max(map(sum, parts), default=0)
    for row, own in zip(rows, parts, strict=True):
        row["bar"] = bar(own, most)
    ballots = [_ballot(called, each) for each in tally.get("ballots") or []]
    # Earlier versions did not record the goals' names at the close.
    later = round_.called_at is not None and round_.called_at != round_.closed_at
    about = {"round": round_, "tally": tally, "columns": columns, "called_later": later}
    return {**about, "rows": rows, "ballots": ballots}


def _ballot(called, ballot):
    """Return a named ballot with its choices as (goal, choice), in the order of the goals' ids."""
    choices = [
        (goal, ballot["choices"][str(number)]) for number, goal in called.items() if str(number) in ballot["choices"]
    ]
    return {**ballot, "choices": choices}


def bar(parts: list[int], most: int) -> list[tuple[float, float]]:
    """Return (start, length) of each part of a bar, in percent, where `most` fills it."""
    stretches, start = [], 0.0
    for part in parts:
        length = 100 * part / most if most else 0.0
        stretches.append((_rounded(start), _rounded(length)))
        start += length
    return stretches


def _rounded(number):
    # Rounds as `toFixed(2)` in JavaScript; Python's `round` would round a half to even.
    return float(Decimal(number).quantize(CENT, ROUND_HALF_UP))
