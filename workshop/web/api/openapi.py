"""The description of the API (OpenAPI 3.1), generated from the commands' argument models and the answers' shapes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from workshop.commands import COMMANDS
from workshop.commands.founding import NAME, CreateConsultation
from workshop.commands.joining import Join
from workshop.conflicts import CONFLICTS
from workshop.engine.arguments import NOT_GIVEN, OneOf
from workshop.errors import Refusal
from workshop.fields import LANGUAGES
from workshop.web.http.problems import HTTP_CODES
from workshop.wire.answers import (
    Changes,
    Done,
    Found,
    Identity,
    Reset,
    Similar,
    Snapshot,
    Welcome,
    answer_of,
)
from workshop.wire.results import (
    AdoptedResult,
    BallotResult,
    CardsResult,
    DocumentResult,
    DraftCommentResult,
    EditedParagraphResult,
    ManyContributionsResult,
    ManyGoalsResult,
    ManyParticipantsResult,
    ManyReportsResult,
    NewConsultationResult,
    NewWallLinkResult,
    ParagraphResult,
    PatternResult,
    ReplyResult,
    SheetResult,
    ShortlistResult,
    WordingResult,
    result_of,
)
from workshop.wire.shape import Shape

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
    "description": "Made by the client; the same key again gets the first answer again.",
}
SLUG = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
SINCE = {"name": "since", "in": "query", "required": True, "schema": {"type": "integer", "minimum": 0}}
TITLE = {"name": "title", "in": "query", "required": True, "schema": {"type": "string"}}
LANG = {"name": "lang", "in": "query", "schema": {"enum": list(LANGUAGES)}}
THEME = {"name": "theme_id", "in": "query", "schema": {"type": "integer", "minimum": 1}}
QUERY = {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}
EPOCH = {"name": "epoch", "in": "query", "schema": {"type": "string"}}
REFUSALS = ("401", "403", "404", "409", "413", "422", "429", "503")
BEARER: dict[str, list[str]] = {"bearer": []}
HEADERS = {
    "ETag": {"schema": {"type": "string"}, "description": "Weak: it leaves the time of the answer out."},
    "Idempotency-Replayed": {"schema": {"const": "true"}, "description": "The first answer to this key, again."},
    "Me-Version": {"schema": {"type": "integer"}, "description": "The version of `me` that a ballot led to."},
    "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait before the same is asked again."},
}
COMPONENTS = "#/components/schemas/{model}"
EXACT = (
    "The answers are described as this server gives them, with no other fields. A later version may send more: "
    "a program passes over what it does not know."
)
# The shapes of results that are more, or other, than the id of the thing that the command is about.
RESULTS = {
    "cast_ballot": BallotResult,
    "enter_paper_ballot": SheetResult,
    "confirm_paper_ballot": SheetResult,
    "remove_paper_ballot": SheetResult,
    "create_wall_link": NewWallLinkResult,
    "make_cards": CardsResult,
    "mark_goals": ManyGoalsResult,
    "publish_contributions": ManyContributionsResult,
    "settle_reports": ManyReportsResult,
    "remove_participants": ManyParticipantsResult,
    "confirm_participants": ManyParticipantsResult,
    "copy_consultation": NewConsultationResult,
    "save_pattern": PatternResult,
    "remove_pattern": PatternResult,
    "shortlist_first": ShortlistResult,
    "create_document": DocumentResult,
    "edit_document": DocumentResult,
    "advance_document": DocumentResult,
    "correct_document": DocumentResult,
    "adopt_document": AdoptedResult,
    "add_paragraph": ParagraphResult,
    "hold_paragraph": ParagraphResult,
    "edit_paragraph": EditedParagraphResult,
    "move_paragraph": ParagraphResult,
    "remove_paragraph": ParagraphResult,
    "split_goal": ManyGoalsResult,
    "add_draft_comment": DraftCommentResult,
    "withdraw_draft_comment": DraftCommentResult,
    "decide_suggestion": DraftCommentResult,
    "set_wording": WordingResult,
    "check_wording": WordingResult,
    "reply_to_goal": ReplyResult,
}
TAKES: dict[str, type[BaseModel]] = {**{name: what.takes for name, what in COMMANDS.items()}, NAME: CreateConsultation}
GIVES: dict[str, type[BaseModel]] = {
    **{name: answer_of(RESULTS.get(name) or result_of(what.noun)) for name, what in COMMANDS.items()},
    NAME: answer_of(NewConsultationResult),
}


class FieldFault(BaseModel, extra="allow"):
    """What is wrong with one field: a stable code, a sentence, and the numbers in the sentence."""

    __pydantic_extra__: dict[str, int]
    code: str
    message: str


def _codes():
    """Return the codes of all refusals."""
    refusals, codes = [Refusal], {"fault", *HTTP_CODES.values()}
    while refusals:
        refusal = refusals.pop()
        refusals += refusal.__subclasses__()
        codes |= {refusal.code} - {Refusal.code}
    return sorted(codes)


class Problem(Shape):
    """A refusal (RFC 9457); programs use `code`, people read `title`.

    A conflict has a `reason`, `tied` (ids) where somebody must decide between equals, and `differs` (ids) where two
    entries of a sheet of paper do; invalid arguments have `errors` by field (a dotted path; empty: the whole).
    """

    type: Literal["about:blank"]
    status: int
    code: Annotated[str, OneOf(_codes())]
    title: str
    reason: Annotated[str, OneOf(sorted(CONFLICTS))] = NOT_GIVEN
    tied: list[int] = []
    differs: list[int] = []
    errors: dict[str, FieldFault] = {}


def described(taken: Iterable[type[BaseModel]], given: Iterable[type[BaseModel]]) -> tuple[dict[type, dict], dict]:
    """Describe models as input (`taken`) and as output (`given`); returns (reference by model, schemas by name)."""
    modes: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, "validation") for model in taken]
    modes += [(model, "serialization") for model in dict.fromkeys(given)]
    names, schemas = models_json_schema(modes, ref_template=COMPONENTS)
    return {model: schema for (model, _), schema in names.items()}, schemas["$defs"]


@lru_cache
def openapi(url: str) -> dict:
    """Return the description of the commands and reads of a site at this address."""
    given: tuple[type[BaseModel], ...] = (
        *(Welcome, Snapshot, Changes, Reset, Similar, Found, Identity, Done, Problem),
        *GIVES.values(),
    )
    refers, schemas = described((Join, *TAKES.values()), given)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Workshop", "version": "1", "description": EXACT},
        "servers": [{"url": url}],
        "security": [BEARER],
        "paths": {**_doing(refers), **_reading(refers)},
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
        },
    }


def _doing(refers):
    joining = _write("join", Join.__doc__, refers[Join], _responses(refers[Welcome]))
    commands = {
        f"/api/v1/consultations/{{slug}}/do/{name}": {"parameters": [SLUG], "post": _command(name, what.run, refers)}
        for name, what in COMMANDS.items()
    }
    return {
        # To join, no account is needed.
        "/api/v1/join": {"post": {**joining, "security": [{}, BEARER]}},
        f"/api/v1/do/{NAME}": {"post": _command(NAME, CreateConsultation, refers)},
        **commands,
    }


def _reading(refers):
    changes = {"anyOf": [refers[Changes], refers[Reset]]}
    return {
        "/api/v1/consultations/{slug}/snapshot": {"parameters": [SLUG], "get": _kept("snapshot", refers[Snapshot])},
        "/api/v1/consultations/{slug}/changes": {
            "parameters": [SLUG],
            "get": {**_kept("changes", changes), "parameters": [SINCE, EPOCH]},
        },
        "/api/v1/consultations/{slug}/similar": {
            "parameters": [SLUG],
            "get": {**_plain("similar", refers[Similar]), "parameters": [TITLE, LANG, THEME]},
        },
        "/api/v1/consultations/{slug}/search": {
            "parameters": [SLUG],
            "get": {**_plain("search", refers[Found]), "parameters": [QUERY]},
        },
        "/api/v1/me": {"get": _plain("me", refers[Identity])},
        "/api/v1/sign-out": {"post": _plain("sign_out", refers[Done])},
    }


def _command(name, meant, refers):
    answered = _responses(refers[GIVES[name]], "Idempotency-Replayed", "Me-Version")
    return _write(name, meant.__doc__, refers[TAKES[name]], answered)


def _write(name, meaning, takes, responses):
    body = {"required": True, "content": {"application/json": {"schema": takes}}}
    summary = (meaning or "").strip().split("\n")[0]
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [KEY],
        "requestBody": body,
        "responses": responses,
    }


def _kept(name, gives):
    """Return the description of a read that can be repeated with the ETag of the answer held."""
    answered = {**_responses(gives, "ETag"), "304": {"description": "The same"}}
    return {"operationId": name, "responses": answered}


def _plain(name, gives):
    return {"operationId": name, "responses": _responses(gives)}


def _responses(gives, *headers):
    problem = {"application/problem+json": {"schema": {"$ref": COMPONENTS.format(model="Problem")}}}
    refused = {"description": "Refused", "headers": _headers("Retry-After"), "content": problem}
    done = {"description": "Done", "headers": _headers(*headers), "content": {"application/json": {"schema": gives}}}
    return {"200": done, **dict.fromkeys(REFUSALS, refused)}


def _headers(*names):
    return {name: HEADERS[name] for name in names}
