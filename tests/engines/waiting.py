"""Waiting for something to come true, in a page or on the server."""

import time
from collections.abc import Callable
from typing import Any

SECONDS = 10


def wait_for(holds: Callable[[], Any], what: str, told: Callable[[], str] = str, seconds: float = SECONDS) -> Any:
    """Wait until `holds` gives something true, and return that; `told` says how things stand when it does not."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"{what} did not come true in {seconds} s\n{told()}"
        time.sleep(0.05)
    return found
