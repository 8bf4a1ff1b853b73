"""Rounds, in each of which one kind of act is permitted; and what was voted on."""

from typing import Any

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshop.fields import Json
from workshop.models.base import Base, Removable, Texts, Thing, Time, Word, reference


class Round(Removable):
    """A round of a workshop, or of the time between workshops.

    `phase` is the stored part of its state; the state at a moment follows from the phase, the two times and the
    database's clock (policy/rounds.py). `threshold` is a copy of the consultation's when the round was made, since
    participants were promised it. `totals` says whether figures of fewer voters than that are shown: `threshold` keeps
    them back, `always` does not (as in rounds opened before there was a choice). `withheld`: too few voted, so the
    figures stay unpublished. `commitment` is published at the close, `salt` at the reveal. `called_at` is when titles
    and numbers of the counted goals were recorded: at the close, except in rounds closed by a version that did not
    record them.

    `paper` says whether ballots on paper are still entered (`open`) or all are in (`complete`); None: there are none.
    `paper_proof` has the commitments to the figures of paper and of all together, and their salts once they are
    published. `sheets` is the number of sheets given to people who are no participants. `hands` are the figures of
    hands that were raised, by goal id (as text); they are part of no other figure.

    `workshop_id` is the first of its workshops. `subject` is what is voted on, proposed or commented on: goals or
    measures; `on_ballot` and `electorate` are as `commands/rounds/arguments.py` describes them. `paused_at` is since
    when its clock stands. `moderated`: what members write in it waits until a facilitator publishes it. `audit_told`:
    before the first answer its voters were told that an auditor may be given the ballots, without names.
    """

    __tablename__ = "round"

    workshop_id: Mapped[int | None] = reference("workshop.id", index=True)
    kind: Mapped[Word]
    title: Mapped[Texts]
    # The previous version, which may still be running, inserts rows without what follows.
    instructions: Mapped[dict | None] = mapped_column(Json)
    subject: Mapped[Word] = mapped_column(default="goals", server_default="goals")
    contributions: Mapped[Word] = mapped_column(default="live", server_default="live")
    moderated: Mapped[bool] = mapped_column(default=False, server_default=false())
    audit_told: Mapped[bool] = mapped_column(default=False, server_default=false())
    reaches_wall: Mapped[Word] = mapped_column(default="at_once", server_default="at_once")
    on_ballot: Mapped[Any | None] = mapped_column(Json)
    cap: Mapped[int | None]
    criteria: Mapped[list | None] = mapped_column(Json)
    electorate: Mapped[dict | None] = mapped_column(Json)
    quorum: Mapped[int | None]
    pass_mark: Mapped[int | None]
    breakdowns: Mapped[list | None] = mapped_column(Json)
    practice: Mapped[bool] = mapped_column(default=False, server_default=false())
    question: Mapped[dict | None] = mapped_column(Json)
    to_choose: Mapped[list | None] = mapped_column(Json)
    paused_at: Mapped[Time | None]
    method: Mapped[Word | None]
    points: Mapped[int | None]
    secrecy: Mapped[Word | None]
    results: Mapped[Word | None]
    minutes: Mapped[int | None]
    phase: Mapped[Word] = mapped_column(default="planned")
    opens_at: Mapped[Time | None]
    closes_at: Mapped[Time | None]
    opened_at: Mapped[Time | None]
    closed_at: Mapped[Time | None]
    revealed_at: Mapped[Time | None]
    called_at: Mapped[Time | None]
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    threshold: Mapped[int]
    totals: Mapped[Word | None]
    withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    commitment: Mapped[str | None] = mapped_column(String(64))
    salt: Mapped[str | None] = mapped_column(String(64))
    # The previous version, which may still be running, inserts rows without what follows.
    paper: Mapped[Word | None]
    paper_proof: Mapped[dict | None] = mapped_column(Json)
    sheets: Mapped[int] = mapped_column(default=0, server_default="0")
    hands: Mapped[dict | None] = mapped_column(Json)
    theme_links: Mapped[list["RoundTheme"]] = relationship(order_by="RoundTheme.theme_id", cascade="all, delete-orphan")
    workshop_links: Mapped[list["RoundWorkshop"]] = relationship(
        order_by="RoundWorkshop.workshop_id", cascade="all, delete-orphan"
    )
    goal_links: Mapped[list["RoundGoal"]] = relationship(order_by="RoundGoal.goal_id")
    measure_links: Mapped[list["RoundMeasure"]] = relationship(order_by="RoundMeasure.measure_id")

    @property
    def theme_ids(self) -> list[int]:
        """The ids of the themes that it is limited to; none: it covers all."""
        return sorted(link.theme_id for link in self.theme_links)

    @property
    def goal_ids(self) -> list[int]:
        """The ids of the goals on its ballot; none before it opens."""
        return [link.goal_id for link in self.goal_links]

    @property
    def measure_ids(self) -> list[int]:
        """The ids of the measures on its ballot; none before it opens."""
        return [link.measure_id for link in self.measure_links]

    @property
    def workshop_ids(self) -> list[int]:
        """The ids of the workshops in which it runs at the same time; none: it is between workshops."""
        if self.workshop_links:
            return [link.workshop_id for link in self.workshop_links]
        return [] if self.workshop_id is None else [self.workshop_id]


