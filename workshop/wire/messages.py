"""The shapes of Socket.IO messages, server to client only, by name."""

from typing import Literal

from workshop.states import Time
from workshop.wire.answers import Event, Progress
from workshop.wire.shape import Shape
from workshop.wire.tallies import Tally


class Hello(Shape):
    """The first message: the revision from which the next batch of events continues."""

    epoch: str
    revision: int
    now: Time


class Events(Shape):
    """All events after one revision, up to another, in this listener's audiences; perhaps none."""

    epoch: str
    after: int
    revision: int
    events: list[Event]


class TallyTold(Tally):
    """The figures of a round; where they are not `whole`, `goals` has only those whose cells changed."""

    round_id: int
    whole: bool


class Turnout(Shape):
    """How many have voted in an open round, for facilitators; of two the one with the later `now` counts."""

    round_id: int
    voters: int
    now: Time


class ProgressTold(Shape):
    """How far people are in each round, for facilitators; of two the one with the later `now` counts."""

    progress: dict[str, Progress]
    now: Time


class MeMoved(Shape):
    """The listener's own part has a new version: fetch the changes."""

    version: int


class Presence(Shape):
    """How many people listen."""

    count: int


class Present(Shape):
    """Which participants listen, for facilitators."""

    participant_ids: list[int]


class Bye(Shape):
    """The last message, and why it is the last."""

    reason: Literal["restart", "restored", "removed", "changed", "signed_out"]


MESSAGES: dict[str, type[Shape]] = {
    "hello": Hello,
    "events": Events,
    "tally": TallyTold,
    "turnout": Turnout,
    "progress": ProgressTold,
    "me": MeMoved,
    "presence": Presence,
    "present": Present,
    "bye": Bye,
}
