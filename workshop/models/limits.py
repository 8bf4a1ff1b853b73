"""The state of the rate limits."""

from sqlalchemy import Double, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base


class RateCounter(Base):
    """One owner's state of a limit: the moment at which it is full again, or a purse empty (s since 1970).

    `key` names the limit and its owner, a network address only as a keyed hash. Rows whose moment has passed carry no
    information, and are deleted.
    """

    __tablename__ = "rate_counter"
    __table_args__ = ()

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[float] = mapped_column(Double)
