"""A mail server that takes its time: it says that it has a letter only after so many seconds."""

import socketserver
import threading
import time


class MailServer:
    """Takes letters on a port of this machine; `letters` are the recipients, in order of arrival."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.letters: list[str] = []
        # The letters that are on the way now, and how many were at once at most.
        self.under_way, self.most_at_once = 0, 0
        self.lock = threading.Lock()
        outer = self

        class Handler(_Handler):
            server_of_letters = outer

        self._server = _Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """What WORKSHOP_MAIL says to reach it."""
        return f"smtp://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """Take no more letters."""
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads, block_on_close, allow_reuse_address = True, False, True

    def handle_error(self, request, client_address):
        # A worker that was killed leaves a connection in the midst of a letter.
        pass


class _Handler(socketserver.StreamRequestHandler):
    server_of_letters: MailServer

    def handle(self):
        self._say("220 ready")
        to = None
        while line := self.rfile.readline().decode().strip():
            word = line.partition(" ")[0].upper()
            if word == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
            if word == "DATA":
                self._take(to)
            else:
                self._say("221 bye" if word == "QUIT" else "250 ok")

    def _take(self, to):
        self._say("354 go on")
        while self.rfile.readline() != b".\r\n":
            pass
        here = self.server_of_letters
        with here.lock:
            here.letters.append(to)
            here.under_way += 1
            here.most_at_once = max(here.most_at_once, here.under_way)
        time.sleep(here.seconds)
        with here.lock:
            here.under_way -= 1
        self._say("250 taken")

    def _say(self, line):
        self.wfile.write(f"{line}\r\n".encode())
