"""A map of goals by two criteria: the first one upwards, the second one to the right.

The browser's twin is static/js/view/maps.js.
"""

from fractions import Fraction
from itertools import product
from typing import Any

from workshop.methods import Method

# The ends of the scale, and its middle, from which on a goal is in the upper half.
LEAST, MOST, MIDDLE = 1, 5, 3
# So far apart, in percent, points can be told apart; a point is moved by so many steps at most.
STEP, FARTHEST = 6, 3
# Steps to the right and down, the shortest way first, and of equally long ones that to the side.
WAYS = sorted(
    product(range(-FARTHEST, FARTHEST + 1), repeat=2),
    key=lambda way: (way[0] ** 2 + way[1] ** 2, abs(way[1]), -way[0], way[1]),
)


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
        x, y = _free(points, _percent(right), 100 - _percent(up))
        points.append({"goal": row["goal"], "theme": row["theme"], "x": x, "y": y})
        if up >= MIDDLE and right >= MIDDLE:
            best.append(row["goal"])
    return {"points": points, "best": best}


def _free(points: list[dict[str, Any]], x: int, y: int) -> tuple[int, int]:
    """Return the nearest place on which no other point lies; where there is none, a point lies on others.

    Danger: a point that was moved across a middle line would be told to be high, or low, on a criterion.
    """
    for right, down in WAYS:
        at, to = x + STEP * right, y + STEP * down
        if not (_is_beside(x, at) and _is_beside(100 - y, 100 - to)):
            continue
        if all(abs(point["x"] - at) >= STEP or abs(point["y"] - to) >= STEP for point in points):
            return at, to
    return x, y


def _is_beside(place: int, other: int) -> bool:
    """Whether another place is on the map too, and on the same side of its middle."""
    return 0 <= other <= 100 and (other >= 50) == (place >= 50)


def _percent(mean: int | Fraction) -> int:
    """Return a mean as a place between the ends, in whole percents; half of one is rounded up."""
    place = 100 * (Fraction(mean) - LEAST) / (MOST - LEAST)
    return (2 * place.numerator + place.denominator) // (2 * place.denominator)
