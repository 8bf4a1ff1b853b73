"""The browsers that participants came with: recorded to find doubles, and purged when no longer needed."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from workshop.db import Database, database_now
from workshop.engine.jobs import order
from workshop.engine.locks import lock
from workshop.models import Device, Participant

# As long as a workshop and the votes after it need it; the browser's cookie lasts as long.
KEPT = timedelta(days=30)
FORGET = "forget_devices"


def note_device(session: Session, participant: Participant, device: str, now: datetime) -> None:
    """Record a participant's browser, by a hash that differs in each consultation.

    `device` is the random number in its cookie. The caller holds the consultation's lock. The consultation's first
    record orders the job that purges them.
    """
    here = participant.consultation_id
    first = not session.scalar(select(any_noted(here)))
    note_devices_in(session, here, {participant.id: device}, now, known=[participant.id], first=first)


def any_noted(here: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Return an expression: whether there is a record of any browser in the consultation `here`."""
    return select(Device.participant_id).where(Device.consultation_id == here).exists()


def note_devices_in(
    session: Session, here: int, devices: Mapping[int, str], now: datetime, *, known: Collection[int], first: bool
) -> None:
    """Record the browsers of several participants (by their ids) of the consultation `here`, as `note_device` does.

    `known` are those who may have come with theirs before; `first`: there is no record in this consultation yet.
    """
    marks = {number: hashlib.sha256(f"{here} {device}".encode()).hexdigest() for number, device in devices.items()}
    if not marks:
        return
    of_them = session.scalars(select(Device).where(Device.participant_id.in_(known))).all() if known else ()
    held = {each.participant_id: each for each in of_them if each.mark == marks.get(each.participant_id)}
    for each in held.values():
        each.noted_at = now
    new = marks.keys() - held.keys()
    if new and first:
        order(session, FORGET, {"consultation_id": here}, now + KEPT)
    about = {"consultation_id": here, "noted_at": now}
    session.add_all(Device(participant_id=number, mark=marks[number], **about) for number in sorted(new))


def note_devices(session: Session, account_id: int, device: str) -> None:
    """Record the browser in which an account signed in, in all consultations in which it takes part."""
    own = (Participant.account_id == account_id, Participant.state == "current")
    for participant in session.scalars(select(Participant).where(*own).order_by(Participant.consultation_id)).all():
        lock(session, participant.consultation_id)
        note_device(session, participant, device, database_now(session))


def purge_devices_of(session: Session, participant_ids: list[int]) -> None:
    """Delete what is recorded of the browsers of participants who go."""
    session.execute(delete(Device).where(Device.participant_id.in_(participant_ids)))


def purge_devices(database: Database, consultation_id: int) -> None:
    """Delete a consultation's records older than `KEPT`, and order the next purge for when the rest will be."""

    def work(session):
        now, here = database_now(session), Device.consultation_id == consultation_id
        session.execute(delete(Device).where(here, Device.noted_at <= now - KEPT))
        oldest = session.scalar(select(func.min(Device.noted_at)).where(here))
        if oldest is not None:
            order(session, FORGET, {"consultation_id": consultation_id}, oldest + KEPT)

    database.write(work)
