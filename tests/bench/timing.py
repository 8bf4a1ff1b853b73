"""Moments and percentiles: people who act at their own time, whatever the server does, and how long it took."""

import asyncio
import math
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence


async def at_times(moments: Sequence[float], act: Callable[[int, float], Awaitable]) -> list:
    """Call `act(number, due)` at each moment (s from now), whether or not earlier ones are answered.

    `due` is the moment by `time.perf_counter`: time that is counted from it includes any wait before the sending.
    Gives what they give, in order.
    """
    start = time.perf_counter()

    async def one(number, moment):
        await asyncio.sleep(max(0.0, start + moment - time.perf_counter()))
        return await act(number, start + moment)

    return await asyncio.gather(*(one(*each) for each in enumerate(moments)))


def spread(number: int, seconds: float) -> list[float]:
    """Return so many moments at random within so many seconds, in order."""
    return sorted(random.uniform(0, seconds) for _ in range(number))


async def until(holds: Callable[[], bool], seconds: float, pause: float = 0.005) -> float:
    """Look again and again until it holds, and return how long that took (s); infinite where it never did."""
    start = time.perf_counter()
    while not holds():
        if time.perf_counter() - start > seconds:
            return math.inf
        await asyncio.sleep(pause)
    return time.perf_counter() - start


def percentile(values: Iterable[float], per_cent: float) -> float:
    """Return the smallest value that is not exceeded by so many per cent of them (nearest rank); infinite for none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * per_cent / 100) - 1)] if ordered else math.inf


def ms(seconds: float) -> float:
    """Return milliseconds, with a digit after the point."""
    return round(seconds * 1000, 1)
