"""A process that forks the app, as tests/nodes/fork_server.py does, in which one can also vote by duel."""

from gevent import monkey

monkey.patch_all()

import socket  # noqa: E402
import sys  # noqa: E402

from tests.methods import duel  # noqa: E402

duel.add()

from tests.nodes.fork_server import serve  # noqa: E402 it imports the app, which reads the ways of voting

if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
