"""A map of goals by two criteria: the first one upwards, the second one to the right.

The browser's twin is static/js/view/maps.js.
"""

from fractions import Fraction
from itertools import product
from typing import Any

from workshop.methods import Method

# The ends of the scale, and its middle, from which on a goal is in the upper half.
LEAST, MOST, MIDDLE = 1, 5, 3
# So far apart, in percent, marks do not touch on a phone of 360 px; a point is moved by so many steps at most.
STEP_RIGHT, STEP_DOWN, FARTHEST = 11, 9, 2
# Steps to the right and down, the shortest way first, and of equally long ones that to the side.
WAYS = sorted(
    product(range(-FARTHEST, FARTHEST + 1), repeat=2),
    key=lambda way: (way[0] ** 2 + way[1] ** 2, abs(way[1]), -way[0], way[1]),
)


def map_of(how: Method, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the points of a map, each with its place in percent and the `others` that have no place beside it, and the
    goals that are high on both criteria; None where there are not two criteria.

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
        x, y = _percent(right), 100 - _percent(up)
        if place := _free(points, x, y):
            points.append({"goal": row["goal"], "theme": row["theme"], "x": place[0], "y": place[1], "others": []})
        else:
            _nearest(points, x, y)["others"].append(row["goal"])
        if up >= MIDDLE and right >= MIDDLE:
            best.append(row["goal"])
    return {"points": points, "best": best}


def _free(points: list[dict[str, Any]], x: int, y: int) -> tuple[int, int] | None:
    """Return the nearest place on which no other point lies; None where there is none.

    Danger: a point that was moved across a middle line would be told to be high, or low, on a criterion.
    """
    for right, down in WAYS:
        at, to = x + STEP_RIGHT * right, y + STEP_DOWN * down
        if not _is_beside((x, y), (at, to)):
            continue
        if all(abs(point["x"] - at) >= STEP_RIGHT or abs(point["y"] - to) >= STEP_DOWN for point in points):
            return at, to
    return None


def _nearest(points: list[dict[str, Any]], x: int, y: int) -> dict[str, Any]:
    """Return the point nearest to a place, of those in its quarter; where no place is free there is one."""
    beside = [point for point in points if _is_beside((x, y), (point["x"], point["y"]))]
    return min(beside, key=lambda point: (point["x"] - x) ** 2 + (point["y"] - y) ** 2)


def _is_beside(place: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether another place is on the map too, and in the same quarter; what is in the middle is right and above."""
    ends = (place[0], other[0]), (100 - place[1], 100 - other[1])
    return all(0 <= to <= 100 and (to >= 50) == (at >= 50) for at, to in ends)


def _percent(mean: int | Fraction) -> int:
    """Return a mean as a place between the ends, in whole percents; half of one is rounded up."""
    place = 100 * (Fraction(mean) - LEAST) / (MOST - LEAST)
    return (2 * place.numerator + place.denominator) // (2 * place.denominator)
