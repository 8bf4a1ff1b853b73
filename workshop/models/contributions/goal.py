"""Goals and measures, and what belongs to any contribution: authorship, wordings, hiding, notices."""

from typing import ClassVar

from sqlalchemy import Index, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshop.fields import Json
from workshop.models.base import Base, Id, Lang, Removable, Texts, Thing, Time, Word, reference
from workshop.models.consultation import Theme


class Contribution(Removable):
    """A text by a participant, with the body they spoke for, the language and the time.

    Its state is `current`, `withdrawn` or `hidden`. Its author is an `Authorship`, which only facilitators may see.

    While it is sealed, it is there for nobody but its author, `sealed_for`, and `sealed_in` is the round in which it
    was written: everybody sees it at the end of that round, or (`waits`) when a facilitator publishes it. Then all
    three are empty for good.

    `from_table` is the table that wrote it, as it was then: its name and how many people sat there. `told_by` is whom a
    facilitator heard it from: the id of a body, which is then its body too, or a name.
    """

    __abstract__ = True

    sealed_for: Mapped[int | None] = reference("participant.id", index=True)
    sealed_in: Mapped[int | None] = reference("round.id", index=True)
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The goal that it was written for, where a merge or split took it to another; of a goal, what it was split from.
    from_goal_id: Mapped[int | None] = reference("goal.id", index=True)

    body_id: Mapped[int | None] = reference("body.id")
    lang: Mapped[Lang]
    created_at: Mapped[Time]
    from_table: Mapped[dict | None] = mapped_column(Json)
    told_by: Mapped[dict | None] = mapped_column(Json)

    @property
    def sealed(self) -> bool:
        """Whether only its author sees it."""
        return self.sealed_for is not None


class Goal(Contribution):
    """What is to be attained, under one theme.

    `number` is such as "1.2": the theme's number and the goal's own in it; `workshop_id` is the workshop in which the
    goal was proposed, if any. `on_wall`: a facilitator has let it on the wall, where a round waits for that. `mark` is
    `shortlist` (it goes on), `aside` (it does not, for the reason) or None.

    Families: `origin` is `merged` or `split` where it came of others, `superseded` is why it does not stand for itself:
    `merged` (its family `family_id` stands for it), `split` (its parts do) or `undone` (what made it was taken back);
    None: it stands. `member_ids` and `part_ids` name what it was made of or became. `away`: a family above it is gone.
    `as_one` has, by round id (as text), how many voted for any of its goals; null where that would tell of a few.
    """

    __tablename__ = "goal"

    # The previous version, which may still be running, inserts rows without a number.
    number: Mapped[Word] = mapped_column(default="0", server_default="0")
    under: ClassVar = ("theme",)
    theme_id: Mapped[int] = reference("theme.id", index=True)
    theme: Mapped[Theme] = relationship(viewonly=True)
    workshop_id: Mapped[int | None] = reference("workshop.id")
    title: Mapped[Texts]
    rationale: Mapped[Texts]
    on_wall: Mapped[bool] = mapped_column(default=False, server_default=false())
    mark: Mapped[Word | None]
    mark_reason: Mapped[str | None] = mapped_column(Text)
    family_id: Mapped[int | None] = reference("goal.id", index=True)
    origin: Mapped[Word | None]
    superseded: Mapped[Word | None]
    member_ids: Mapped[list | None] = mapped_column(Json)
    part_ids: Mapped[list | None] = mapped_column(Json)
    as_one: Mapped[dict | None] = mapped_column(Json)
    away: Mapped[bool] = mapped_column(default=False, server_default=false())
    phenomenon_links: Mapped[list["GoalPhenomenon"]] = relationship(
        order_by="GoalPhenomenon.phenomenon_id", cascade="all, delete-orphan"
    )

    @property
    def phenomenon_ids(self) -> list[int]:
        """The ids of the phenomena that it touches."""
        return sorted(link.phenomenon_id for link in self.phenomenon_links)


