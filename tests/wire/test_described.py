"""The documents describe the wire to the last field, and whatever a test of the wire hears is held to them."""

import json
import re
from functools import cache

import pytest

from tests.nodes.client import Client
from tests.nodes.described import Described, Undescribed, described, fail_of_undescribed, note_message, undescribed
from tests.nodes.listener import NAMES
from tests.policy.routes import ROUTES
from tests.wire.samples import Samples, collect
from workshop.commands import COMMANDS
from workshop.events import EVENTS
from workshop.web.api.asyncapi import asyncapi
from workshop.web.api.openapi import openapi

# What is described stands above the databases.
ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
URL = "http://localhost"
BOTH = {"api": openapi(URL), "live": asyncapi(URL)}
COMMAND = "POST /api/v1/consultations/{slug}/do/{name}"
DOCUMENTS = {"GET /api/v1/openapi.json", "GET /api/v1/asyncapi.json"}
COUNTED = {
    "channels",
    "breakdowns",
    "titles",
    "municipalities",
    "turnout",
    "outcome",
    "ballots",
    "pairs",
    "reasons",
    "more_ballots",
    "shown",
    "left",
}
SENT_AT_TIMES = {
    "Problem": {"reason", "errors", "tied", "differs"},
    "Channel": {"commitment", "salt", "ballots"},
    "Tally": COUNTED,
    "TallyTold": COUNTED,
}


@pytest.fixture(scope="module")
def samples(shared_server) -> Samples:
    """Answers and messages of every shape."""
    return collect(shared_server)


@ON_SQLITE
def test_a_server_gives_the_documents_that_its_answers_are_held_to(shared_server):
    with Client(shared_server.url) as nobody:
        given = [nobody.request("GET", f"/api/v1/{name}.json").json() for name in ("openapi", "asyncapi")]
    assert given == [openapi(shared_server.url), asyncapi(shared_server.url)]


def test_every_address_every_command_every_event_and_every_message_is_described():
    paths = {f"{method.upper()} {path}" for path, of in BOTH["api"]["paths"].items() for method in of}
    routes = {route.replace("<", "{").replace(">", "}") for route in ROUTES if " /api/v1/" in route}
    assert routes - DOCUMENTS - {COMMAND} <= paths
    assert {COMMAND.replace("{name}", name) for name in COMMANDS} <= paths
    assert set(BOTH["live"]["channels"]["consultation"]["messages"]) == set(NAMES)
    for which in BOTH:
        shapes = _shapes(which)
        events = [shapes[each["$ref"].rpartition("/")[2]] for each in shapes["Event"]["oneOf"]]
        names = [event["properties"]["name"] for event in events]
        assert sorted(each for name in names for each in name.get("enum", [name.get("const")])) == sorted(EVENTS)


@pytest.mark.parametrize("which", BOTH)
def test_every_field_is_always_sent_but_for_few(which):
    for name, shape in _with_fields(which).items():
        assert set(shape["properties"]) - set(shape["required"]) == SENT_AT_TIMES.get(name, set()), name


@ON_SQLITE
@pytest.mark.parametrize("which", BOTH)
def test_nothing_may_be_sent_beside_what_is_described(samples, which):
    documents, places = described(), 0
    for sample in samples.of(which):
        for part in _objects(sample.data):
            # A list in a list is no value of anything.
            part["surplus"] = [[None]]
            assert _is_noticed(sample, documents), (sample.name, part)
            del part["surplus"]
            places += 1
    assert places > 100


@ON_SQLITE
@pytest.mark.parametrize("which", BOTH)
def test_no_field_may_be_missing_from_the_description(samples, which):
    unnoticed, found = [], samples.of(which)
    for name, shape in _with_fields(which).items():
        # Whoever noticed one field of a shape most likely notices the others too.
        first = None
        for field in shape["properties"]:
            lacking = _lacking(which, name, field)
            first = next((one for one in (first, *found) if one and _is_noticed(one, lacking)), None)
            unnoticed += [] if first else [f"{name}.{field}"]
    assert unnoticed == []


@ON_SQLITE
def test_a_client_that_is_answered_more_raises(shared_server):
    with Client(shared_server.url) as nobody:
        answer = nobody.request("GET", "/api/v1/me")
    answer._content = json.dumps({**answer.json(), "surplus": 1}).encode()
    with pytest.raises(Undescribed, match=r"GET /api/v1/me → 401 .*surplus"):
        described().check_answer(answer)


def test_a_listener_that_was_told_more_makes_its_test_fail():
    note_message("presence", {"count": 3})
    fail_of_undescribed()
    note_message("presence", {"count": 3, "surplus": 1})
    note_message("gossip", {})
    with pytest.raises(Undescribed, match=r"presence .*surplus.*\n.*gossip"):
        fail_of_undescribed()
    assert undescribed == []


@cache
def _shapes(which):
    """Return the shapes that answers or messages are made of; what commands take is left out."""
    document, found = BOTH[which], {}
    given = [operation["responses"] for of in document.get("paths", {}).values() for operation in _operations(of)]
    given.append(document.get("channels"))
    while given:
        for name in set(re.findall(r"#/components/schemas/(\w+)", json.dumps(given.pop()))) - set(found):
            found[name] = document["components"]["schemas"][name]
            given.append(found[name])
    return found


def _operations(of):
    return [operation for method, operation in of.items() if method != "parameters"]


def _with_fields(which):
    return {name: shape for name, shape in sorted(_shapes(which).items()) if "properties" in shape}


def _lacking(which, name, field):
    """Return the documents with one field left out of one shape."""
    shape = _shapes(which)[name]
    properties = {each: of for each, of in shape["properties"].items() if each != field}
    lacking = {**shape, "properties": properties, "required": [each for each in shape["required"] if each != field]}
    changed = {**BOTH[which], "components": {"schemas": {**_shapes(which), name: lacking}}}
    return Described(**{**BOTH, which: changed})


def _is_noticed(sample, documents):
    try:
        sample.check(documents, sample.data)
    except Undescribed:
        return True
    return False


def _objects(data):
    """List all objects in an answer."""
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [*([data] if isinstance(data, dict) else []), *(each for part in parts for each in _objects(part))]
