"""Recording presence: each process writes its own listeners, and all processes count together."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.models import Presence
from workshop.operations.arriving import arrive


def note_presence(session: Session, node: str, here: dict[int, list[int]]) -> None:
    """Record the participants that listen at `node`, ids by consultation; an empty list deletes the record.

    An invited participant counts as having come when first recorded.
    """
    now = database_now(session)
    session.execute(delete(Presence).where(Presence.node == node, Presence.consultation_id.in_(here)))
    for consultation_id, participant_ids in here.items():
        if participant_ids:
            noted = {"node": node, "consultation_id": consultation_id, "participant_ids": participant_ids}
            session.add(Presence(**noted, noted_at=now))
    arrive(session, here)
