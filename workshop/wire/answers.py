"""The shapes of the API's answers, generated from states and events; tests check the answers against them."""

from functools import cache
from typing import Any, Literal, Union

from pydantic import Field, RootModel, create_model

from workshop.events import EVENTS
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
from workshop.wire.shape import Shape, required, title_of
from workshop.wire.tallies import Choices, Tally


def _told(kind: Kind) -> Any:
    """Return the type of a thing on the wire: its state, or Removed; a consultation is never removed."""
    return kind.state if kind is CONSULTATION else Union[kind.state, Removed]  # noqa: UP007


def _event_of(kind: Kind) -> type[Shape]:
    """Return the shape of the events on one kind of thing."""
    names = [name for name, declared in EVENTS.items() if declared.kind is kind]
    audience = EVENTS[names[0]].audience
    heard_by = "the participant that it is about" if audience == OWN else audience
    return create_model(
        f"{title_of(kind.noun)}Event",
        __base__=Shape,
        __doc__=f"An event with the new state of a {kind.noun.replace('_', ' ')}; its audience: {heard_by}.",
        **required(revision=int, name=Literal[*names], kind=Literal[kind.name], at=Time, data=_told(kind)),
    )


_EVENTS: Any = Union[*map(_event_of, Kind.all.values())]


class Event(RootModel):
    """An event; one written by an earlier version of the app lacks fields that were added later."""

    # Made from the events at import, so that only pydantic knows the type.
    root: _EVENTS = Field(discriminator="kind")


@cache
def answer_of(result: type[Shape]) -> type[Shape]:
    """Return the shape of the answer to a command with this result; `events` are those that the actor may hear."""
    about = required(ok=Literal[True], revision=int, events=list[Event], result=result)
    return create_model(f"{result.__name__.removesuffix('Result')}Answer", __base__=Shape, **about)


class MyPlace(PlaceState):
    """The participant, as they see themselves: the workshops that they joined, the audiences that they belong to.

    `card_voted` are the rounds in which somebody else has voted with the card that they have.
    """

    lang: str
    workshop_ids: list[int]
    card_voted: list[int]
    audiences: list[str]


class Mine(Shape):
    """The ids of the participant's own contributions."""

    goals: list[int]
    measures: list[int]
    comments: list[int]


class Me(Shape):
    """What only the participant sees of themselves; `ballots` by round id, `voted` the rounds in which they voted.

    `on_paper` are those in which they were given a sheet, and can't vote otherwise; `done` are the rounds in which they
    said that they are done.
    """

    version: int
    participant: MyPlace
    ballots: dict[str, Choices]
    voted: list[int]
    on_paper: list[int]
    done: list[int]
    mine: Mine


class Progress(Shape):
    """How many said that they are done in a round, and how much is written in it that nobody but its author sees."""

    done: int
    written: int


class Reading(Shape):
    """What the snapshot and the changes have in common; `tallies`, `turnouts` and `progress` by round id.

    `me` is null at a wall. Turnouts and progress are for facilitators.
    """

    epoch: str
    revision: int
    now: Time
    tallies: dict[str, Tally]
    turnouts: dict[str, int]
    progress: dict[str, Progress]
    me: Me | None


def _list_of(kind: Kind) -> Any:
    return list.__class_getitem__(_told(kind))


_COLLECTIONS = (*FOR_EVERYONE, *FOR_LEAD, *FOR_OWN)
Snapshot = create_model(
    "Snapshot",
    __base__=Reading,
    __doc__="All that the viewer may see, at one moment; what only facilitators see is empty for others.",
    **required(consultation=_told(CONSULTATION), **{kind.name: _list_of(kind) for kind in _COLLECTIONS}),
)


class Changes(Reading):
    """What happened after a revision: of each thing its newest state, once."""

    events: list[Event]


class SimilarGoal(Shape):
    """A goal that says nearly the same, and how nearly, from 0 to 1."""

    goal_id: int
    likeness: float


class Similar(Shape):
    """At most three goals that are like a title, the most like first, as of a revision."""

    revision: int
    goals: list[SimilarGoal]


class Found(Shape):
    """What all words of a query are in: goals with all that stands under them, measures, comments; as of a revision."""

    revision: int
    goal_ids: list[int]
    measure_ids: list[int]
    comment_ids: list[int]


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
