"""Families: which goals came of which others, and what was carried along."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Id, Word, reference


class Lineage(Base):
    """A goal's descent from another by a merge or split; the row stays when that is undone."""

    __tablename__ = "lineage"
    __table_args__ = (
        UniqueConstraint("parent_id", "child_id", "revision"),
        CheckConstraint("parent_id <> child_id", name="not_itself"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id", index=True)
    parent_id: Mapped[int] = reference("goal.id", index=True)
    child_id: Mapped[int] = reference("goal.id", index=True)
    relation: Mapped[Word]
    revision: Mapped[int]
    undone_in: Mapped[int | None]


class Carried(Base):
    """Where a measure or comment stood before a merge or split carried it along; deleted when that is undone.

    `revision` is that of the merge or split. The steps of one thing are a stack, since they are undone in reverse
    order: the newest row says where it goes back to, with the number that a measure had there.
    """

    __tablename__ = "carried"
    __table_args__ = (UniqueConstraint("kind", "thing_id", "revision"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id", index=True)
    revision: Mapped[int]
    kind: Mapped[Word]
    thing_id: Mapped[int]
    goal_id: Mapped[int] = reference("goal.id", index=True)
    from_goal_id: Mapped[int | None] = reference("goal.id")
    number: Mapped[int] = mapped_column(default=0, server_default="0")
