"""Noting that those who were invited have come: they signed in, or opened a page that listens."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.commands.asker import touch
from workshop.commands.journal import write_journal
from workshop.commands.standing import lock
from workshop.db import database_now
from workshop.events import Happened
from workshop.models import Consultation, Participant

_INVITED = (Participant.invited_at.is_not(None), Participant.state == "current")


def arrive_with(session: Session, account_id: int) -> None:
    """Note that an account has come to all consultations that it was invited to."""
    expected = select(Participant.consultation_id, Participant.id).where(Participant.account_id == account_id)
    for consultation_id, participant_id in session.execute(expected.where(*_INVITED)).all():
        _arrive(session, consultation_id, [participant_id])


def arrive(session: Session, here: dict[int, list[int]]) -> None:
    """Note, by consultation, that participants are here; those who were not expected change nothing."""
    expected = select(Participant.consultation_id, Participant.id).where(Participant.consultation_id.in_(here))
    come: dict[int, list[int]] = {}
    for consultation_id, participant_id in session.execute(expected.where(*_INVITED)).all():
        if participant_id in here[consultation_id]:
            come.setdefault(consultation_id, []).append(participant_id)
    for consultation_id, participant_ids in come.items():
        _arrive(session, consultation_id, participant_ids)


def _arrive(session: Session, consultation_id: int, participant_ids: Iterable[int]) -> None:
    lock(session, consultation_id)
    consultation = session.get(Consultation, consultation_id)
    now = database_now(session)
    again = {"populate_existing": True}
    for participant_id in participant_ids:
        them = session.get(Participant, participant_id, execution_options=again)
        # Another process may have noted it while this one waited for the lock.
        if them.invited and not them.removed:
            them.invited_at, them.joined_at = None, now
            touch(them)
            write_journal(session, consultation, [Happened("participant_joined", them)], them.id, now)
