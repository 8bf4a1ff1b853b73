"""Recording that invited participants have come: they signed in, or opened a page that listens."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events
from workshop.engine.actor import touch
from workshop.engine.door import perform, under_lock
from workshop.models import Account, Participant

# Rows read before the lock was taken are read anew.
AGAIN = {"populate_existing": True}
_INVITED = (Participant.invited_at.is_not(None), Participant.state == "current")


def arrive_with(session: Session, account_id: int) -> None:
    """Record that an account has come to all consultations that invited it, also to those that it had left."""
    expected = select(Participant.consultation_id, Participant.id).where(Participant.account_id == account_id)
    for consultation_id, participant_id in session.execute(expected.where(*_INVITED)).all():
        _arrive(session, consultation_id, [participant_id])
    beside = Participant.invited_as == select(Account.email).where(Account.id == account_id).scalar_subquery()
    others = select(Participant.consultation_id, Participant.id).where(beside, Participant.account_id != account_id)
    for consultation_id, participant_id in session.execute(others.where(*_INVITED)).all():
        _come_back(session, consultation_id, account_id, participant_id)


def arrive(session: Session, here: dict[int, list[int]]) -> None:
    """Record that participants are here (ids by consultation); those who were not invited change nothing."""
    expected = select(Participant.consultation_id, Participant.id).where(Participant.consultation_id.in_(here))
    come: dict[int, list[int]] = {}
    for consultation_id, participant_id in session.execute(expected.where(*_INVITED)).all():
        if participant_id in here[consultation_id]:
            come.setdefault(consultation_id, []).append(participant_id)
    for consultation_id, participant_ids in come.items():
        _arrive(session, consultation_id, participant_ids)


def _come_back(session: Session, consultation_id: int, account_id: int, participant_id: int) -> None:
    """Restore the place that an account left or was removed from, with the role and body of its new invitation.

    Danger: one who never left keeps their place unchanged, so that facilitators do not learn whose the address is.
    """

    def work(actor):
        invited = session.get_one(Participant, participant_id, execution_options=AGAIN)
        own = (Participant.consultation_id == consultation_id, Participant.account_id == account_id)
        them = session.scalar(select(Participant).where(*own), execution_options=AGAIN)
        if them is None or not them.removed or invited.removed:
            return []
        them.state, them.joined_at, them.heard_from = "current", actor.now, actor.consultation.revision + 1
        them.role, them.body_id, them.invited_as = invited.role, invited.body_id, invited.invited_as
        invited.state, invited.invited_as = "left", None
        touch(them)
        actor.me = them
        return [events.participant_left(invited), events.participant_joined(them)]

    perform(under_lock(session, consultation_id), work)


def _arrive(session: Session, consultation_id: int, participant_ids: Iterable[int]) -> None:
    actor = under_lock(session, consultation_id)
    for participant_id in participant_ids:
        actor.me = session.get_one(Participant, participant_id, execution_options=AGAIN)
        perform(actor, _comes)


def _comes(actor):
    # Another process may have recorded it while this one waited for the lock.
    if not actor.me.invited or actor.me.removed:
        return []
    actor.me.invited_at, actor.me.joined_at = None, actor.now
    touch(actor.me)
    return [events.participant_joined(actor.me)]
