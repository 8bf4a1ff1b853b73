"""The shapes of the API's answers, generated from states and events; tests check the answers against them."""

from functools import cache
from typing import Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, RootModel, create_model

from workshop.events import EVENTS
from workshop.methods import METHODS, Choice
from workshop.states import (
    CONSULTATION,
    FOR_EVERYONE,
    FOR_LEAD,
    FOR_OWN,
    OWN,
    Kind,
    PlaceState,
    Removed,
    Time,
)

# A ballot: choices by goal id.
Choices = dict[str, Choice]


def _without_defaults(schema: dict) -> None:
    # A field with a default is left out where there is nothing to say, and never sent as the default.
    for field in schema.get("properties", {}).values():
        field.pop("default", None)


class Shape(BaseModel):
    """The base of all shapes: an answer has no undeclared field."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_defaults)


def _title(text: str) -> str:
    return text.title().replace("_", "")


def _told(kind: Kind) -> Any:
    """Return the type of a thing on the wire: its state, or Removed; a consultation is never removed."""
    return kind.state if kind is CONSULTATION else Union[kind.state, Removed]  # noqa: UP007


def _fields(**types: Any) -> dict[str, Any]:
    """Return required fields in the form that pydantic's `create_model` takes."""
    return {name: (kind, ...) for name, kind in types.items()}


def _event_of(kind: Kind) -> type[Shape]:
    """Return the shape of the events on one kind of thing."""
    names = [name for name, declared in EVENTS.items() if declared.kind is kind]
    audience = EVENTS[names[0]].audience
    heard_by = "the participant that it is about" if audience == OWN else audience
    return create_model(
        f"{_title(kind.noun)}Event",
        __base__=Shape,
        __doc__=f"An event with the new state of a {kind.noun.replace('_', ' ')}; its audience: {heard_by}.",
        **_fields(revision=int, name=Literal[*names], kind=Literal[kind.name], at=Time, data=_told(kind)),
    )


_EVENTS: Any = Union[*map(_event_of, Kind.all.values())]


class Event(RootModel):
    """An event; one written by an earlier version of the app lacks fields that were added later."""

    # Made from the events at import, so that only pydantic knows the type.
    root: _EVENTS = Field(discriminator="kind")


@cache
def result_of(noun: str) -> type[Shape]:
    """Return the shape of a command's result: the id of the thing that it acted on or made."""
    return create_model(f"{_title(noun)}Result", __base__=Shape, **_fields(**{f"{noun}_id": int}))


_ItsBallotResult: Any = result_of("round")


class BallotResult(_ItsBallotResult):
    """The round in which a ballot was cast, and how often the ballot has changed."""

    version: int


_ItsNewWallLinkResult: Any = result_of("wall_link")


class NewWallLinkResult(_ItsNewWallLinkResult):
    """A new link to a wall, with its address."""

    url: str


_ItsNewConsultationResult: Any = result_of("consultation")


class NewConsultationResult(_ItsNewConsultationResult):
    """A new consultation, with its slug, its part of addresses."""

    slug: str


class ManyParticipantsResult(Shape):
    """The participants that were removed."""

    participant_ids: list[int]


class PatternResult(Shape):
    """The name of a saved agenda, by which workshops begin from it."""

    pattern: str


class ManyGoalsResult(Shape):
    """The goals that were marked."""

    goal_ids: list[int]


class ShortlistResult(_ItsBallotResult):
    """The round by which goals were shortlisted, and which goals these are, best first."""

    goal_ids: list[int]


@cache
def answer_of(result: type[Shape]) -> type[Shape]:
    """Return the shape of the answer to a command with this result; `events` are those that the actor may hear."""
    about = _fields(ok=Literal[True], revision=int, events=list[Event], result=result)
    return create_model(f"{result.__name__.removesuffix('Result')}Answer", __base__=Shape, **about)


def _cells_of(name: str) -> Any:
    """Return the shape of a goal's figures in one way of voting; those of criteria are named by the round."""
    if METHODS[name].most_criteria:
        return dict[str, int]
    return create_model(f"{_title(name)}Cells", __base__=Shape, **_fields(**dict.fromkeys(METHODS[name].cells, int)))


_CELLS: Any = Union[*map(_cells_of, METHODS)]


class Cells(RootModel):
    """The figures of a goal, by the round's way of voting."""

    # Made from the ways of voting at import, so that only pydantic knows the type.
    root: _CELLS


class NamedBallot(Shape):
    """A voter's ballot in a named round, with name and body as of its close."""

    name: str
    body_id: int | None
    choices: Choices


class Breakdowns(Shape):
    """Figures by group: for each goal the cells of each body, by its key; null where they would disclose a few.

    The key of participants without a body is empty.
    """

    body: dict[str, dict[str, Cells | None]]


class Tally(Shape):
    """The figures of a round: the number of voters, and the cells of each goal, by its id.

    `breakdowns` are sent from the close on, null for a secret round; `ballots` only for a named round. `pairs`, where
    goals are put in order, says from the close on how many ballots put a goal before another one; `reasons`, where
    some are asked for, those on each goal that may be shown, in random order.
    """

    version: int
    voters: int
    goals: dict[str, Cells]
    breakdowns: Breakdowns | None = None
    ballots: list[NamedBallot] = []
    pairs: dict[str, dict[str, int]] = {}
    reasons: dict[str, list[str]] = {}


class MyPlace(PlaceState):
    """The participant, as they see themselves, and the audiences that they belong to."""

    lang: str
    audiences: list[str]


class Mine(Shape):
    """The ids of the participant's own contributions."""

    goals: list[int]
    measures: list[int]
    comments: list[int]


class Me(Shape):
    """What only the participant sees of themselves; `ballots` by round id, `voted` the rounds in which they voted."""

    version: int
    participant: MyPlace
    ballots: dict[str, Choices]
    voted: list[int]
    mine: Mine


class Reading(Shape):
    """What the snapshot and the changes have in common; `tallies` and `turnouts` by round id.

    `me` is null at a wall. Turnouts are for facilitators.
    """

    epoch: str
    revision: int
    now: Time
    tallies: dict[str, Tally]
    turnouts: dict[str, int]
    me: Me | None


def _list_of(kind: Kind) -> Any:
    return list.__class_getitem__(_told(kind))


_COLLECTIONS = (*FOR_EVERYONE, *FOR_LEAD, *FOR_OWN)
Snapshot = create_model(
    "Snapshot",
    __base__=Reading,
    __doc__="All that the viewer may see, at one moment; what only facilitators see is empty for others.",
    **_fields(consultation=_told(CONSULTATION), **{kind.name: _list_of(kind) for kind in _COLLECTIONS}),
)


class Changes(Reading):
    """What happened after a revision: of each thing its newest state, once."""

    events: list[Event]


class Reset(Shape):
    """The client must read the snapshot again."""

    reset: Literal[True]


class Welcome(Shape):
    """A participant who has joined: bearer token, slug of the consultation, id of the workshop, and place."""

    token: str
    consultation: str
    workshop: int
    participant: PlaceState


class Identity(Shape):
    """The signed-in account."""

    name: str
    email: str | None
    lang: str
    administrator: bool


class Done(Shape):
    """It was done."""

    ok: Literal[True]
