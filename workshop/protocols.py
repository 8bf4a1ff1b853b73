"""What the rules ask of a participant and of a round, be they objects, rows, or parts of a snapshot."""

from datetime import datetime
from typing import Protocol


class ParticipantLike(Protocol):
    """Somebody who takes part in a consultation."""

    @property
    def id(self) -> int:
        """Their id."""

    @property
    def role(self) -> str:
        """What they are there: facilitator, member or observer."""


class RoundLike(Protocol):
    """A round as it is stored; what each field means is said where the table is (`models/round.py`)."""

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
    def removed(self) -> bool:
        """Whether it was taken away."""

    @property
    def theme_ids(self) -> list[int]:
        """The themes that it covers; none: all."""


class VotingRound(RoundLike, Protocol):
    """A round with what was promised of its figures; None in all of these where nobody votes in it."""

    @property
    def results(self) -> str | None:
        """When its results are shown."""

    @property
    def secrecy(self) -> str | None:
        """How secret its ballots are."""

    @property
    def totals(self) -> str | None:
        """Whether the figures of a few voters are kept back."""

    @property
    def threshold(self) -> int:
        """How many voters are not a few."""

    @property
    def withheld(self) -> bool:
        """Whether its figures are kept back for good."""
