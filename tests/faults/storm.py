"""Many calls at one moment: threads that start together, and what each was answered."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import requests

T = TypeVar("T")
SECONDS = 120


def at_once(calls: Iterable[Callable[[], T]]) -> list[T]:
    """Start all calls at one moment, each in a thread of its own, and return what they return, in their order."""
    calls = list(calls)
    line = threading.Barrier(len(calls))

    def run(call):
        line.wait(SECONDS)
        return call()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [answer.result(SECONDS) for answer in [threads.submit(run, call) for call in calls]]


def refusals(answers: Iterable[requests.Response]) -> list[str]:
    """Return the codes of the answers that are refusals."""
    return [answer.json()["code"] for answer in answers if not answer.ok]


def results(answers: Iterable[requests.Response]) -> list[dict[str, Any]]:
    """Return the results of the answers that are no refusals."""
    return [answer.json()["result"] for answer in answers if answer.ok]


def replayed(answers: Iterable[requests.Response]) -> list[requests.Response]:
    """Return the answers that are a first answer given again."""
    return [answer for answer in answers if answer.headers.get("Idempotency-Replayed") == "true"]
