"""What the policy needs of a participant and of a round, whether objects, rows, or parts of a snapshot."""

from datetime import datetime
from typing import Any, Protocol


class ParticipantLike(Protocol):
    """A participant in a consultation."""

    @property
    def id(self) -> int:
        """Their id."""

    @property
    def role(self) -> str:
        """Their role: facilitator, member or observer."""


class RoundLike(Protocol):
    """A round as it is stored; `models/round.py` explains the fields."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def kind(self) -> str:
        """What may be done in it."""

    @property
    def phase(self) -> str:
        """The stored part of its state."""

    @property
    def opens_at(self) -> datetime | None:
        """When the clock opens it."""

    @property
    def closes_at(self) -> datetime | None:
        """When the clock closes it."""

    @property
    def paused_at(self) -> datetime | None:
        """Since when its clock stands; None: it runs."""

    @property
    def removed(self) -> bool:
        """Whether it was removed."""

    @property
    def theme_ids(self) -> list[int]:
        """The themes that it covers; none: all."""

    @property
    def subject(self) -> str:
        """Whether it is about goals or measures."""

    @property
    def goal_ids(self) -> list[int]:
        """The goals that it is about, once it was opened."""

    @property
    def practice(self) -> bool:
        """Whether people only practise in it: nothing of it is ever counted."""


class VotingRound(RoundLike, Protocol):
    """A round with what was promised of its figures; the optional fields are None where it is no vote."""

    @property
    def results(self) -> str | None:
        """When its results are shown."""

    @property
    def secrecy(self) -> str | None:
        """How secret its ballots are."""

    @property
    def totals(self) -> str | None:
        """Whether figures of few voters are withheld."""

    @property
    def threshold(self) -> int:
        """From how many voters on figures are shown."""

    @property
    def withheld(self) -> bool:
        """Whether its figures are withheld for good."""

    @property
    def paper(self) -> str | None:
        """Whether ballots on paper are still entered, or all of them are in; None: there are none."""


class Elector(ParticipantLike, Protocol):
    """A participant who may be one of those who may vote."""

    @property
    def kind(self) -> str:
        """Whether it is a person or a table."""

    @property
    def card_id(self) -> int | None:
        """The card whose seat they have."""

    @property
    def body_id(self) -> int | None:
        """The body that they speak for."""

    @property
    def confirmed(self) -> bool:
        """Whether a facilitator confirmed who they are."""

    @property
    def workshop_ids(self) -> list[int]:
        """The workshops that they joined; none: they count in each."""


class Polling(Protocol):
    """A voting round with what it says of its voters."""

    @property
    def practice(self) -> bool:
        """Whether people only practise in it."""

    @property
    def electorate(self) -> dict[str, Any] | None:
        """Who may vote in it; None: everybody in its workshops."""
