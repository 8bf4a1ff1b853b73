"""Serving: the web server alone, or with the worker as children of one process, which end together."""

import os
import signal
import subprocess
import sys
import time
from typing import NoReturn

from gunicorn.glogging import Logger

from workshop.config import Settings, environment_of
from workshop.logs import OneLine

# A stopping process ends within five seconds: the web server checks once a second, before and after this.
GRACEFUL_SECONDS = 2
LOG_CLASS = "workshop.serving.processes.OneLineLog"


class OneLineLog(Logger):
    """The web server's own log, as JSON lines like all others."""

    def setup(self, cfg) -> None:
        """Format errors, the only log it has here, as JSON lines."""
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            handler.setFormatter(OneLine())


def serve_forever(settings: Settings, host: str, port: int) -> int:
    """Run web server and worker until either ends or the process is told to stop; returns the exit status."""
    worker = [sys.executable, "-m", "workshop.cli", "worker"]
    commands = (_web_server(host, port), worker)
    children = [subprocess.Popen(command, env=environment_of(settings)) for command in commands]
    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    while not stopping and all(child.poll() is None for child in children):
        time.sleep(0.1)
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(GRACEFUL_SECONDS + 2)
        except subprocess.TimeoutExpired:
            child.kill()
    return 0 if stopping else max(child.returncode or 1 for child in children)


def become_web_server(settings: Settings, host: str, port: int) -> NoReturn:
    """Replace this process by the web server, for a service manager that watches it."""
    command = _web_server(host, port)
    os.execve(command[0], command, environment_of(settings))


def _web_server(host, port):
    # Not url_of(), which leads people: this says where to listen.
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "workshop.wsgi:create_app()", "--bind", address]
    command += ["--worker-class", "workshop.serving.connections.Worker", "--workers", "1"]
    command += ["--worker-connections", "10000"]
    command += ["--graceful-timeout", str(GRACEFUL_SECONDS), "--keep-alive", "75", "--log-level", "warning"]
    # The umask is passed as well, since the web server sets its own where it makes files and sockets.
    return [*command, "--no-control-socket", "--umask", "0o077", "--logger-class", LOG_CLASS]
