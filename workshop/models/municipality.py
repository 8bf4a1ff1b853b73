"""The municipalities of the country, and the lists that say of a year what each of them is."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.models.base import Base, Word, reference


class Municipality(Base):
    """A municipality by its code at Statistics Finland, with its two names and the dates of its existence.

    A code stays, also of a municipality that is in no newer list: participants and figures refer to it. After
    `valid_to` it is a part of `merged_into`, where a list said so. The names are those of the newest list.
    """

    __tablename__ = "municipality"
    __table_args__ = ()

    code: Mapped[str] = mapped_column(String(3), primary_key=True)
    name_fi: Mapped[str] = mapped_column(String(60))
    name_sv: Mapped[str] = mapped_column(String(60))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"))


class MunicipalityEntry(Base):
    """A municipality in the list that is valid from a day on: its region, its statistical group and its population.

    `grouping` is urban, semi-urban or rural. The names are null in what an earlier version stored.
    """

    __tablename__ = "municipality_entry"
    __table_args__ = ()

    valid_from: Mapped[date] = mapped_column(primary_key=True)
    code: Mapped[str] = reference("municipality.code", primary_key=True)
    name_fi: Mapped[str | None] = mapped_column(String(60))
    name_sv: Mapped[str | None] = mapped_column(String(60))
    grouping: Mapped[Word]
    region_code: Mapped[str] = mapped_column(String(2))
    region_fi: Mapped[str] = mapped_column(String(60))
    region_sv: Mapped[str] = mapped_column(String(60))
    population: Mapped[int]
