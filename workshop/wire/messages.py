"""The shapes of what is told over Socket.IO, server to client only, by name of the message."""

from typing import Literal

from workshop.states import Time
from workshop.wire.answers import Event, Shape, Tally


class Hello(Shape):
    """The first message: the revision that the next batch of events goes on from."""

    epoch: str
    revision: int
    now: Time


class Events(Shape):
    """All events after one revision, up to another, that this listener's audiences have; perhaps none."""

    epoch: str
    after: int
    revision: int
    events: list[Event]


class TallyTold(Tally):
    """The figures of a round; where they are not `whole`, `goals` are those whose cells have changed."""

    round_id: int
    whole: bool


class Turnout(Shape):
    """How many have voted in an open round, to those who lead; of two the one of the later `now` counts."""

    round_id: int
    voters: int
    now: Time


class MeMoved(Shape):
    """The listener's own part has another version: fetch the changes."""

    version: int


class Presence(Shape):
    """How many people listen."""

    count: int


class Present(Shape):
    """Who listens, to those who lead."""

    participant_ids: list[int]


class Bye(Shape):
    """The last message, and why it is the last."""

    reason: Literal["restart", "restored", "removed", "changed", "signed_out"]


MESSAGES: dict[str, type[Shape]] = {
    "hello": Hello,
    "events": Events,
    "tally": TallyTold,
    "turnout": Turnout,
    "me": MeMoved,
    "presence": Presence,
    "present": Present,
    "bye": Bye,
}
