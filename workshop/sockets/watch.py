"""The watch: ends sockets that answer no pings, and those that nobody listens on."""

import logging
import time

import gevent
from socketio import Server

log = logging.getLogger("workshop.sockets")
LOOKS_SECONDS = 1.0
# Seconds that a socket may stay without a listener: before it has said what it listens to, and after it was sent away.
TO_CONNECT, TO_LEAVE = 10, 1
NAMESPACE = "/"


class Watch:
    """Looks at every socket once a second.

    Engine.IO's own look goes around once in a ping's time-out, and closes no socket whose client stays on it.
    """

    def __init__(self, server: Server):
        self._server = server
        # When each socket that has no listener is to end, by Engine.IO's id.
        self._ends: dict[str, float] = {}

    def run(self) -> None:
        """Look, for as long as the process lives."""
        while True:
            gevent.sleep(LOOKS_SECONDS)
            try:
                self.look()
            except Exception:
                log.exception("watching failed; the next look goes on")

    def look(self) -> None:
        """End what has to end by now."""
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
