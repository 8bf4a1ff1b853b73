"""What the writers of exports write, by the name under which they ask for it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from workshop import policy
from workshop.errors import NotFound
from workshop.models import Consultation, Participant
from workshop.queries.exported.bundle import bundle
from workshop.queries.record import record


def exported(session: Session, consultation: Consultation, me: Participant, what: str) -> dict:
    """Return what a writer reads of a consultation; raises NotFound for what is the facilitators' own.

    The rest is handed on: it is as any participant may see it, so facilitators and members get the same.
    """
    return _READ[what](session, consultation, me)


def _bundle(session, consultation, _me):
    return bundle(session, consultation)


def _inside(session, consultation, me):
    if not policy.leads(me):
        raise NotFound(consultation.slug)
    return bundle(session, consultation, lead=True)


_READ: dict[str, Callable[[Session, Consultation, Participant], dict]] = {
    "record": record,
    "bundle": _bundle,
    "inside": _inside,
}
