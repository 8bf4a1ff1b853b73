"""What is left to facilitators to decide: contributions that wait to be published, and reports by members."""

from typing import ClassVar

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workshop.models.base import Removable, Time, Word, reference
from workshop.models.contributions.comment import Comment
from workshop.models.contributions.goal import Contribution, Goal, Lifted, Measure


class Queued(Lifted):
    """A contribution that waits until a facilitator publishes it: one of the three, by which facilitators know it.

    It is gone together with the contribution, and lifted when that is published.
    """

    __tablename__ = "queued"

    under: ClassVar = ("goal", "measure", "comment")
    goal_id: Mapped[int | None] = reference("goal.id", index=True)
    goal: Mapped[Goal | None] = relationship(viewonly=True)
    measure_id: Mapped[int | None] = reference("measure.id", index=True)
    measure: Mapped[Measure | None] = relationship(viewonly=True)
    comment_id: Mapped[int | None] = reference("comment.id", index=True)
    comment: Mapped[Comment | None] = relationship(viewonly=True)

    @property
    def thing(self) -> Contribution:
        """What waits."""
        found = self.goal or self.measure or self.comment
        if found is None:
            raise LookupError(f"nothing is queued as {self.id}")
        return found

    @property
    def kind(self) -> str:
        """Whether it is a goal, a measure or a comment."""
        return self.thing.__tablename__

    @property
    def thing_id(self) -> int:
        """The id of what waits."""
        return self.thing.id


class Report(Removable):
    """A member's report of another's contribution to the facilitators, once for each thing.

    `outcome` is null until it is settled: then `hidden`, `withdrawn`, or `kept` where there was nothing to mend.
    Danger: who reported it is told to nobody.
    """

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("participant_id", "kind", "thing_id"),
        {"sqlite_autoincrement": True},
    )

    participant_id: Mapped[int] = reference("participant.id", index=True)
    kind: Mapped[Word]
    thing_id: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[Time]
    outcome: Mapped[Word | None]
    settled_at: Mapped[Time | None]
