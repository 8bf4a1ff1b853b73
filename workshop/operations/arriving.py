"""Noting that those who were invited have come: they signed in, or opened a page that listens."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events
from workshop.db import database_now
from workshop.engine.actor import touch
from workshop.engine.journal import write_journal
from workshop.engine.request_state import lock
from workshop.models import Account, Consultation, Participant

_INVITED = (Participant.invited_at.is_not(None), Participant.state == "current")


def arrive_with(session: Session, account_id: int) -> None:
    """Note that an account has come to all consultations that it was invited to, also to those that it had left."""
    expected = select(Participant.consultation_id, Participant.id).where(Participant.account_id == account_id)
    for consultation_id, participant_id in session.execute(expected.where(*_INVITED)).all():
        _arrive(session, consultation_id, [participant_id])
    beside = Participant.invited_as == select(Account.email).where(Account.id == account_id).scalar_subquery()
    others = select(Participant.consultation_id, Participant.id).where(beside, Participant.account_id != account_id)
    for consultation_id, participant_id in session.execute(others.where(*_INVITED)).all():
        _come_back(session, consultation_id, account_id, participant_id)


def arrive(session: Session, here: dict[int, list[int]]) -> None:
    """Note, by consultation, that participants are here; those who were not expected change nothing."""
    expected = select(Participant.consultation_id, Participant.id).where(Participant.consultation_id.in_(here))
    come: dict[int, list[int]] = {}
    for consultation_id, participant_id in session.execute(expected.where(*_INVITED)).all():
        if participant_id in here[consultation_id]:
            come.setdefault(consultation_id, []).append(participant_id)
    for consultation_id, participant_ids in come.items():
        _arrive(session, consultation_id, participant_ids)


def _come_back(session: Session, consultation_id: int, account_id: int, participant_id: int) -> None:
    """Give an account the place again that it left or was removed from, with the role and body of its invitation.

    Who never left keeps their place as it is: those who lead do not learn which of them the address belongs to.
    """
    lock(session, consultation_id)
    consultation, again = session.get(Consultation, consultation_id), {"populate_existing": True}
    invited = session.get(Participant, participant_id, execution_options=again)
    own = (Participant.consultation_id == consultation_id, Participant.account_id == account_id)
    them = session.scalar(select(Participant).where(*own), execution_options=again)
    if them is None or not them.removed or invited.removed:
        return
    now = database_now(session)
    them.state, them.joined_at, them.heard_from = "current", now, consultation.revision + 1
    them.role, them.body_id, them.invited_as = invited.role, invited.body_id, invited.invited_as
    invited.state, invited.invited_as = "left", None
    touch(them)
    write_journal(
        session,
        consultation,
        [events.participant_left(invited), events.participant_joined(them)],
        them.id,
        now,
    )


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
            write_journal(session, consultation, [events.participant_joined(them)], them.id, now)
