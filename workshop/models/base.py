"""What all tables share: names of constraints, kinds of columns, and the bases of a consultation's things."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, MetaData, String, Table, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from workshop.fields import Json, UtcTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[int, mapped_column(primary_key=True)]
Key = Annotated[str, mapped_column(String(64))]
Word = Annotated[str, mapped_column(String(20))]
Lang = Annotated[str, mapped_column(String(12))]
Time = Annotated[datetime, mapped_column(UtcTime)]
Texts = Annotated[dict[str, Any], mapped_column(Json)]


class Base(DeclarativeBase):
    """The declarative base; ids are never assigned twice, even after a row is deleted."""

    __table__: ClassVar[Table]
    metadata = MetaData(naming_convention=NAMES)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> Any:
        return {"sqlite_autoincrement": True}


def reference(target: str, **options: Any) -> MappedColumn[Any]:
    """Return a column that references another table's row."""
    return mapped_column(ForeignKey(target), **options)


class Thing(Base):
    """A row that belongs to a consultation and has an id, key and revision on the wire."""

    __abstract__ = True

    id: Mapped[Id]
    key: Mapped[Key]
    revision: Mapped[int] = mapped_column(default=0)

    @declared_attr
    @classmethod
    def consultation_id(cls) -> Mapped[int]:
        """The consultation that this belongs to."""
        return reference("consultation.id", index=True)


class Removable(Thing):
    """A thing that may be removed: its row stays, and others see that it is gone.

    `under` names the relationships to its parents, with which it is gone too.
    """

    __abstract__ = True

    under: ClassVar[tuple[str, ...]] = ()
    # A column of goals, whose families are too deep to be followed in SQL.
    away: Any = False
    state: Mapped[Word] = mapped_column(default="current")

    @property
    def removed(self) -> bool:
        """Whether it was itself removed, hidden or withdrawn."""
        return self.state != "current"

    @hybrid_property
    def gone(self) -> bool:
        """Whether it is gone for everyone, itself or with a parent; in SQL too."""
        return self.removed or self.away or any(above is not None and above.gone for above in self.above)

    @gone.inplace.expression
    @classmethod
    def _gone_in_sql(cls) -> ColumnElement[bool]:
        links = [getattr(cls, name) for name in cls.under]
        itself = [cls.state != "current", *([cls.away] if "away" in cls.__table__.c else [])]
        return or_(*itself, *(link.has(link.property.mapper.class_.gone) for link in links))

    @property
    def above(self) -> "list[Removable | None]":
        """Its parents; None for a parent that it might have and has not."""
        return [getattr(self, name) for name in self.under]
