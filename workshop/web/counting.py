"""A counted round as pages show it: the goals with the highest figure first, with their bars."""

from workshop.web import labels


def count_of(seen, round_) -> dict:
    """Give what the page shows of one counted round: its goals, those with the highest figure first."""
    tally = seen.tallies[str(round_.id)]
    columns = labels.FIGURES[round_.method]
    first = next(iter(columns))
    rows = [
        {"goal": seen.goals.get(int(number)), "figures": figures, "cells": (tally.get("breakdowns") or {}).get("body")}
        for number, figures in tally["goals"].items()
    ]
    for row, number in zip(rows, tally["goals"], strict=True):
        broken = (row["cells"] or {}).get(number) or {}
        row["by_body"] = [(key, seen.body_by_key(key), cells) for key, cells in broken.items()]
    rows = [row for row in rows if row["goal"]]
    rows.sort(key=lambda row: (-row["figures"][first], row["figures"].get("disagree", 0), row["goal"]["id"]))
    most = max((sum(_bar(round_.method, row["figures"])) for row in rows), default=0)
    for row in rows:
        row["bar"] = bar(_bar(round_.method, row["figures"]), most)
    return {"round": round_, "tally": tally, "columns": columns, "rows": rows, "ballots": tally.get("ballots")}


def bar(parts: list[int], most: int) -> list[tuple[float, float]]:
    """Give the stretches of a bar of a hundred: (from, length) for each part, where `most` fills it."""
    stretches, start = [], 0.0
    for part in parts:
        length = 100 * part / most if most else 0.0
        stretches.append((round(start, 2), round(length, 2)))
        start += length
    return stretches


def _bar(method, figures):
    return [figures["points"]] if method == "dots" else [figures[name] for name in labels.FIGURES[method]]