class RoundTheme(Base):
    """A theme to which a round is limited; a round without any covers all."""

    __tablename__ = "round_theme"
    __table_args__ = ()

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    theme_id: Mapped[int] = reference("theme.id", primary_key=True)


class RoundWorkshop(Base):
    """A workshop in which a round runs that runs in several."""

    __tablename__ = "round_workshop"
    __table_args__ = ()

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    workshop_id: Mapped[int] = reference("workshop.id", primary_key=True)


class RoundMeasure(Base):
    """A measure on the ballot of a voting round about measures; fixed when the round opens."""

    __tablename__ = "round_measure"
    __table_args__ = ()

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    measure_id: Mapped[int] = reference("measure.id", primary_key=True)


class RoundGoal(Base):
    """A goal on the ballot of a voting round; fixed when the round opens."""

    __tablename__ = "round_goal"
    __table_args__ = ()

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    goal_id: Mapped[int] = reference("goal.id", primary_key=True)


class RoundDone(Base):
    """A participant said that they are done in a round. Danger: no time and no order is kept, as of ballots."""

    __tablename__ = "round_done"
    __table_args__ = ({"sqlite_with_rowid": False},)

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True)


class Called(Thing):
    """A name when a round that counts the thing was closed, kept for ever, whatever becomes of the thing.

    `since` maps what became of it later (`reworded`, `moved`, `withdrawn`, `hidden`) to the time (RFC 3339). Revision
    0: nothing did, so the row was never sent, because the thing itself still has that name.
    """

    __abstract__ = True

    round_id: Mapped[int] = reference("round.id")
    position: Mapped[int]
    number: Mapped[Word]
    title: Mapped[Texts]
    theme_id: Mapped[int] = reference("theme.id")
    theme_title: Mapped[Texts]
    since: Mapped[Texts]

    @property
    def told_title(self) -> dict:
        """The title as everyone may read it: none for a hidden thing."""
        return {} if "hidden" in self.since else self.title


class CalledGoal(Called):
    """A goal's name at a close."""

    __tablename__ = "called_goal"
    __table_args__ = (UniqueConstraint("round_id", "goal_id"), {"sqlite_autoincrement": True})

    goal_id: Mapped[int] = reference("goal.id", index=True)


class CalledMeasure(Called):
    """A measure's name at a close: `number` is such as "1.2.3", `title` its text; `goal_id` is the goal it was for."""

    __tablename__ = "called_measure"
    __table_args__ = (UniqueConstraint("round_id", "measure_id"), {"sqlite_autoincrement": True})

    measure_id: Mapped[int] = reference("measure.id", index=True)
    goal_id: Mapped[int] = reference("goal.id", index=True)
