"""What live figures are counted from: running sums of named rounds, and when a round was counted last."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.fields import Json
from workshop.models.base import Base, Time, Word, reference


class RunningSum(Base):
    """What one process (`node`) has added to a cell of a goal by the ballots that it stored; negative if taken back.

    `goal` is the id as text, as in ballots; "" for whole ballots, which have the cells of `operations/sums.py`. Danger:
    the database engine remembers each step, and a step may be one ballot. Only rounds in which everyone may see who
    voted what have running sums.
    """

    __tablename__ = "running_sum"
    # Each group of ballots writes the same few rows anew, so their pages keep room for that.
    __table_args__ = ({"sqlite_with_rowid": False, "postgresql_with": {"fillfactor": 40}},)

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    node: Mapped[str] = mapped_column(String(16), primary_key=True)
    goal: Mapped[str] = mapped_column(String(20), primary_key=True)
    cell: Mapped[Word] = mapped_column(primary_key=True)
    amount: Mapped[int]


class Counting(Base):
    """The last count of an open round with live figures, by whichever process; deleted at the close.

    Where there are running sums, `mark` is how many changes of ballots that count contains, and `base` what the sums
    lacked of the figures at the last whole count, `whole_at`.
    """

    __tablename__ = "counting"
    __table_args__ = ()

    round_id: Mapped[int] = reference("round.id", primary_key=True)
    node: Mapped[str] = mapped_column(String(16))
    counted_at: Mapped[Time]
    mark: Mapped[int] = mapped_column(default=0)
    base: Mapped[dict | None] = mapped_column(Json)
    whole_at: Mapped[Time | None]
