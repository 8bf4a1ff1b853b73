"""The document that a consultation ends in, and which goals stand in it under which numbers."""

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Id, Texts, Time, Word, reference

DRAFT, FOR_COMMENT, PROPOSED = "draft", "for_comment", "proposed"
DOCUMENT_STATES = (DRAFT, FOR_COMMENT, PROPOSED)


class Document(Base):
    """A consultation's document; `languages` are those that it is written in, the first one before the others.

    From the first time that it is for comment on it is `numbered`: what stands in it keeps its number.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("consultation_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id")
    title: Mapped[Texts]
    languages: Mapped[list[Any]] = mapped_column(Json)
    state: Mapped[Word] = mapped_column(default=DRAFT)
    numbered: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[Time]


class DocumentGoal(Base):
    """A goal that a facilitator put in the document or took out of it, or that has a number there.

    While the document has no numbers, a goal without a row is in if it is on the shortlist; afterwards, it is not. The
    number is that of its theme and its own, which no other goal of the document ever has.
    """

    __tablename__ = "document_goal"
    __table_args__ = (UniqueConstraint("document_id", "theme_number", "number"),)

    document_id: Mapped[int] = reference("document.id", primary_key=True)
    goal_id: Mapped[int] = reference("goal.id", primary_key=True)
    included: Mapped[bool]
    theme_id: Mapped[int | None] = reference("theme.id")
    theme_number: Mapped[int | None]
    number: Mapped[int | None]
