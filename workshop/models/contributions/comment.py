"""A comment on a goal or on a measure."""

from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, relationship

from workshop.models.base import Texts, Word, reference
from workshop.models.contributions.goal import Contribution, Goal, Measure


class Comment(Contribution):
    """A comment with a stance: for, against, neutral or question; perhaps a reply to another on the same thing."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("(goal_id IS NULL) <> (measure_id IS NULL)", name="on_one_thing"),
        {"sqlite_autoincrement": True},
    )

    under: ClassVar = ("goal", "measure")
    goal_id: Mapped[int | None] = reference("goal.id", index=True)
    goal: Mapped[Goal | None] = relationship(viewonly=True, foreign_keys=[goal_id])
    measure_id: Mapped[int | None] = reference("measure.id", index=True)
    measure: Mapped[Measure | None] = relationship(viewonly=True)
    reply_to: Mapped[int | None] = reference("comment.id")
    text: Mapped[Texts]
    stance: Mapped[Word]
