"""A stand-in for a node of the app that answers with the headers it was sent, to see what a proxy makes of them."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What accepts the key of the tests' handshake (RFC 6455, 1.3).
ACCEPTED = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answer with the node's port and the request's headers, each with all its values; keep a socket open."""
        echo = self.server.echo
        if self.path == "/readyz":
            echo.awake.wait()
            self._answer(200 if echo.ready else 503, {})
        elif self.headers.get("Upgrade"):
            self._keep_open()
        else:
            headers = {name.lower(): self.headers.get_all(name) for name in self.headers}
            self._answer(200, {"port": echo.port, "headers": headers})

    def log_message(self, *_):
        """Say nothing."""

    def _answer(self, status, told):
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _keep_open(self):
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", ACCEPTED)
        self.end_headers()
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.rfile.read()


class Echo:
    """The stand-in, on a port of its own: `ready` is what it says of itself, and it says nothing unless `awake`."""

    def __init__(self):
        self.ready, self.awake = True, threading.Event()
        self.awake.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
        self._server.daemon_threads = True
        self._server.echo = self
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=[0.05], daemon=True).start()

    def close(self) -> None:
        """End it."""
        self.awake.set()
        self._server.shutdown()
        self._server.server_close()
