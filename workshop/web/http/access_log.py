"""What is written down of each request: method, rule, status and time; never an address, a name or a command.

Which command it was stays out, since a count of ballots would tell the turnout of a round whose results are hidden. For
the same reason what writes is counted in steps: a count that moves with each ballot would join it, by its time, to its
voter.
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
    """Time each request."""
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
