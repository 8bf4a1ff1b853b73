"""Ballots on paper: as they are entered, by the number of their sheet, and as they were counted, without it.

Danger: a sheet's number stands beside no name and no time, and a counted ballot shares only the round with anything
else. What is entered is deleted when paper is complete, confirmed or not. In SQLite neither table has a rowid.
"""

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Texts, reference
from workshop.models.voting.ballot import UNORDERED


class PaperEntry(Base):
    """What was entered of a sheet: goal id (as text) to choice; it counts only if a second entry `confirmed` it."""

    __tablename__ = "paper_entry"
    __table_args__ = UNORDERED

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    choices: Mapped[Texts]
    confirmed: Mapped[bool] = mapped_column(default=False, server_default=false())


class PaperBallot(Base):
    """A ballot on paper that counts; the id is random."""

    __tablename__ = "paper_ballot"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    round_id: Mapped[int] = reference("round.id", index=True)
    choices: Mapped[Texts]
