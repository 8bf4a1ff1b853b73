"""A workshop: a dated live session with a join code."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Removable, Texts, Time


class Workshop(Removable):
    """A live session in a consultation; its code is eight digits, shown in two groups of four.

    `locked_at` is since when it has been locked for newcomers; None: it is not. `showing` is what a facilitator has its
    walls and rooms show; None: what follows from its rounds.
    """

    __tablename__ = "workshop"

    title: Mapped[Texts]
    code: Mapped[str] = mapped_column(String(8), unique=True)
    starts_at: Mapped[Time | None]
    locked_at: Mapped[Time | None]
    showing: Mapped[dict | None] = mapped_column(Json)

    @property
    def locked(self) -> bool:
        """Whether it is locked for newcomers."""
        return self.locked_at is not None
