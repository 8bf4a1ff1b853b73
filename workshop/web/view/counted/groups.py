"""What pages show of the groups of a counted round: breakdowns as matrices, the turnout, and what was reached."""

from fractions import Fraction
from typing import Any

from babel.numbers import format_decimal

from workshop.language.figures import figure_words
from workshop.language.speech import language
from workshop.methods import Method

# The matrix in which persons and municipalities stand side by side, and its columns.
MUNICIPALITIES = "municipalities"
PERSONS = "persons"


def groups_of(view: Any, tally: dict, rows: list[dict], how: Method) -> dict[str, Any]:
    """Return the matrices of a counted round, its turnout by body, and which goals passed."""
    broken = dict(tally.get("breakdowns") or {})
    matrices = [_matrix(name, rows, cells, how, _heads(view, tally, name)) for name, cells in broken.items()]
    if tally.get(MUNICIPALITIES):
        matrices.append(_side_by_side(rows, tally[MUNICIPALITIES]["goals"], how))
    turnout = tally.get("turnout") or {}
    bodies = [(key, view.body_by_key(key), own) for key, own in (turnout.get("bodies") or {}).items()]
    passed = set((tally.get("outcome") or {}).get("passed") or ())
    for row in rows:
        row["passed"] = row["goal"]["id"] in passed
    return {"matrices": matrices, "turnout": turnout, "turnout_bodies": bodies, "passed": len(passed)}


def _matrix(name, rows, broken, how, title_of):
    """Return goals down and groups across; in each row the words of the cells, None where they are hidden."""
    keys = dict.fromkeys(key for row in rows for key in broken.get(str(row["goal"]["id"]), {}))
    cells = [
        (row["goal"], [(key, _words(broken.get(str(row["goal"]["id"]), {}).get(key), how)) for key in keys])
        for row in rows
    ]
    hidden = all(words is None for _, own in cells for _, words in own)
    return {"name": name, "heads": [(key, title_of(key)) for key in keys], "rows": cells, "hidden": hidden}


def _side_by_side(rows, means, how):
    cells = [
        (
            row["goal"],
            [(PERSONS, _words(row["figures"], how)), (MUNICIPALITIES, _words(means.get(str(row["goal"]["id"])), how))],
        )
        for row in rows
    ]
    hidden = all(own[1][1] is None for _, own in cells)
    return {"name": MUNICIPALITIES, "heads": [(PERSONS, None), (MUNICIPALITIES, None)], "rows": cells, "hidden": hidden}


def _heads(view, tally, name):
    """Return what gives the title of a group, by language; None for a body that was removed."""
    if name == "body":
        return lambda key: (view.body_by_key(key) or {}).get("title")
    titles = (tally.get("titles") or {}).get(name, {})
    return titles.get


def _words(figures, how):
    return None if figures is None else "–".join(_word(figures, how, name) for name in how.bar)


def _word(figures, how, name):
    by = how.means.get(name)
    if by is None:
        return format_decimal(figures[name], "0.##", locale=language())
    # The votes of municipalities are no whole numbers.
    top, under = (Fraction(str(figures[each])) for each in (name, by))
    return figure_words(top / under if under else None)
