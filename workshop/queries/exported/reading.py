"""What the writers of exports write, by the name under which they ask for it."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import database_now
from workshop.errors import NotFound
from workshop.models import Consultation, Participant, RollEntry, Round, SealedFile
from workshop.operations.handing_out.sealed_files import is_ready
from workshop.queries.documents.shown import document_of
from workshop.queries.exported.bundle import bundle
from workshop.queries.exported.sealed import sealed_ballots
from workshop.queries.record import record

# Of so many events and ballots together, files take a second or more of processor time.
LARGE = 5000
INSIDE, SEALED = "inside", "sealed"


def is_large(session: Session, consultation: Consultation) -> bool:
    """Whether files of this consultation are made by the worker, so that nobody who votes waits for them."""
    voted = select(func.count()).select_from(RollEntry).join(Round, Round.id == RollEntry.round_id)
    ballots = session.scalar(voted.where(Round.consultation_id == consultation.id)) or 0
    return consultation.revision + ballots > LARGE


def is_for(me: Participant, what: str) -> bool:
    """Whether a participant may have what a writer reads; some of it is the facilitators' own."""
    return what not in (INSIDE, SEALED) or policy.leads(me)


def exported(
    session: Session, consultation: Consultation, me: Participant, what: str, *, about: int | None = None
) -> dict:
    """Return what a writer reads of a consultation; raises NotFound for what is the facilitators' own.

    The rest is handed on: it is as any participant may see it, so facilitators and members get the same; but for the
    document, which facilitators see before others do. `about` is the id of the sealed file that is asked for.
    """
    if not is_for(me, what):
        raise NotFound(consultation.slug)
    if what == SEALED:
        return sealed_ballots(session, consultation, ready(session, consultation, about))
    return _READ[what](session, consultation, me)


def ready(session: Session, consultation: Consultation, number: int | None) -> SealedFile:
    """Return a sealed file that may be made now; raises NotFound."""
    now = database_now(session)
    # Compared here, since an address may have a number that no database takes.
    for sealed in session.scalars(select(SealedFile).where(SealedFile.consultation_id == consultation.id)):
        if sealed.id == number and is_ready(sealed, now):
            return sealed
    raise NotFound(number)


def _bundle(session, consultation, _me):
    return bundle(session, consultation)


def _document(session, consultation, me):
    shown = document_of(session, consultation, me)
    if shown is None:
        raise NotFound("document")
    return {"content": shown.content}


def _inside(session, consultation, _me):
    return bundle(session, consultation, lead=True)


_READ: dict[str, Callable[[Session, Consultation, Participant], dict]] = {
    "record": record,
    "bundle": _bundle,
    "document": _document,
    INSIDE: _inside,
}
