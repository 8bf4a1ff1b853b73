"""Telling: each process reads the journal on from what it told last and tells its own listeners."""

import logging
import time
from collections.abc import Callable

import gevent
from gevent.event import Event as Signal
from sqlalchemy import select

from workshop import policy
from workshop.commands.publishing import publish_live, settle_consultation
from workshop.db import Database, database_now
from workshop.fields import rfc3339
from workshop.models import Consultation, Round, Tally
from workshop.queries.changes import event_state, told_since
from workshop.queries.snapshot import epoch
from workshop.queries.tallies import tally_state, turnouts
from workshop.sockets.access import Access
from workshop.sockets.listeners import Listener, Listeners
from workshop.sockets.presence import Presence

log = logging.getLogger("workshop.sockets")
TICK_SECONDS = 1.0
QUIET_SECONDS = 0.05
HEARTBEAT_SECONDS = 15


class Teller:
    """Tells the listeners of this process what their audiences have.

    A ring or the tick wakes it; `told` is, for each consultation, the revision up to which its listeners were
    told. `emit(name, data, sid)` sends to one listener.
    """

    def __init__(self, database: Database, emit: Callable, drop: Callable):
        self.database, self.emit, self.drop = database, emit, drop
        self.listeners = Listeners()
        self.presence = Presence(self.listeners, emit)
        self.access = Access(database, self.listeners)
        self.told: dict[int, int] = {}
        self.tallies: dict[int, tuple[int, dict]] = {}
        self.turnouts: dict[int, dict[str, int]] = {}
        self._rung: set[int] = set()
        self._signal = Signal()
        self._ticks = 0

    def ring(self, consultation_id: int) -> None:
        """Take note that something may have changed; returns at once."""
        self._rung.add(consultation_id)
        self._signal.set()

    def welcome(self, listener: Listener) -> None:
        """Take in a listener and greet it with the revision that the next batch goes on from."""
        with self.database.read() as session:
            head = session.scalar(select(Consultation.revision).where(Consultation.id == listener.consultation_id))
            revision = self.told.setdefault(listener.consultation_id, head)
            hello = {"epoch": epoch(session), "revision": revision, "now": rfc3339(database_now(session))}
        self.listeners.add(listener)
        if listener.lead:
            # Turnouts have no revision that would show what was missed, so they are told again.
            self.turnouts.pop(listener.consultation_id, None)
        self.emit("hello", hello, listener.sid)
        self.presence.changed(listener.consultation_id)
        self.ring(listener.consultation_id)

    def let_go(self, sid: str) -> None:
        """Forget a listener that is gone."""
        listener = self.listeners.remove(sid)
        if listener:
            self.presence.changed(listener.consultation_id)
            if not self.listeners.of(listener.consultation_id):
                self.told.pop(listener.consultation_id, None)
                self.turnouts.pop(listener.consultation_id, None)

    def run(self) -> None:
        """Tell, for as long as the process lives."""
        tick_at = time.monotonic()
        while True:
            # Rings must not put the tick off: heartbeats are counted in ticks.
            self._signal.wait(max(0.0, tick_at - time.monotonic()))
            self._signal.clear()
            ticked = time.monotonic() >= tick_at
            if ticked:
                tick_at = time.monotonic() + TICK_SECONDS
            try:
                self._turn(ticked)
            except Exception:
                log.exception("telling failed; the next turn tells it")
            gevent.sleep(QUIET_SECONDS)

    def farewell(self, reason: str) -> None:
        """Say goodbye to everyone, when the process stops."""
        for listener in self.listeners.all():
            self.emit("bye", {"reason": reason}, listener.sid)

    def _turn(self, ticked):
        rung, self._rung = self._rung, set()
        self._ticks += ticked
        for listener, reason in self.access.ended():
            self._send_away(listener, reason)
        beat = ticked and self._ticks % HEARTBEAT_SECONDS == 0
        for consultation_id in self.listeners.consultations():
            if ticked:
                settle_consultation(self.database, consultation_id)
            self._tell_events(consultation_id, beat)
            if ticked or consultation_id in rung:
                self._tell_tallies(consultation_id)
                self._tell_me(consultation_id)
            if ticked:
                self._tell_turnouts(consultation_id)
        self.presence.tell()

    def _tell_events(self, consultation_id, beat):
        after = self.told.get(consultation_id)
        if after is None:
            return
        with self.database.read() as session:
            if self.access.is_behind(session):
                # Whose audiences have just changed must not be told as before: the next turn looks at them first.
                self.ring(consultation_id)
                return
            head, events = told_since(session, consultation_id, after)
            if head == after and not beat:
                return
            frame = {"epoch": epoch(session), "after": after, "revision": head}
        # Moved on before anything is sent: whoever is welcomed meanwhile is greeted with what they get next.
        self.told[consultation_id] = head
        states = [(event.audience, event_state(event)) for event in events]
        for listener in self.listeners.of(consultation_id):
            mine = listener.audiences
            heard = [state for audience, state in states if audience in mine]
            self.emit("events", {**frame, "events": heard}, listener.sid)

    def _tell_tallies(self, consultation_id):
        with self.database.read() as session:
            live = session.scalars(
                select(Round.id).where(
                    Round.consultation_id == consultation_id,
                    Round.phase == policy.OPEN,
                    Round.results == policy.LIVE,
                )
            ).all()
        for round_id in live:
            publish_live(self.database, round_id)
        with self.database.read() as session:
            rows = session.execute(
                select(Round, Tally)
                .join(Tally, Tally.round_id == Round.id)
                .where(Round.consultation_id == consultation_id)
            )
            frames = [self._tally_frame(*row) for row in rows if policy.results_visible(row[0])]
        for frame in frames:
            if frame:
                for listener in self.listeners.of(consultation_id):
                    self.emit("tally", frame, listener.sid)

    def _tally_frame(self, round_, kept):
        mark = (kept.version, round_.phase)
        told_mark, told_goals = self.tallies.get(round_.id, (None, {}))
        if told_mark == mark:
            return None
        goals = kept.figures["goals"]
        self.tallies[round_.id] = mark, goals
        whole = round_.phase != policy.OPEN or set(goals) != set(told_goals)
        changed = goals if whole else {goal: cells for goal, cells in goals.items() if told_goals[goal] != cells}
        # A closed tally also tells breakdowns and, where the round was named, ballots: `changes` will not bring them.
        return {"round_id": round_.id, "whole": whole, **tally_state(round_, kept), "goals": changed}

    def _tell_turnouts(self, consultation_id):
        # On the tick alone: a number that follows each ballot at once would need counting at each ballot.
        leading = [listener for listener in self.listeners.of(consultation_id) if listener.lead]
        if not leading:
            return
        with self.database.read() as session:
            now = turnouts(session, consultation_id)
        told, self.turnouts[consultation_id] = self.turnouts.get(consultation_id, {}), now
        for round_id, voters in now.items():
            if told.get(round_id) != voters:
                for listener in leading:
                    self.emit("turnout", {"round_id": int(round_id), "voters": voters}, listener.sid)

    def _tell_me(self, consultation_id):
        for listener, version in self.access.moved(consultation_id):
            listener.me_version = version
            self.emit("me", {"version": version}, listener.sid)

    def _send_away(self, listener, reason):
        self.emit("bye", {"reason": reason}, listener.sid)
        self.let_go(listener.sid)
        self.drop(listener.sid)
