"""A person's own patterns: agendas that they saved to begin other workshops from."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Id, Key, Texts, Time, reference


class Pattern(Base):
    """An agenda that an account saved; `key` is the name by which it is asked for.

    `rounds` are arguments of `create_round`, without what only one consultation has. A ballot of the first goals of
    another round names that round by its place among them.
    """

    __tablename__ = "pattern"
    __table_args__ = (UniqueConstraint("account_id", "key"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    account_id: Mapped[int] = reference("account.id")
    key: Mapped[Key]
    title: Mapped[Texts]
    rounds: Mapped[list] = mapped_column(Json)
    created_at: Mapped[Time]
