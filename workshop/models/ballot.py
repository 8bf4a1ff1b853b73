"""The roll and the ballots, apart; and the tallies.

That someone voted stands in the roll. What was chosen stands in `ballot` while it is linked to its voter (a named
round for good, a confidential one while it is open), and in `detached_ballot` once it is not (a confidential round
after its close, a secret one from the start). A detached ballot shares only the round with the roll: no time, no
sequence, no order. In SQLite none of the three has a rowid, which would tell the order of arrival.
"""

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Texts, Time, reference

UNORDERED = {"sqlite_with_rowid": False}


class RollEntry(Base):
    """That a participant has a ballot in a round, and how often it was changed.

    `counted` is the version of the ballot that live figures contain. `empty`: everything was taken back, so that they
    have not voted; what is empty at the close does not stay on the roll.
    """

    __tablename__ = "roll"
    __table_args__ = UNORDERED

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    counted: Mapped[int] = mapped_column(default=0)
    empty: Mapped[bool] = mapped_column(default=False, server_default=false())


class Ballot(Base):
    """One participant's choices in one round: goal id (as text) to value."""

    __tablename__ = "ballot"
    __table_args__ = UNORDERED

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
    choices: Mapped[Texts]


class DetachedBallot(Base):
    """Choices that belong to nobody; the id is random."""

    __tablename__ = "detached_ballot"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[int] = reference("round.id", index=True)
    choices: Mapped[Texts]


class Tally(Base):
    """A round counted: live figures while it is open, the final ones from its close on.

    `version` grows with each count. At the close `salt` and `commitment` are set, and nothing of the row changes
    any more.
    """

    __tablename__ = "tally"
    __table_args__ = ()

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    figures: Mapped[Texts]
    breakdowns: Mapped[dict | None] = mapped_column(Json)
    salt: Mapped[str | None] = mapped_column(String(64))
    commitment: Mapped[str | None] = mapped_column(String(64))
    counted_at: Mapped[Time]
