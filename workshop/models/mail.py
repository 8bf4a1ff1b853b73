"""The number of mails in a window of time, to one recipient or by one sender."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Time


class MailCount(Base):
    """A count under a name until its window ends; the name is hashed, because it contains an address."""

    __tablename__ = "mail_count"
    __table_args__ = ()

    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int]
    ends_at: Mapped[Time] = mapped_column(index=True)
