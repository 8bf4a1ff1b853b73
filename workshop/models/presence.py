"""Presence: the listeners that each process records."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Time, reference


class Presence(Base):
    """The participants that listen to a consultation at one process (`node`), as recorded at `noted_at`."""

    __tablename__ = "presence"
    __table_args__ = ()

    node: Mapped[str] = mapped_column(String(16), primary_key=True)
    consultation_id: Mapped[int] = reference("consultation.id", primary_key=True)
    participant_ids: Mapped[list] = mapped_column(Json)
    noted_at: Mapped[Time]
