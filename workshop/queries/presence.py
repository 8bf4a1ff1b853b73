"""Presence: the participants whom some process recently recorded as its listeners."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.models import Presence

# A process records its listeners every ten seconds; one that has not for this long is gone, and its listeners with it.
LASTS = timedelta(seconds=30)


class Record(NamedTuple):
    """What a process recorded: when, and the ids of the participants who listen there."""

    at: datetime
    participant_ids: Sequence[int]


def present(session: Session, consultation_id: int) -> set[int]:
    """Return the ids of the participants who listen to a consultation now, in any process."""
    return people_in(records(session, consultation_id, {}))


def people_in(noted: Mapping[str, Record]) -> set[int]:
    """Return the ids of all participants in some records."""
    return {participant for record in noted.values() for participant in record.participant_ids}


def records(session: Session, consultation_id: int, held: Mapping[str, Record]) -> dict[str, Record]:
    """Return what processes have recorded of a consultation, by process.

    Of the records in `held`, which were read before, only those are read again that were written since.
    """
    here = (Presence.consultation_id == consultation_id, Presence.noted_at >= database_now(session) - LASTS)
    times = {row.node: row.noted_at for row in session.execute(select(Presence.node, Presence.noted_at).where(*here))}
    noted = {node: record for node, record in held.items() if times.get(node) == record.at}
    if new := times.keys() - noted.keys():
        moved = select(Presence.node, Presence.noted_at, Presence.participant_ids)
        for row in session.execute(moved.where(*here[:1], Presence.node.in_(new))):
            noted[row.node] = Record(row.noted_at, row.participant_ids)
    return noted
