"""Work in gevent's pool of threads, for what would hold up the loop: what fails there is raised here."""

from collections.abc import Callable
from typing import TypeVar

import gevent

Result = TypeVar("Result")


def run_in_thread(work: Callable[..., Result], *arguments) -> Result:
    """Run `work(*arguments)` in a thread of the pool, wait for it, and give its result or raise what it raised.

    What is raised in such a thread the pool itself would write to standard error; where that lies on a disk that is
    full, the thread dies of it, and nobody is ever answered.
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
