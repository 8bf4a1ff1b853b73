"""What people say of a document that is for comment, and who may answer for a body."""

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Id, Lang, Time, Word, reference

OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"


class DraftComment(Base):
    """A comment on a paragraph, goal or measure of a document, a wording that is suggested for it, or both.

    `body_id`: it is the position of that body. `original` is the text that the suggestion was made for, in the same
    language. The state is that of the suggestion, and empty where there is none. `removal` is why a facilitator took it
    away, which its writer reads.
    """

    __tablename__ = "draft_comment"
    __table_args__ = (Index(None, "document_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    document_id: Mapped[int] = reference("document.id")
    participant_id: Mapped[int] = reference("participant.id", index=True)
    body_id: Mapped[int | None] = reference("body.id")
    kind: Mapped[Word]
    thing_id: Mapped[int]
    lang: Mapped[Lang]
    text: Mapped[str] = mapped_column(Text, default="")
    suggestion: Mapped[str] = mapped_column(Text, default="")
    original: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[Word] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)
    removal: Mapped[str | None] = mapped_column(Text)
    written_at: Mapped[Time]


class Spokesperson(Base):
    """A participant whom a facilitator named to answer for a body."""

    __tablename__ = "spokesperson"

    body_id: Mapped[int] = reference("body.id", primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", primary_key=True)
