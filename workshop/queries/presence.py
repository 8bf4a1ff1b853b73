"""Presence: the participants whom some process recently recorded as its listeners."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.models import Presence

# A process records its listeners every ten seconds; one that has not for this long is gone, and its listeners with it.
LASTS = timedelta(seconds=30)


def present(session: Session, consultation_id: int) -> set[int]:
    """Return the ids of the participants who listen to a consultation now, in any process."""
    since = database_now(session) - LASTS
    noted = session.scalars(
        select(Presence.participant_ids).where(Presence.consultation_id == consultation_id, Presence.noted_at >= since)
    )
    return {participant for here in noted for participant in here}
