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


def register(app: Flask) -> None:
    """Time each request, for the log and the metrics."""
    held: dict[tuple[str, str], list[float]] = defaultdict(list)

    @app.before_request
    def begin():
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        took = time.perf_counter() - g.get("began", time.perf_counter())
        rule = str(request.url_rule or "none")
        about = rule, f"{response.status_code // 100}xx"
        held[about].append(took)
        if request.method in READS or len(held[about]) >= STEP:
            for each in held.pop(about):
                SECONDS.labels(*about).observe(each)
        figures = {"method": request.method, "rule": rule, "status": response.status_code, "ms": round(took * 1000, 1)}
        log.info("request", extra={"figures": figures})
        return response
