"""Doing the same work again: the one helper for all that a database may refuse at one moment and take at the next."""

from collections.abc import Callable
from typing import TypeVar

import gevent

Result = TypeVar("Result")


def tried(
    work: Callable[[], Result], most: int, may_pass: Callable[[Exception], bool], pause_seconds: float = 0
) -> Result:
    """Do some work until it is done, at most so many times in all, and return its result.

    `may_pass` says of a failure whether the same work may succeed if it is done again; any other comes out at once,
    and the last one in any case. Between two tries there is a pause, each longer than the one before by as much.
    """
    for number in range(1, most):
        try:
            return work()
        except Exception as failure:
            if not may_pass(failure):
                raise
        if pause_seconds:
            gevent.sleep(pause_seconds * number)
    return work()
