"""Runs work that would block the event loop in gevent's thread pool, and raises its failures here."""

from collections.abc import Callable
from typing import TypeVar

import gevent

Result = TypeVar("Result")


def run_in_thread(work: Callable[..., Result], *arguments) -> Result:
    """Run `work(*arguments)` in a thread of the pool, wait for it, and return its result or raise its failure.

    Danger: the pool itself writes a thread's exception to standard error. On a full disk that kills the thread, and the
    caller would wait for ever; so exceptions are returned from the thread and raised here.
    """
    result, failure = gevent.get_hub().threadpool.apply(_outcome, (work, arguments))
    if failure:
        raise failure
    return result


def _outcome(work, arguments):
    try:
        return work(*arguments), None
    except Exception as failure:
        return None, failure
