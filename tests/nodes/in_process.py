"""The app made in this process, with the same clients and the same interface as a server that runs.

What only asks for HTTP answers needs no process, no port and no start. Durability, sockets, restarts, proxies, what
many do at once and the headers of the web server itself are promises of real processes (`Server`).
"""

import contextlib

from flask import Flask

from tests.nodes.http import answer_here, answer_no_more
from tests.nodes.server import Server
from tests.nodes.warm import share_templates
from workshop.config import read_settings
from workshop.web.app import make_app
from workshop.worker import Worker


class InProcess(Server):
    """The app on one data directory and, where given, on one PostgreSQL database; nobody listens at its port.

    `new_http` finds it at its `url`, and so do `Client` and `Visitor`. One thread asks it at a time.
    """

    app: Flask
    _worker: Worker | None = None

    def start(self, seconds: float = 0) -> "InProcess":
        """Make the app, once the tables are there."""
        if not self.data.exists():
            self.cli("init")
        share_templates()
        settings = read_settings(self.env)
        self.app = make_app(settings)
        self._worker = Worker(settings, self.app.extensions["workshop"].database)
        answer_here(self.url, self.app)
        return self

    def printed(self) -> str:
        """Do the jobs that are waiting, and return what they have printed so far."""
        with self.log.open("a") as log, contextlib.redirect_stdout(log):
            while self._worker.work():
                pass
        return super().printed()

    def stop(self) -> None:
        """Let the database go."""
        answer_no_more(self.url)
        if self._worker:
            self._worker.let_go()
            self._worker.database.dispose()
