"""What an organisation officially replies to a goal."""

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Id, Lang, Time, Word, reference

IN_DISCUSSION, ADOPTED, DECLINED = STATUSES = ("in_discussion", "adopted", "declined")


class OfficialReply(Base):
    """One reply to a goal; the newest tells where the goal stands, and rows are only added.

    `status` may be None. Who replied is a `role`, as "Chair of the board", or a body, or both.
    """

    __tablename__ = "official_reply"
    __table_args__ = (Index(None, "goal_id"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    consultation_id: Mapped[int] = reference("consultation.id")
    goal_id: Mapped[int] = reference("goal.id")
    status: Mapped[Word | None]
    text: Mapped[str] = mapped_column(Text)
    lang: Mapped[Lang]
    role: Mapped[str] = mapped_column(String(300))
    body_id: Mapped[int | None] = reference("body.id")
    written_at: Mapped[Time]
