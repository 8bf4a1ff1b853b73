"""Free ports for servers that the tests start."""

import random
import socket

# Below the range that the kernel hands to outgoing connections: while a server restarts, a client that knocks
# on its port could otherwise be given that very port as its own, and talk to itself.
FIRST, LAST = 10_000, 32_000
# Browsers refuse to open it (https://fetch.spec.whatwg.org/#port-blocking); no other of those is in the range.
BLOCKED = 10_080


def free_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    for _ in range(200):
        port = random.SystemRandom().randrange(FIRST, LAST)
        if port == BLOCKED:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port was found")
