"""The roll, the ballots, and the tallies.

The roll says that a participant voted. Their choices are in `ballot` while they are linked to the voter (for good in
a named round, until the close in a confidential one), and in `detached_ballot` once they are not (after the close in a
confidential round, from the start in a secret one). Danger: a detached ballot must share only the round with the roll,
no time, sequence or order. In SQLite none of the three tables has a rowid, which would tell the order of arrival.
"""

from typing import Any

from sqlalchemy import Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Texts, Time, reference

UNORDERED = {"sqlite_with_rowid": False}
_ONE_BY_CARD = text("card_id IS NOT NULL AND NOT empty")


class RollEntry(Base):
    """A participant has a ballot in a round; `version` is how often it changed.

    `counted` is the version that live figures contain. `empty`: every choice was taken back, so that the participant
    has not voted; empty entries are deleted at the close. `card_id` is the card whose seat the participant had
    when they voted: nobody else who has it votes in the round. `on_paper`: they were given a sheet, so that they have
    no ballot here and can't cast any; which sheet is written down nowhere.
    """

    __tablename__ = "roll"
    __table_args__ = (
        Index(
            "uq_roll_round_id_card_id",
            "round_id",
            "card_id",
            unique=True,
            sqlite_where=_ONE_BY_CARD,
            postgresql_where=_ONE_BY_CARD,
        ),
        UNORDERED,
    )

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True, index=True)
    version: Mapped[int] = mapped_column(default=1)
    counted: Mapped[int] = mapped_column(default=0)
    empty: Mapped[bool] = mapped_column(default=False, server_default=false())
    card_id: Mapped[int | None] = reference("card.id")
    on_paper: Mapped[bool] = mapped_column(default=False, server_default=false())


class Ballot(Base):
    """One participant's choices in one round: goal id (as text) to choice.

    `cast_at` is when they were sent last, by which the newer one of a person who joined twice is told. Danger: it goes
    with the row, and no copy without a voter has a time.
    """

    __tablename__ = "ballot"
    __table_args__ = UNORDERED

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True, index=True)
    choices: Mapped[Texts]
    # The previous version, which may still be running, inserts rows without it.
    cast_at: Mapped[Time | None]


class DetachedBallot(Base):
    """Choices without a voter; the id is random."""

    __tablename__ = "detached_ballot"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[int] = reference("round.id", index=True)
    choices: Mapped[Texts]


class Tally(Base):
    """A round's count: live figures while it is open, the final ones from its close on.

    `version` grows with each count. The close sets `salt` and `commitment`, after which nothing of the count changes.
    `shown` is how many goals are shown, from the last place on, while results are revealed place by place; each step
    raises `version`, since it changes what may be seen.
    `extras` are what the way of voting publishes besides figures; the commitment does not cover them. `hidden_reasons`
    has, by the id of what they were given on, the places of those reasons that a facilitator has hidden.
    `figures` are those of ballots cast on devices; `paper` is what was settled of those on paper, with the figures of
    both together (operations/paper/settling.py).
    `breakdowns` has the first ballots of a named round too, `more_ballots` all others: they are many, and read alone.
    """

    __tablename__ = "tally"
    __table_args__ = ()

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    figures: Mapped[Texts]
    breakdowns: Mapped[dict | None] = mapped_column(Json)
    more_ballots: Mapped[list | None] = mapped_column(Json, deferred=True)
    extras: Mapped[dict | None] = mapped_column(Json)
    hidden_reasons: Mapped[dict | None] = mapped_column(Json)
    salt: Mapped[str | None] = mapped_column(String(64))
    commitment: Mapped[str | None] = mapped_column(String(64))
    counted_at: Mapped[Time]
    shown: Mapped[int | None]
    paper: Mapped[dict | None] = mapped_column(Json)

    @property
    def total(self) -> dict[str, Any]:
        """The figures of all channels that can be counted: of devices, and of paper where there is any."""
        return self.paper["total"] if self.paper else self.figures
