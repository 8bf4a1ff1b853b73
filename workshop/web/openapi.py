"""The descriptions of the wire, generated from the commands' argument models and the events' states."""

from functools import lru_cache

from pydantic.json_schema import models_json_schema

from workshop.commands import COMMANDS
from workshop.commands.founding import CreateConsultation
from workshop.commands.joining import Join
from workshop.errors import CONFLICTS
from workshop.events import EVENTS
from workshop.states import Removed

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
    "description": "Made by whoever asks; the same key again gets the first answer again.",
}
SLUG = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
REFUSALS = ("401", "403", "404", "409", "413", "422", "429", "503")
PROBLEM = {
    "type": "object",
    "required": ["status", "code", "title"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "errors": {"type": "object"},
        "reason": {"enum": sorted(CONFLICTS)},
    },
}
ANSWER = {
    "type": "object",
    "required": ["ok", "revision", "events", "result"],
    "properties": {
        "ok": {"const": True},
        "revision": {"type": "integer"},
        "events": {"type": "array", "items": {"$ref": "#/components/schemas/Event"}},
        "result": {"type": "object"},
    },
}
EVENT = {
    "type": "object",
    "required": ["revision", "name", "kind", "at", "data"],
    "properties": {
        "revision": {"type": "integer"},
        "name": {"enum": sorted(EVENTS)},
        "kind": {"enum": sorted({declared.kind.name for declared in EVENTS.values()})},
        "at": {"type": "string", "format": "date-time"},
        "data": {"type": ["object", "null"]},
    },
}


@lru_cache
def openapi(url: str) -> dict:
    """Describe what can be done and read (OpenAPI 3.1)."""
    takes = {name: what.takes for name, what in COMMANDS.items()}
    models = [*takes.values(), CreateConsultation, Join]
    names, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/components/schemas/{model}"
    )
    references = {model: schema for (model, _), schema in names.items()}
    do = "/api/v1/consultations/{slug}/do/"
    paths = {
        "/api/v1/join": {"post": _write("join", Join.__doc__, references[Join], {"type": "object"})},
        "/api/v1/do/create_consultation": {
            "post": _write("create_consultation", CreateConsultation.__doc__, references[CreateConsultation])
        },
    }
    for name, model in takes.items():
        operation = _write(name, COMMANDS[name].run.__doc__, references[model])
        paths[do + name] = {"parameters": [SLUG], "post": operation}
    read = "/api/v1/consultations/{slug}/"
    since = {"name": "since", "in": "query", "required": True, "schema": {"type": "integer", "minimum": 0}}
    epoch = {"name": "epoch", "in": "query", "schema": {"type": "string"}}
    paths[read + "snapshot"] = {"parameters": [SLUG], "get": _read("snapshot", [])}
    paths[read + "changes"] = {"parameters": [SLUG], "get": _read("changes", [since, epoch])}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Workshop", "version": "1"},
        "servers": [{"url": url}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": {**schemas["$defs"], "Problem": PROBLEM, "Answer": ANSWER, "Event": EVENT},
        },
    }


def asyncapi(url: str) -> dict:
    """Describe what is heard over Socket.IO (AsyncAPI 3.0): server to client only."""
    states = {declared.kind.state for declared in EVENTS.values()} | {Removed}
    _, schemas = models_json_schema(
        [(state, "serialization") for state in sorted(states, key=lambda state: state.__name__)],
        ref_template="#/components/schemas/{model}",
    )
    number, text = {"type": "integer"}, {"type": "string"}
    events = {"type": "array", "items": {"$ref": "#/components/schemas/Event"}}
    messages = {
        "hello": {"epoch": text, "revision": number, "now": text},
        "events": {"epoch": text, "after": number, "revision": number, "events": events},
        "tally": {
            "round_id": number,
            "version": number,
            "voters": number,
            "whole": {"type": "boolean"},
            "goals": {"type": "object"},
        },
        "turnout": {"round_id": number, "voters": number, "now": text},
        "me": {"version": number},
        "presence": {"count": number},
        "present": {"participant_ids": {"type": "array", "items": number}},
        "bye": {"reason": text},
    }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Workshop", "version": "1"},
        "servers": {"live": {"host": url.split("://", 1)[-1], "protocol": "wss", "pathname": "/socket.io"}},
        "channels": {
            "consultation": {
                "address": "/",
                "messages": {
                    name: {"payload": {"type": "object", "required": list(fields), "properties": fields}}
                    for name, fields in messages.items()
                },
            }
        },
        "operations": {"tell": {"action": "send", "channel": {"$ref": "#/channels/consultation"}}},
        "components": {"schemas": {**schemas["$defs"], "Event": EVENT}},
    }


def _write(name, meaning, takes, gives=None):
    body = {"required": True, "content": {"application/json": {"schema": takes}}}
    gives = gives or {"$ref": "#/components/schemas/Answer"}
    return {
        "operationId": name,
        "summary": (meaning or "").strip().split("\n")[0],
        "parameters": [KEY],
        "requestBody": body,
        "responses": _responses(gives),
    }


def _read(name, parameters):
    return {"operationId": name, "parameters": parameters, "responses": _responses({"type": "object"})}


def _responses(gives):
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    refusals = {status: {"description": "Refused", "content": problem} for status in REFUSALS}
    return {"200": {"description": "Done", "content": {"application/json": {"schema": gives}}}, **refusals}
