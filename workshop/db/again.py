"""Retrying: the one helper for work that a database may refuse now and accept a moment later."""

from collections.abc import Callable
from typing import TypeVar

import gevent

Result = TypeVar("Result")


def tried(
    work: Callable[[], Result], most: int, may_pass: Callable[[Exception], bool], pause_seconds: float = 0
) -> Result:
    """Run `work` until it succeeds, at most `most` times in all; return its result.

    `may_pass` tells whether a failure may pass when the same work is retried; any other is raised at once, and so is
    the last one. The n-th pause between tries lasts n times `pause_seconds`.
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
