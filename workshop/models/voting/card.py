"""Cards: personal codes on paper, each of which is one seat in a workshop."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Removable, Time, reference


class Card(Removable):
    """A seat that one participant at a time can take with the code of a card, and give back.

    The code is stored nowhere: it is derived from `seed` and the installation's secret key until the card is printed,
    when the seed is erased, and `code_hash` is keyed with that secret too, so that the table admits nobody. `number` is
    counted in its workshop, `batch` is the making that it comes from. Its holder is the participant who has its id.
    """

    __tablename__ = "card"
    __table_args__ = (UniqueConstraint("workshop_id", "number"), {"sqlite_autoincrement": True})

    workshop_id: Mapped[int] = reference("workshop.id", index=True)
    batch: Mapped[int]
    number: Mapped[int]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seed: Mapped[str | None] = mapped_column(String(32))
    made_at: Mapped[Time]
    taken_at: Mapped[Time | None]
    given_back_at: Mapped[Time | None]

    @property
    def seat(self) -> str:
        """Whether its seat is `free`, `taken`, or free again because its holder has given it back (`given_back`)."""
        if self.taken_at is not None:
            return "taken"
        return "free" if self.given_back_at is None else "given_back"

    @property
    def printed(self) -> bool:
        """Whether its code can't be shown any more."""
        return self.seed is None
