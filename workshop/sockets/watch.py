"""The watch: ends sockets that answer no pings, and sockets without a listener."""

import logging
import time

import gevent
from socketio import Server

log = logging.getLogger("workshop.sockets")
LOOKS_SECONDS = 1.0
# Seconds that a socket may be without a listener: before CONNECT, and after its listener was disconnected.
TO_CONNECT, TO_LEAVE = 10, 1
NAMESPACE = "/"


class Watch:
    """Checks every socket once a second.

    Engine.IO's own check goes around once per ping time-out, and does not close a socket whose client keeps it open.
    """

    def __init__(self, server: Server):
        self._server = server
        # When each socket without a listener is to end, by Engine.IO's id.
        self._ends: dict[str, float] = {}

    def run(self) -> None:
        """Check, for as long as the process lives."""
        while True:
            gevent.sleep(LOOKS_SECONDS)
            try:
                self.look()
            except Exception:
                log.exception("watching failed; the next look goes on")

    def look(self) -> None:
        """End the sockets whose time is up."""
        engine = self._server.eio
        listening = set(self._server.manager.rooms.get(NAMESPACE, {}).get(None, {}).values())
        sockets = dict(engine.sockets)
        self._ends = {sid: ends for sid, ends in self._ends.items() if sid in sockets and sid not in listening}
        now, wall_clock = time.monotonic(), time.time()
        for sid, socket in sockets.items():
            if socket.closed:
                engine.sockets.pop(sid, None)
            elif socket.last_ping and wall_clock - socket.last_ping > engine.ping_timeout:
                socket.close(wait=False, reason=engine.reason.PING_TIMEOUT)
            elif sid not in listening:
                stays = TO_LEAVE if getattr(socket, "has_listened", False) else TO_CONNECT
                if now > self._ends.setdefault(sid, now + stays):
                    socket.close(wait=False, reason=engine.reason.SERVER_DISCONNECT)
