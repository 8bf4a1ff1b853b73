"""Presence: how many participants are present, and for facilitators who; over all processes, once a second at most."""

import secrets
import time
from collections.abc import Callable

from workshop.db import Database
from workshop.operations.presence import note_presence
from workshop.queries.presence import Record, people_in, records
from workshop.sockets.listeners import Listeners

PAUSE_SECONDS = 1.0
# Seconds until unchanged listeners are recorded again; a process silent for three times as long is not counted.
NOTE_SECONDS = 10.0


class Presence:
    """Records the participants (not tabs, not walls) that listen here, and sends how many there are everywhere."""

    def __init__(self, database: Database, listeners: Listeners, emit: Callable):
        self.database, self.listeners, self.emit = database, listeners, emit
        self.node = secrets.token_hex(8)
        self._changed: set[int] = set()
        self._told: dict[int, set[int]] = {}
        self._records: dict[int, dict[str, Record]] = {}
        self._looked_at = self._noted_at = float("-inf")

    def changed(self, consultation_id: int) -> None:
        """Note that a listener came or went."""
        self._changed.add(consultation_id)

    def tell(self) -> None:
        """Send the numbers that changed, if a second has passed."""
        now = time.monotonic()
        if now - self._looked_at < PAUSE_SECONDS:
            return
        self._looked_at = now
        changed, self._changed = self._changed, set()
        self._note(changed, now)
        consultations = self.listeners.consultations()
        if not consultations:
            return
        with self.database.read() as session:
            self._records = {each: records(session, each, self._records.get(each, {})) for each in consultations}
        here = {each: people_in(noted) for each, noted in self._records.items()}
        for consultation_id, people in here.items():
            told = self._told.get(consultation_id)
            if consultation_id in changed or told is None or len(told) != len(people):
                sids = [each.sid for each in self.listeners.of(consultation_id)]
                self.emit("presence", {"count": len(people)}, sids)
            if consultation_id in changed or told != people:
                sids = [each.sid for each in self.listeners.of(consultation_id) if each.lead]
                self.emit("present", {"participant_ids": sorted(people)}, sids)
        self._told = here

    def _note(self, changed, now):
        again = now - self._noted_at >= NOTE_SECONDS
        if again:
            self._noted_at = now
        due = changed | (set(self.listeners.consultations()) if again else set())
        if due:
            here = {each: self._people(each) for each in due}
            self.database.write(lambda session: note_presence(session, self.node, here))

    def _people(self, consultation_id):
        return sorted({each.participant_id for each in self.listeners.of(consultation_id)} - {None})
