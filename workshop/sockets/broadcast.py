"""Broadcasting: each process reads the journal on from what it sent last, and sends it to its own listeners."""

import json
import logging
import time
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event as Signal
from sqlalchemy import select

from workshop.db import Database
from workshop.fields import rfc3339
from workshop.models import Installation
from workshop.operations.publishing import close_due_rounds_of, publish_live
from workshop.queries.tallies import live_rounds
from workshop.sockets.access import Access
from workshop.sockets.feed import Feed, Message
from workshop.sockets.listeners import Listener, Listeners
from workshop.sockets.pace import Pace
from workshop.sockets.presence import Presence

log = logging.getLogger("workshop.sockets")
TICK_SECONDS = 1.0
# At once while it is quiet, then at most ten times a second to each listener.
PAUSE_SECONDS = 0.1
# Fewer where broadcasting would take more than a quarter of the processor from the commands.
PAUSE_SHARE = 3
HEARTBEAT_TICKS = 15
_INSTALLED = select(Installation.__table__.c.epoch, Installation.__table__.c.access_version)


class Broadcaster:
    """Sends the listeners of this process what is in their audiences.

    A ring or the tick wakes it. `emit(name, data, sids)` sends to listeners, `drop(sid)` disconnects one.
    `on_count(consultation_id)` is called when live figures have moved, of which other processes must be told.
    """

    on_count: Callable[[int], None] = staticmethod(lambda consultation_id: None)

    def __init__(self, database: Database, emit: Callable, drop: Callable):
        self.database, self.emit, self.drop = database, emit, drop
        self.listeners = Listeners()
        self.presence = Presence(database, self.listeners, emit)
        self.access = Access(database, self.listeners)
        self.feed = Feed(self.listeners, self.access)
        self.pace = Pace()
        self._rung: set[int] = set()
        # Consultations that will be rung when their live figures are due.
        self._later: set[int] = set()
        self._signal = Signal()
        self._ticks = 0
        # Processor seconds that this turn has spent on sending.
        self._spent = 0.0
        self._epoch: str | None = None

    def ring(self, consultation_id: int, quiet: bool = False) -> None:
        """Note that a consultation may have changed; returns at once.

        A `quiet` ring stands for ballots alone: it waits until live figures are due, and where nobody listens for the
        tick.
        """
        if quiet and not self.listeners.any_in(consultation_id):
            return
        if quiet and not self.pace.allows(consultation_id):
            self._ring_when_due(consultation_id)
            return
        self._rung.add(consultation_id)
        self._signal.set()

    def welcome(self, listener: Listener) -> None:
        """Add a listener and send it `hello` with the revision from which its next batch continues."""
        here = self.feed.opening(self.database, listener.consultation_id)
        hello: dict[str, Any] = {"epoch": here.epoch or "", "now": rfc3339(here.now)}
        # Danger: nothing may wait between these two. If the last other listener left in between, the feed would forget
        # the consultation, and this listener would never be sent anything.
        hello["revision"] = listener.told = self.feed.begin(listener.consultation_id, here.revision)
        self.listeners.add(listener)
        if listener.lead:
            self.feed.tell_leads_anew(listener.consultation_id)
        self.emit("hello", hello, [listener.sid])
        self.presence.changed(listener.consultation_id)
        self.ring(listener.consultation_id)

    def let_go(self, sid: str) -> None:
        """Remove a listener that is gone."""
        listener = self.listeners.remove(sid)
        if listener:
            self.presence.changed(listener.consultation_id)
            if not self.listeners.of(listener.consultation_id):
                self.feed.forget(listener.consultation_id)
                self.pace.forget(listener.consultation_id)

    def run(self) -> None:
        """Broadcast, for as long as the process lives."""
        tick_at = time.monotonic()
        while True:
            # Rings must not delay the tick: heartbeats are counted in ticks.
            self._signal.wait(max(0.0, tick_at - time.monotonic()))
            self._signal.clear()
            self._spent = 0.0
            ticked = time.monotonic() >= tick_at
            if ticked:
                tick_at = time.monotonic() + TICK_SECONDS
            try:
                self.turn(ticked)
            except Exception:
                log.exception("telling failed; the next turn tells it")
            gevent.sleep(max(PAUSE_SECONDS, PAUSE_SHARE * self._spent))

    def turn(self, ticked: bool) -> None:
        """Send what is new in the consultations that were rung (on a tick: in all)."""
        rung, self._rung = self._rung, set()
        self._ticks += ticked
        installed = self.database.row(_INSTALLED, {})
        assert installed is not None, "install() has made the row before anybody listens"
        self._send_away_the_restored(installed.epoch)
        for listener, reason in self.access.ended(installed.access_version):
            self._send_away(listener, reason)
        for consultation_id in self.listeners.consultations():
            if ticked or consultation_id in rung:
                self._tell(consultation_id, ticked)
        self.presence.tell()

    def farewell(self, reason: str) -> None:
        """Send `bye` to all listeners and disconnect them."""
        everyone = self.listeners.all()
        self.emit("bye", {"reason": reason}, [listener.sid for listener in everyone])
        for listener in everyone:
            self.let_go(listener.sid)
            self.drop(listener.sid)

    def _tell(self, consultation_id, ticked):
        if ticked:
            close_due_rounds_of(self.database, consultation_id)
        paced, as_of = self.pace.allows(consultation_id), self.pace.now()
        if ticked and not paced:
            # Another process, which has no listeners here, may have taken ballots.
            self._ring_when_due(consultation_id)
        if not (ticked or paced or self.feed.has_events(self.database, consultation_id)):
            # Only ballots have come; their figures are sent when due again.
            return
        if paced:
            self._count_live(consultation_id)
        beat = ticked and self._ticks % HEARTBEAT_TICKS == 0
        told: list[Message] = []
        try:
            with self.database.read() as session:
                if self.access.is_behind(session):
                    # Danger: a listener whose audiences have just changed must not be sent the old ones. The next turn
                    # checks access first.
                    self.ring(consultation_id)
                    return
                for message in self._news(session, consultation_id, ticked, beat, paced):
                    told.append(message)
        finally:
            # Danger: what the feed has given counts as sent, so it goes out even where reading on has failed. Otherwise
            # it would come with the next heartbeat only.
            self._send(consultation_id, told, as_of)

    def _news(self, session, consultation_id, ticked, beat, paced):
        yield from self.feed.events(session, consultation_id, ticked=ticked, beat=beat)
        yield from self.feed.all_tallies(session, consultation_id, live=paced)
        yield from self.feed.me(session, consultation_id)
        if ticked:
            # On the tick only: a number that followed each ballot at once would need counting at each ballot.
            yield from self.feed.for_leads(session, consultation_id)

    def _send(self, consultation_id, told, as_of):
        # Nothing waits in here, so the time is this turn's own; the whole turn's would include other greenlets.
        began = time.thread_time()
        for name, data, sids in told:
            self.emit(name, data, sids)
            if name == "tally":
                self.pace.spend(consultation_id, len(json.dumps(data)), as_of)
        self._spent += time.thread_time() - began

    def _count_live(self, consultation_id):
        with self.database.read() as session:
            live = live_rounds(session, consultation_id)
        moved = [publish_live(self.database, round_id) for round_id in live]
        if any(moved):
            self.on_count(consultation_id)
        if None in moved:
            # Another process counts for all listeners; what it has found is sent then.
            gevent.spawn_later(PAUSE_SECONDS, self.ring, consultation_id)

    def _ring_when_due(self, consultation_id):
        if consultation_id not in self._later:
            self._later.add(consultation_id)
            gevent.spawn_later(self.pace.seconds_left(consultation_id), self._ring_due, consultation_id)

    def _ring_due(self, consultation_id):
        self._later.discard(consultation_id)
        self.ring(consultation_id, quiet=True)

    def _send_away_the_restored(self, now):
        # The listeners' copies belong to another history, whose revisions may be higher: all must start again.
        if self._epoch not in (None, now):
            self.feed.forget()
            self.farewell("restored")
        self._epoch = now

    def _send_away(self, listener, reason):
        self.emit("bye", {"reason": reason}, [listener.sid])
        self.let_go(listener.sid)
        self.drop(listener.sid)
