"""How things are worded in each language: officially, or where nobody has done that, by participants."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop.models import Goal, Measure, Phenomenon, Round, Theme, Wording
from workshop.models.official import WORDED, OfficialWording, fingerprint, fingerprint_of

# These are one line each, whatever was pasted.
LINES = ("title", "responsible", "time_frame")
_MODELS = {"goal": Goal, "measure": Measure, "theme": Theme, "phenomenon": Phenomenon, "round": Round}


class Worded(NamedTuple):
    """A text in one language. `state` is `original`, `translated` (both of participants), `draft` or `checked`.

    `version` is 0 for a text of participants. `outdated`: what participants wrote has changed since.
    """

    text: str
    state: str
    version: int
    outdated: bool


# By thing, field and language.
Wordings = dict[int, dict[str, dict[str, Worded]]]


def wordings_of(session: Session, consultation_id: int, kind: str, ids: Collection[int]) -> Wordings:
    """Return the texts of things of one kind; of what is gone or still sealed there is none.

    The official text of a language stands in the place of the participants' text in the same one.
    """
    model, found = _MODELS[kind], dict[int, dict[str, dict[str, Worded]]]()
    official = _newest(session, consultation_id, kind)
    there = select(model).where(model.consultation_id == consultation_id, model.id.in_(ids), ~model.gone)
    for thing in session.scalars(there):
        if getattr(thing, "sealed", False):
            continue
        found[thing.id] = {field: _slots(getattr(thing, field)) for field in WORDED[kind]}
        for row in official.get(thing.id, ()):
            outdated = row.original != fingerprint(getattr(thing, row.field))
            found[thing.id][row.field][row.lang] = Worded(row.text, row.state, row.id, outdated)
    return found


def official_of(session: Session, consultation_id: int) -> dict[tuple[str, int], dict[str, dict[str, str]]]:
    """Return the official texts of a consultation: of (kind, id), by field and language."""
    found: dict[tuple[str, int], dict[str, dict[str, str]]] = {}
    for kind in WORDED:
        for number, rows in _newest(session, consultation_id, kind).items():
            for row in rows:
                found.setdefault((kind, number), {}).setdefault(row.field, {})[row.lang] = row.text
    return found


def versions_of(
    session: Session, consultation_id: int, kind: str, thing_id: int, field: str, lang: str
) -> list[OfficialWording]:
    """Return all official versions of one text in one language, the oldest first."""
    query = select(OfficialWording).where(
        OfficialWording.consultation_id == consultation_id,
        OfficialWording.kind == kind,
        OfficialWording.thing_id == thing_id,
        OfficialWording.field == field,
        OfficialWording.lang == lang,
    )
    return list(session.scalars(query.order_by(OfficialWording.id)))


def original_then(session: Session, version: OfficialWording) -> str:
    """Return what participants had written when a version was made; "" where that is not kept any more."""
    query = select(Wording).where(
        Wording.consultation_id == version.consultation_id,
        Wording.kind == version.kind,
        Wording.thing_id == version.thing_id,
        Wording.field == version.field,
    )
    then = (row.text for row in session.scalars(query) if fingerprint_of(row.lang, row.text) == version.original)
    return next(then, "")


def add_wording(
    session: Session, thing: Any, kind: str, field: str, lang: str, text: str, state: str, now: datetime
) -> OfficialWording:
    """Store a version of an official text, and return it; an empty text takes the official one away."""
    text = " ".join(text.split()) if field in LINES else text
    version = OfficialWording(
        consultation_id=thing.consultation_id,
        kind=kind,
        thing_id=thing.id,
        field=field,
        lang=lang,
        state=state if text else "emptied",
        text=text,
        original=fingerprint(getattr(thing, field)),
        written_at=now,
    )
    session.add(version)
    session.flush()
    return version


def _slots(texts):
    return {lang: Worded(each["text"], each["state"], 0, False) for lang, each in (texts or {}).items()}


def _newest(session, consultation_id, kind):
    """Return the newest official versions that have a text, by thing."""
    of_kind = (OfficialWording.consultation_id == consultation_id, OfficialWording.kind == kind)
    last = (
        select(func.max(OfficialWording.id))
        .where(*of_kind)
        .group_by(OfficialWording.thing_id, OfficialWording.field, OfficialWording.lang)
    )
    found: dict[int, list[OfficialWording]] = {}
    rows = select(OfficialWording).where(OfficialWording.id.in_(last), OfficialWording.state != "emptied")
    for row in session.scalars(rows):
        found.setdefault(row.thing_id, []).append(row)
    return found
