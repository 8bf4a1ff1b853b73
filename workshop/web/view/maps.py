"""A map of goals by two criteria: the first one upwards, the second one to the right.

The browser's twin is static/js/view/maps.js.
"""

from fractions import Fraction
from typing import Any

from workshop.methods import Method

# The ends of the scale, and its middle, from which on a goal is in the upper half.
LEAST, MOST, MIDDLE = 1, 5, 3
# So far apart, in percent, points can be told apart.
STEP = 6


def map_of(how: Method, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the points of a map, each with its place in percent, and the goals that are high on both criteria; None
    where there are not two criteria.

    A goal that nobody scored by one of them is left out.
    """
    if len(how.bar) != 2 or not set(how.bar) <= set(how.means):
        return None
    points: list[dict[str, Any]] = []
    best = []
    for row in rows:
        up, right = (how.shown(row["figures"], name) for name in how.bar)
        if up is None or right is None:
            continue
        y = 100 - _percent(up)
        points.append({"goal": row["goal"], "theme": row["theme"], "x": _free(points, _percent(right), y), "y": y})
        if up >= MIDDLE and right >= MIDDLE:
            best.append(row["goal"])
    return {"points": points, "best": best}


def _free(points: list[dict[str, Any]], x: int, y: int) -> int:
    """Return the nearest place to the right, or else to the left, on which no other point lies."""
    for place in (*range(x, 101, STEP), *range(x, -1, -STEP)):
        if all(abs(point["x"] - place) >= STEP or abs(point["y"] - y) >= STEP for point in points):
            return place
    return x


def _percent(mean: int | Fraction) -> int:
    """Return a mean as a place between the ends, in whole percents; half of one is rounded up."""
    place = 100 * (Fraction(mean) - LEAST) / (MOST - LEAST)
    return (2 * place.numerator + place.denominator) // (2 * place.denominator)
