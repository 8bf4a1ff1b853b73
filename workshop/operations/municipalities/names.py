"""Municipalities by what people call them: a code, or a name in Finnish or Swedish."""

from collections.abc import Iterable
from datetime import date

from cachetools import TTLCache
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workshop.db import database_now, node
from workshop.errors import Invalid
from workshop.language.clocks import ZONE
from workshop.models import Municipality
from workshop.operations.municipalities.lists import municipalities_on
from workshop.reading.texts import fold

# A whole hall asks at once, and a list changes once a year.
BY_NAME: TTLCache[str, dict[str, str]] = TTLCache(64, ttl=60)


def code_of(session: Session, word: str | None) -> str | None:
    """Return the code of a municipality by its code or name; None for nothing. Raises Invalid for an unknown one."""
    if not word:
        return None
    place = node(session)
    if place not in BY_NAME:
        BY_NAME[place] = _by_name(session)
    code = BY_NAME[place].get(fold(word))
    if code is None:
        raise Invalid(municipality="not_a_municipality")
    return code


def suggested(session: Session) -> list[Row[tuple[str, str, str]]]:
    """Return code, Finnish and Swedish name of the municipalities that there are today."""
    return municipalities_on(session, today(session))


def titles_of(session: Session, codes: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """Return the names of municipalities, also of former ones, by code and language."""
    wanted = {code for code in codes if code}
    found = session.scalars(select(Municipality).where(Municipality.code.in_(wanted))) if wanted else ()
    return {one.code: {"fi": one.name_fi, "sv": one.name_sv} for one in found}


def today(session: Session) -> date:
    """Return the day that it is in Finland by the database's clock."""
    return database_now(session).astimezone(ZONE).date()


def _by_name(session):
    """Return the codes by folded name and code; a name of the past stands for what the municipality was merged into."""
    every = {one.code: one for one in session.scalars(select(Municipality))}
    now = {row.code for row in suggested(session)}
    found: dict[str, str] = {}
    for code, one in sorted(every.items(), key=lambda pair: pair[0] in now):
        target = _merged_into(every, one)
        found |= {fold(name): target for name in (one.code, one.name_fi, one.name_sv)}
        found[code] = code
    return found


def _merged_into(every, one):
    seen = set()
    while one.merged_into and one.code not in seen:
        seen.add(one.code)
        one = every[one.merged_into]
    return one.code
