"""What of the journal may be sent now: of what is gone since, only that it is gone.

The journal keeps what was said for ever. Everything sent from it passes here first: live frames, changes, and the first
answer to a repeated command.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workshop.db.sets import Among
from workshop.models import Event
from workshop.states import CALLED_GOALS, CALLED_MEASURES, PARTICIPANTS, WALL_LINKS, Kind, Removed

# Facilitators knew these, and may know them after their end.
KNOWN_FOR_GOOD = (PARTICIPANTS.name, WALL_LINKS.name)


@dataclass(frozen=True)
class Leaving:
    """An event as it may be sent now."""

    revision: int
    name: str
    kind: str
    audience: str
    at: datetime
    data: dict[str, Any] | None


def newest(events: Iterable[Event | Row]) -> list[Event | Row]:
    """Return the last event of each thing, in order; as it carries the whole state, earlier ones add nothing."""
    last = {(event.kind, event.data["id"]): event for event in events if event.data}
    return sorted(last.values(), key=lambda event: event.revision)


def leaving(session: Session, events: Iterable[Event | Row]) -> list[Leaving]:
    """Return events as they may be sent now: of a thing that is gone, also with its parent, only that it is gone."""
    # An event whose data was erased is left out.
    events = [event for event in events if event.data]
    ids = defaultdict(set)
    for event in events:
        if event.data and event.kind not in KNOWN_FOR_GOOD and not event.data.get("removed"):
            ids[Kind.all[event.kind]].add(event.data["id"])
    gone = {(kind.name, number) for kind, numbers in ids.items() for number in _gone(session, kind, numbers)}
    called = {**_called(session, ids, CALLED_GOALS), **_called(session, ids, CALLED_MEASURES)}
    return [
        Leaving(event.revision, event.name, event.kind, event.audience, event.at, _data(event, gone, called))
        for event in events
    ]


def _gone(session, kind, numbers):
    if not hasattr(kind.model, "gone"):
        return ()
    return session.connection().scalars(_gone_among(kind), {"numbers": sorted(numbers)})


@cache
def _gone_among(kind):
    # Built once for each kind, since building costs more than executing.
    model = kind.model
    return select(model.id).where(Among(model.id, "numbers"), model.gone)


def _called(session, ids, kind):
    # A recorded name may be sent only while what it names is not hidden, whatever the journal contains.
    numbers = ids.get(kind)
    found = session.scalars(select(kind.model).where(kind.model.id.in_(numbers))) if numbers else ()
    return {(kind.name, called.id): kind.of(called) for called in found}


def _data(event, gone, called):
    place = event.kind, event.data["id"]
    if place in gone:
        return Removed(id=event.data["id"], revision=event.data["revision"]).model_dump()
    return called.get(place, event.data)
