"""How goals that were put in order stand against each other, two by two.

The browser's twin is static/js/view/against.js.
"""

from typing import Any

WON, TIED, LOST = "won", "tied", "lost"


def pairs_of(rows: list[dict[str, Any]], pairs: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    """Return the rows of a table of goals against goals, in their order; none where there are no pairs.

    A row has how many others its goal beats (`wins`) and its `cells`: in each how many ballots have the row's goal
    before the column's (`more`), and the other way (`less`); None against itself.
    """
    paired = [row["goal"] for row in rows if str(row["goal"]["id"]) in pairs]
    table = []
    for goal in paired:
        cells = [_cell(pairs, str(goal["id"]), str(other["id"])) for other in paired]
        wins = sum(cell is not None and cell["how"] == WON for cell in cells)
        table.append({"goal": goal, "wins": wins, "cells": cells})
    return table


def _cell(pairs, goal, other):
    if goal == other:
        return None
    more, less = pairs[goal][other], pairs[other][goal]
    return {"more": more, "less": less, "how": WON if more > less else LOST if more < less else TIED}
