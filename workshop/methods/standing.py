"""Where things stand by their figures, and where a number of places cuts through those that share one."""

from collections.abc import Mapping
from typing import NamedTuple

from workshop.methods.method import Cells, Method


class Cut(NamedTuple):
    """A cut after the first so many: the ids (as text) `above` it, best first, and those `tied` at it.

    Those that are tied have equally good figures, and taking all of them would be more than was asked for.
    """

    above: list[str]
    tied: list[str]


def standing(how: Method, figures: Mapping[str, Cells]) -> list[str]:
    """Return the ids of things with figures, best first; of equally good ones the lower id comes first."""
    return sorted(figures, key=lambda number: (how.order(figures[number]), int(number)))


def cut_after(how: Method, figures: Mapping[str, Cells], first: int) -> Cut:
    """Cut after the `first` so many places."""
    order = standing(how, figures)
    if len(order) <= first:
        return Cut(order, [])
    last, next_one = how.order(figures[order[first - 1]]), how.order(figures[order[first]])
    if last != next_one:
        return Cut(order[:first], [])
    tied = [number for number in order if how.order(figures[number]) == last]
    return Cut(order[: order.index(tied[0])], tied)


def with_at_least(how: Method, figures: Mapping[str, Cells], least: int) -> list[str]:
    """Return the ids of things with at least so much of what their order goes by first, best first."""
    return [number for number in standing(how, figures) if how.worth_of(figures[number]) >= least]
