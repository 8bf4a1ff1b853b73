"""The web server alone, as a unit runs it: it serves beside a worker of its own, and ends when it is told to."""

import contextlib
import signal
import subprocess
import time

import requests

from tests.nodes.http import new_http
from tests.nodes.listener import Listener
from tests.nodes.server import WORKSHOP, Server


def test_the_web_server_alone_serves_and_ends_when_told(database_url, tmp_path):
    server = Server(tmp_path / "data", database_url)
    example = server.make_example()
    command = [WORKSHOP, "web", "--port", str(server.port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(command, env=server.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait_until_ready(server.url, process)
        listener = Listener(server.url, example["facilitator"]["token"], example["consultation"])
        with listener:
            process.send_signal(signal.SIGTERM)
            assert listener.wait_for(lambda message: message.name == "bye", 10).data == {"reason": "restart"}
        assert process.wait(30) == 0, (tmp_path / "log").read_text()
    finally:
        process.kill()
        process.wait(30)


def wait_until_ready(url: str, process: subprocess.Popen) -> None:
    """Return when /readyz answers 200."""
    end = time.monotonic() + 120
    with new_http() as http:
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(requests.RequestException):
                if http.get(f"{url}/readyz", timeout=5).ok:
                    return
            time.sleep(0.05)
    raise RuntimeError("the web server is not ready")
