"""Whether what a server answers and tells is what its own documents describe, to the last field."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import requests
from jsonschema_rs import Draft202012Validator, ValidationError

from workshop.web.api.asyncapi import asyncapi
from workshop.web.api.openapi import openapi

# The servers of the tests run the code that stands beside them, so the documents are made here, once; that a running
# server gives the same ones is a test of its own (tests/wire/test_described.py).
ANYWHERE = "http://localhost"
API = "/api/v1/"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
DOCUMENTS = ("/api/v1/openapi.json", "/api/v1/asyncapi.json")
# The documents of servers that describe more than the code of the app does.
_others: list["Described"] = []
# What a listener heard and no document describes; the test that it happened in fails when it is over.
undescribed: list[str] = []


class Undescribed(AssertionError):
    """Something was answered or told that the documents do not describe."""


class Described:
    """A pair of documents with their validators, each compiled when it is first needed."""

    def __init__(self, api: dict, live: dict):
        self.api, self.live = api, live
        self._paths = [(_pattern(path), operations) for path, operations in api["paths"].items()]
        self._validators: dict[tuple[int, int], Draft202012Validator] = {}

    def check_answer(self, answer: requests.Response) -> None:
        """Raise Undescribed for an answer of the API in JSON with a field too many, too few, or of another type."""
        path, kind = answer.request.path_url.partition("?")[0], answer.headers.get("Content-Type", "")
        if path.startswith(API) and path not in DOCUMENTS and kind.endswith("json"):
            self.check_data(answer.request.method, path, answer.status_code, answer.json())

    def check_data(self, method: str, path: str, status: int, data: Any) -> None:
        """Raise Undescribed for what an address of the API answers with a status."""
        what = f"{method} {path} → {status}"
        if status >= 400:
            self._check(what, self.api, PROBLEM, data)
            return
        for pattern, operations in self._paths:
            described = operations.get(method.lower(), {"responses": {}})["responses"].get(str(status))
            if described and pattern.fullmatch(path):
                self._check(what, self.api, described["content"]["application/json"]["schema"], data)
                return
        raise Undescribed(what)

    def check_reading(self, name: str, data: Any) -> None:
        """Raise Undescribed for a snapshot, or an answer of `changes`, that was read past the API."""
        self.check_data("GET", f"{API}consultations/any/{name}", 200, data)

    def check_message(self, name: str, data: Any) -> None:
        """Raise Undescribed for a message over Socket.IO."""
        message = self.live["channels"]["consultation"]["messages"].get(name)
        if message is None:
            raise Undescribed(f"the message {name}")
        self._check(name, self.live, message["payload"], data)

    def _check(self, what, document, schema, data):
        # Both stay for as long as this does.
        key = id(document), id(schema)
        if key not in self._validators:
            whole = {**schema, "components": document["components"]}
            self._validators[key] = Draft202012Validator(whole, validate_formats=True)
        try:
            self._validators[key].validate(data)
        except ValidationError as wrong:
            cause = _cause(wrong)
            place = "/".join(map(str, cause.instance_path))
            raise Undescribed(f"{what} is not as described, at /{place}: {cause.message[:2000]}") from None


def described() -> Described:
    """Return the documents of the servers that the tests start."""
    return _others[-1] if _others else _of_the_app()


@contextmanager
def described_by(api: dict, live: dict) -> Iterator[None]:
    """Hold what servers answer to these documents meanwhile."""
    _others.append(Described(api, live))
    try:
        yield
    finally:
        _others.pop()


@cache
def _of_the_app() -> Described:
    return Described(openapi(ANYWHERE), asyncapi(ANYWHERE))


def note_message(name: str, data: Any) -> None:
    """Check a message where nobody would see what is raised, as in a listener's own thread."""
    try:
        described().check_message(name, data)
    except Undescribed as wrong:
        undescribed.append(str(wrong))


def fail_of_undescribed() -> None:
    """Raise Undescribed if anything that is not described was heard since this was asked last."""
    found, undescribed[:] = undescribed[:], []
    if found:
        raise Undescribed("\n".join(found[:5]))


def _cause(wrong):
    """Return the fault in that shape of several that was meant: it fits best, so its faults are deepest and fewest."""
    branches = getattr(wrong.kind, "context", None)
    if not branches:
        return wrong
    return _cause(min(branches, key=lambda faults: (-max(len(one.instance_path) for one in faults), len(faults)))[0])


def _pattern(path):
    return re.compile("/".join("[^/]+" if part.startswith("{") else re.escape(part) for part in path.split("/")))