class GoalNumber(Base):
    """The number that a goal was given under a theme; no other goal ever has it there."""

    __tablename__ = "goal_number"
    __table_args__ = (UniqueConstraint("theme_id", "number"),)

    theme_id: Mapped[int] = reference("theme.id", primary_key=True)
    goal_id: Mapped[int] = reference("goal.id", primary_key=True)
    number: Mapped[int]


class GoalPhenomenon(Base):
    """A phenomenon that a goal touches."""

    __tablename__ = "goal_phenomenon"
    __table_args__ = ()

    goal_id: Mapped[int] = reference("goal.id", primary_key=True)
    phenomenon_id: Mapped[int] = reference("phenomenon.id", primary_key=True)


class Measure(Contribution):
    """What is to be done to reach a goal, numbered within it. `status` is planned, started, done or dropped.

    `type` is advocacy, development, information or network. Who is responsible is a body of the list or in words.
    `on_wall` is as a goal's.
    """

    __tablename__ = "measure"

    under: ClassVar = ("goal",)
    number: Mapped[int] = mapped_column(default=0, server_default="0")
    goal_id: Mapped[int] = reference("goal.id", index=True)
    goal: Mapped[Goal] = relationship(viewonly=True, foreign_keys=[goal_id])
    text: Mapped[Texts]
    responsible: Mapped[Texts]
    time_frame: Mapped[Texts]
    status: Mapped[Word] = mapped_column(default="planned")
    type: Mapped[Word | None]
    responsible_body_id: Mapped[int | None] = reference("body.id")
    on_wall: Mapped[bool] = mapped_column(default=False, server_default=false())


class Authorship(Thing):
    """The author of a contribution: shown to facilitators, and stored apart from the contribution itself.

    Revision 0: the contribution is sealed, so nobody was told.
    """

    __tablename__ = "authorship"
    __table_args__ = (UniqueConstraint("kind", "thing_id"), {"sqlite_autoincrement": True})

    participant_id: Mapped[int] = reference("participant.id", index=True)
    kind: Mapped[Word]
    thing_id: Mapped[int]


class Lifted(Removable):
    """A record that ends when what it records is undone; its state is `current` or `lifted`."""

    __abstract__ = True

    # The previous version, which may still be running, inserts rows without a state.
    state: Mapped[Word] = mapped_column(default="current", server_default="current")


class Hiding(Lifted):
    """A contribution that was taken away: why, and its texts; shown to facilitators while it is away.

    `taken_by` is `facilitator` where a facilitator hid or withdrew it, `author` where its author withdrew it. `called`
    has, by round id (as text), a goal's recorded titles in the rounds counted before. Its author may `answer` once.

    Of a reason that was hidden, `kind` is `reason`, `thing_id` its round, and `about` says on what it was given, and in
    which place of those on the same.
    """

    __tablename__ = "hiding"

    taken_by: Mapped[Word] = mapped_column(default="facilitator", server_default="facilitator")
    called: Mapped[dict | None] = mapped_column(Json)
    about: Mapped[dict | None] = mapped_column(Json)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[Time | None]

    kind: Mapped[Word]
    thing_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    texts: Mapped[Texts]
    hidden_at: Mapped[Time]


class Notice(Lifted):
    """A notice to a participant that their contribution was hidden, edited or moved, and why, with what they answered.

    Until `until` they may themselves restore what they withdrew. A notice of their own report has no texts: what they
    reported is another's, and may be hidden.
    """

    __tablename__ = "notice"

    until: Mapped[Time | None]
    answer: Mapped[str | None] = mapped_column(Text)

    participant_id: Mapped[int] = reference("participant.id", index=True)
    name: Mapped[Word]
    kind: Mapped[Word]
    thing_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    texts: Mapped[Texts]


class Wording(Base):
    """One text of a thing, in one language, as of a revision. Rows are only added."""

    __tablename__ = "wording"
    __table_args__ = (
        Index(None, "consultation_id", "kind", "thing_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id")
    kind: Mapped[Word]
    thing_id: Mapped[int]
    field: Mapped[Word]
    lang: Mapped[Lang]
    state: Mapped[Word]
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
