"""A comment on a goal or on a measure."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from workshop.models.base import Base, Texts, Word, reference
from workshop.models.goal import Contribution


class Comment(Contribution, Base):
    """A comment with a stance: for, against, neutral or question; perhaps a reply to another on the same thing."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("(goal_id IS NULL) <> (measure_id IS NULL)", name="on_one_thing"),
        {"sqlite_autoincrement": True},
    )

    goal_id: Mapped[int | None] = reference("goal.id", index=True)
    measure_id: Mapped[int | None] = reference("measure.id", index=True)
    reply_to: Mapped[int | None] = reference("comment.id")
    text: Mapped[Texts]
    stance: Mapped[Word]
