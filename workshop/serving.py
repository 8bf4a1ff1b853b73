"""Serving: the web server and the worker as children of one process, which end together."""

import os
import signal
import subprocess
import sys
import time

from workshop.config import Settings

GRACEFUL_SECONDS = 4


def serve_forever(settings: Settings, host: str, port: int) -> int:
    """Run web server and worker until either ends or the process is told to stop; gives the exit status."""
    environment = {**os.environ, "WORKSHOP_DATA": str(settings.data), "WORKSHOP_URL": settings.url}
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = [sys.executable, "-m", "gunicorn", "workshop.wsgi:create_app()", "--bind", address]
    web += ["--worker-class", "gevent", "--workers", "1", "--worker-connections", "10000"]
    web += ["--graceful-timeout", str(GRACEFUL_SECONDS), "--keep-alive", "75", "--log-level", "warning"]
    web += ["--no-control-socket"]
    worker = [sys.executable, "-m", "workshop.cli", "worker"]
    children = [subprocess.Popen(command, env=environment) for command in (web, worker)]
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
