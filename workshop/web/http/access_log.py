"""The access log: method, rule, status and time of each request; never an address, a name or a command.

Danger: the name of a command would count ballots, and tell the turnout of a round with hidden results. For the same
reason metrics of writes move in steps: a count that moved with each ballot would link it, by its time, to its voter.
"""

import logging
import time
from collections import defaultdict

from flask import Flask, Response, g, request
from prometheus_client import Histogram

log = logging.getLogger("workshop.requests")
SECONDS = Histogram("workshop_request_seconds", "Time to answer a request", ["rule", "status"])
STEP = 20
READS = ("GET", "HEAD", "OPTIONS")
# Times of writes that the metrics do not have yet, by rule and status.
_HELD: dict[tuple[str, str], list[float]] = defaultdict(list)


def register(app: Flask) -> None:
    """Time each request, for the log and the metrics."""

    @app.before_request
    def begin():
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        note(request.method, str(request.url_rule or "none"), response.status_code, g.get("began"))
        return response


def note(method: str, rule: str, status: int, began: float | None) -> None:
    """Note a request that was answered just now; `began` is when, by the performance counter."""
    took = 0 if began is None else time.perf_counter() - began
    about = rule, f"{status // 100}xx"
    held = _HELD[about]
    held.append(took)
    if method in READS or len(held) >= STEP:
        seconds = SECONDS.labels(*about)
        for each in _HELD.pop(about):
            seconds.observe(each)
    if log.isEnabledFor(logging.INFO):
        figures = {"method": method, "rule": rule, "status": status, "ms": round(took * 1000, 1)}
        # As `log.info` does, which would look for the place of the call first.
        log.handle(log.makeRecord(log.name, logging.INFO, __file__, 0, "request", (), None, extra={"figures": figures}))
