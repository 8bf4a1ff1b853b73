"""Noting who listens where: what each process knows of its own listeners, for the others to count."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.models import Presence
from workshop.operations.arriving import arrive


def note_presence(session: Session, node: str, here: dict[int, list[int]]) -> None:
    """Note for each consultation the participants that listen to it at `node`; none: the note goes away.

    Who was invited has come when they are noted first.
    """
    now = database_now(session)
    session.execute(delete(Presence).where(Presence.node == node, Presence.consultation_id.in_(here)))
    for consultation_id, participant_ids in here.items():
        if participant_ids:
            noted = {"node": node, "consultation_id": consultation_id, "participant_ids": participant_ids}
            session.add(Presence(**noted, noted_at=now))
    arrive(session, here)
