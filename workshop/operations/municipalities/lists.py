"""The lists of municipalities: stored by the day from which they are valid, and looked up."""

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Row, delete, func, or_, select
from sqlalchemy.orm import Session

import workshop
from workshop.models import Municipality, MunicipalityEntry
from workshop.operations.municipalities.reading import BadList, Line, read_list

SHIPPED = Path(workshop.__file__).parent / "municipalities"
# The first population of each class but the smallest, and the keys of the classes.
LARGER = (2_000, 5_000, 10_000, 20_000, 40_000, 100_000)
SIZES = ("0-1999", "2000-4999", "5000-9999", "10000-19999", "20000-39999", "40000-99999", "100000-")


@dataclass(frozen=True)
class Imported:
    """What a list brought: how many municipalities it has, and the codes that are new, or in no list any more."""

    number: int
    new: list[str]
    gone: list[str]


def store_shipped(session: Session) -> None:
    """Store the lists that came along, each under the day in the name of its file, where there is none of that day."""
    for file in sorted(SHIPPED.glob("*.csv")):
        day = date.fromisoformat(file.stem)
        if not session.scalar(select(MunicipalityEntry.code).where(MunicipalityEntry.valid_from == day).limit(1)):
            store_list(session, read_list(file.read_text(encoding="utf-8")), day)


def store_list(session: Session, lines: list[Line], valid_from: date) -> Imported:
    """Store a list as valid from a day on, in the place of one that is stored for that day.

    Codes stay: a municipality that the newest list lacks exists until the day before, and is no longer suggested.
    Raises BadList where one was merged that was in no list.
    """
    kept = {each.code: each for each in session.scalars(select(Municipality))}
    newest = valid_from >= (_newest(session) or valid_from)
    new = [line.code for line in lines if line.code not in kept]
    into = {code: line.code for line in lines for code in line.merged}
    if unknown := sorted(into.keys() - kept.keys()):
        raise BadList(f"code {unknown[0]}, which was merged into {into[unknown[0]]}, is in no earlier list")
    for line in lines:
        there = kept.setdefault(line.code, Municipality(code=line.code, valid_from=valid_from))
        if newest or line.code in new:
            there.name_fi, there.name_sv, there.valid_to, there.merged_into = line.name_fi, line.name_sv, None, None
        session.add(there)
    codes = {line.code for line in lines}
    # References among them, which a database checks at each statement.
    session.flush()
    gone = [code for code, there in kept.items() if newest and code not in codes and there.valid_to is None]
    last = valid_from - timedelta(days=1)
    for code in gone:
        kept[code].valid_to = last
    for code, there in kept.items():
        if newest and code not in codes and (code in into or there.valid_to == last):
            there.merged_into = into.get(code)
    session.execute(delete(MunicipalityEntry).where(MunicipalityEntry.valid_from == valid_from))
    session.add_all(
        MunicipalityEntry(
            valid_from=valid_from,
            code=line.code,
            name_fi=line.name_fi,
            name_sv=line.name_sv,
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
    return list(session.execute(_named().where(MunicipalityEntry.valid_from == _valid_on(day))))


def names_ever(session: Session) -> list[Row[tuple[str, str, str]]]:
    """Return code, Finnish and Swedish name of each municipality in each list, the newest last."""
    return list(session.execute(_named()))


def successors_on(session: Session, day: date) -> dict[str, str]:
    """Return, of each municipality that was merged by a day, the one of which it is a part then."""
    merged = select(Municipality.code, Municipality.merged_into, Municipality.valid_to)
    rows = session.execute(merged.where(Municipality.merged_into.is_not(None), Municipality.valid_to < day))
    into: dict[str, str] = {row.code: row.merged_into for row in rows if row.merged_into}
    found = {}
    for code in into:
        found[code], seen = code, set()
        while found[code] in into and found[code] not in seen:
            seen.add(found[code])
            found[code] = into[found[code]]
    return found


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


def _named():
    name_fi = func.coalesce(MunicipalityEntry.name_fi, Municipality.name_fi).label("name_fi")
    name_sv = func.coalesce(MunicipalityEntry.name_sv, Municipality.name_sv).label("name_sv")
    there = select(Municipality.code, name_fi, name_sv)
    there = there.join(MunicipalityEntry, MunicipalityEntry.code == Municipality.code)
    return there.order_by(MunicipalityEntry.valid_from, Municipality.code)


def _newest(session: Session) -> date | None:
    return session.scalar(select(func.max(MunicipalityEntry.valid_from)))


def _valid_on(day: date):
    """Select the day of the list that is valid on a day; before the first one, that of the first."""
    first = select(func.min(MunicipalityEntry.valid_from)).scalar_subquery()
    upto = or_(MunicipalityEntry.valid_from <= day, MunicipalityEntry.valid_from == first)
    return select(func.max(MunicipalityEntry.valid_from)).where(upto).scalar_subquery()
