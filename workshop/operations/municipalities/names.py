"""Municipalities by what people call them: a code, or a name in Finnish or Swedish."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from cachetools import TTLCache
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workshop.db import database_now, node
from workshop.errors import Fault, Invalid
from workshop.language.clocks import ZONE
from workshop.models import Municipality
from workshop.operations.municipalities.lists import municipalities_on, names_ever, successors_on
from workshop.reading.texts import fold

# A whole hall asks at once, and a list changes once a year.
BY_NAME: TTLCache[str, "Known"] = TTLCache(64, ttl=60)
# How much of a word must be as in a name for it to be meant: one letter of a short one, two or three of a long one.
LIKENESS = 0.78


class Known(NamedTuple):
    """The codes of municipalities by folded name and code, and names as they are written by folded name."""

    codes: dict[str, str]
    names: dict[str, str]


def code_of(session: Session, word: str | None) -> str | None:
    """Return the code of a municipality by its code or name; None for nothing.

    Raises Invalid for an unknown one; it names the one whose name is nearly the same.
    """
    if not word:
        return None
    place = node(session)
    if place not in BY_NAME:
        BY_NAME[place] = _by_name(session)
    known, asked = BY_NAME[place], fold(word)
    code = known.codes.get(asked)
    if code is None:
        near = get_close_matches(asked, known.names, 1, LIKENESS)
        meant = Fault("nearly_a_municipality", {"name": known.names[near[0]]}) if near else "not_a_municipality"
        raise Invalid(municipality=meant)
    return code


def suggested(session: Session) -> list[Row[tuple[str, str, str]]]:
    """Return code, Finnish and Swedish name of the municipalities that there are today."""
    return municipalities_on(session, today(session))


def titles_of(session: Session, codes: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """Return the names of municipalities as they are today, also of former ones, by code and language."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    found = {one.code: one for one in session.scalars(select(Municipality).where(Municipality.code.in_(wanted)))}
    now = {row.code: row for row in suggested(session) if row.code in found}
    return {code: {"fi": one.name_fi, "sv": one.name_sv} for code, one in (found | now).items()}


def today(session: Session) -> date:
    """Return the day that it is in Finland by the database's clock."""
    return database_now(session).astimezone(ZONE).date()


def _by_name(session):
    """Return what is known; a name of the past stands for what the municipality is called or a part of now."""
    into, now = successors_on(session, today(session)), suggested(session)
    found: dict[str, str] = {}
    names: dict[str, str] = {}
    # Today's last, since a name may have been another's.
    for row in (*names_ever(session), *now):
        code = into.get(row.code, row.code)
        found |= {fold(name): code for name in (row.name_fi, row.name_sv)}
        names |= {fold(name): name for name in (row.name_fi, row.name_sv)}
        found[row.code] = row.code
    return Known(found, names)
