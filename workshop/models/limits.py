"""What has been used of the limits on how often something may happen."""

from sqlalchemy import Double, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base


class RateCounter(Base):
    """A limit of somebody: one number says all, the moment at which nothing of it is used any more (s since 1970).

    `key` names the limit and whom it is of; an address of the network stands in it as a keyed hash alone. Rows whose
    moment has passed say nothing and are swept away.
    """

    __tablename__ = "rate_counter"
    __table_args__ = ()

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[float] = mapped_column(Double)
