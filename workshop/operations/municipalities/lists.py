"""The lists of municipalities: read from a file, stored by the day from which they are valid, and looked up."""

import csv
import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Row, delete, func, or_, select
from sqlalchemy.orm import Session

import workshop
from workshop.models import Municipality, MunicipalityEntry

SHIPPED = Path(workshop.__file__).parent / "municipalities"
COLUMNS = ("code", "name_fi", "name_sv", "group", "region_code", "region_fi", "region_sv", "population")
GROUPS = ("urban", "semi-urban", "rural")
# The first population of each class but the smallest, and the keys of the classes.
LARGER = (2_000, 5_000, 10_000, 20_000, 40_000, 100_000)
SIZES = ("0-1999", "2000-4999", "5000-9999", "10000-19999", "20000-39999", "40000-99999", "100000-")
# More than there ever were.
MOST_ROWS = 1000
_CODE, _REGION, _NUMBER = re.compile("[0-9]{3}"), re.compile("[0-9]{2}"), re.compile("[0-9]{1,8}")


class BadList(Exception):
    """A file is no list of municipalities; the message says what is wrong, and in which line."""


@dataclass(frozen=True)
class Line:
    """A municipality as a list has it."""

    code: str
    name_fi: str
    name_sv: str
    group: str
    region_code: str
    region_fi: str
    region_sv: str
    population: int


@dataclass(frozen=True)
class Imported:
    """What a list brought: how many municipalities it has, and the codes that are new, or in no list any more."""

    number: int
    new: list[str]
    gone: list[str]


def read_list(lines: Iterable[str]) -> list[Line]:
    """Read a list from the lines of a CSV file with a head (`COLUMNS`, in any order, others are left alone).

    Raises BadList.
    """
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BadList(f"the head lacks {', '.join(missing)}")
    found: dict[str, Line] = {}
    for number, row in enumerate(rows, 2):
        line = _line(row, number)
        if line.code in found:
            raise BadList(f"line {number}: code {line.code} is there twice")
        if len(found) == MOST_ROWS:
            raise BadList(f"there are more than {MOST_ROWS} lines")
        found[line.code] = line
    if not found:
        raise BadList("there is no municipality in it")
    return list(found.values())


def store_shipped(session: Session) -> None:
    """Store the lists that came along, each under the day in the name of its file, where there is none of that day."""
    for file in sorted(SHIPPED.glob("*.csv")):
        day = date.fromisoformat(file.stem)
        if not session.scalar(select(MunicipalityEntry.code).where(MunicipalityEntry.valid_from == day).limit(1)):
            store_list(session, read_list(file.read_text(encoding="utf-8").splitlines()), day)


def store_list(session: Session, lines: list[Line], valid_from: date) -> Imported:
    """Store a list as valid from a day on, in the place of one that is stored for that day.

    Codes stay: a municipality that the newest list lacks exists until the day before, and is no longer suggested.
    """
    kept = {each.code: each for each in session.scalars(select(Municipality))}
    newest = valid_from >= (_newest(session) or valid_from)
    new = [line.code for line in lines if line.code not in kept]
    for line in lines:
        there = kept.setdefault(line.code, Municipality(code=line.code, valid_from=valid_from))
        if newest or line.code in new:
            there.name_fi, there.name_sv, there.valid_to = line.name_fi, line.name_sv, None
        session.add(there)
    codes = {line.code for line in lines}
    gone = [code for code, there in kept.items() if newest and code not in codes and there.valid_to is None]
    for code in gone:
        kept[code].valid_to = valid_from - timedelta(days=1)
    session.flush()
    session.execute(delete(MunicipalityEntry).where(MunicipalityEntry.valid_from == valid_from))
    session.add_all(
        MunicipalityEntry(
            valid_from=valid_from,
            code=line.code,
            grouping=line.group,
            region_code=line.region_code,
            region_fi=line.region_fi,
            region_sv=line.region_sv,
            population=line.population,
        )
        for line in lines
    )
    session.flush()
    return Imported(len(lines), sorted(new), sorted(gone))


def municipalities_on(session: Session, day: date) -> list[Row[tuple[str, str, str]]]:
    """Return code, Finnish and Swedish name of the municipalities in the list that is valid on a day."""
    return list(
        session.execute(
            select(Municipality.code, Municipality.name_fi, Municipality.name_sv)
            .join(MunicipalityEntry, MunicipalityEntry.code == Municipality.code)
            .where(MunicipalityEntry.valid_from == _valid_on(day))
            .order_by(Municipality.code)
        )
    )


def entries_on(session: Session, day: date, codes: Iterable[str]) -> dict[str, MunicipalityEntry]:
    """Return what the newest list up to a day that has it says of each municipality; of a newer one, the oldest."""
    about = select(MunicipalityEntry).where(MunicipalityEntry.code.in_(sorted(codes)))
    found: dict[str, MunicipalityEntry] = {}
    for entry in session.scalars(about.order_by(MunicipalityEntry.valid_from)):
        if entry.valid_from <= day or entry.code not in found:
            found[entry.code] = entry
    return found


def size_of(population: int) -> str:
    """Return the key of the size class of a municipality."""
    return SIZES[bisect(LARGER, population)]


def _newest(session: Session) -> date | None:
    return session.scalar(select(func.max(MunicipalityEntry.valid_from)))


def _valid_on(day: date):
    """Select the day of the list that is valid on a day; before the first one, that of the first."""
    first = select(func.min(MunicipalityEntry.valid_from)).scalar_subquery()
    upto = or_(MunicipalityEntry.valid_from <= day, MunicipalityEntry.valid_from == first)
    return select(func.max(MunicipalityEntry.valid_from)).where(upto).scalar_subquery()


def _line(row: dict[str, str | None], number: int) -> Line:
    values = {name: (row[name] or "").strip() for name in COLUMNS}
    for fault in _faults(values):
        raise BadList(f"line {number}: {fault}")
    return Line(**{**values, "population": int(values["population"])})  # type: ignore[arg-type]


def _faults(values: dict[str, str]) -> Iterator[str]:
    if not _CODE.fullmatch(values["code"]):
        yield f"“{values['code']}” is no code of three digits"
    if not _REGION.fullmatch(values["region_code"]):
        yield f"“{values['region_code']}” is no region's code of two digits"
    if values["group"] not in GROUPS:
        yield f"“{values['group']}” is none of {', '.join(GROUPS)}"
    if not _NUMBER.fullmatch(values["population"]):
        yield f"“{values['population']}” is no population"
    for name in ("name_fi", "name_sv", "region_fi", "region_sv"):
        if not 0 < len(values[name]) <= 60:
            yield f"{name} is empty, or too long"
