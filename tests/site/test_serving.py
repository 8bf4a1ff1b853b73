"""`workshop serve` on each kind of host: the links that it prints can be opened, and it warns where phones cannot."""

import os
import re
import subprocess
import time
from uuid import uuid4

import pytest

from tests.nodes.forked import Forked
from tests.nodes.http import new_http
from tests.nodes.ports import free_port
from tests.nodes.server import WORKSHOP, Server, _signal_group

SECONDS = 60
LINK = re.compile(r"https?://\S+/join/\d{8}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data directory with the example in it, for one server after the other."""
    data = tmp_path_factory.mktemp("listening") / "data"
    Server(data).make_example()
    return data


@pytest.mark.parametrize(
    ("host", "begins", "advice"),
    [
        ("127.0.0.1", "http://127.0.0.1:", "--host 0.0.0.0"),
        ("localhost", "http://localhost:", "--host 0.0.0.0"),
        ("::1", "http://[::1]:", "--host 0.0.0.0"),
        ("[::1]", "http://[::1]:", "--host 0.0.0.0"),
        ("127.0.0.2", "http://127.0.0.2:", "--host 0.0.0.0"),
        ("0.0.0.0", "http://127.0.0.1:", "WORKSHOP_URL"),
        ("::", "http://127.0.0.1:", "WORKSHOP_URL"),
    ],
)
def test_what_is_printed_can_be_opened_and_the_warning_says_what_to_do(folder, host, begins, advice):
    printed = _printed(folder, "--host", host, "--port", str(free_port()))
    assert LINK.search(printed)[0].startswith(begins)
    warned = [line for line in printed.splitlines() if "Only this computer can open" in line]
    assert len(warned) == 1 and advice in warned[0]


def test_port_0_is_one_that_is_free_and_the_links_name_it(folder):
    # The command as it is installed; the others fork the same code.
    printed = _printed(folder, "--port", "0", installed=True)
    assert int(re.search(r"^Workshop: http://127\.0\.0\.1:(\d+)$", printed, re.MULTILINE)[1]) > 0


def test_a_configured_address_is_printed_and_not_warned_of(folder):
    printed = _printed(
        folder, "--host", "127.0.0.1", "--port", str(free_port()), opened=False, WORKSHOP_URL="https://x.example/"
    )
    assert LINK.search(printed)[0].startswith("https://x.example/join/")
    assert "Only this computer" not in printed


@pytest.mark.parametrize("host", ["", "fe80::1%eth0", "0", "no host", "a/b"])
def test_a_host_that_is_none_is_refused_before_anything_starts(folder, host):
    status, said = _run(folder, "serve", "--host", host)
    assert status == 2
    assert "--host" in said and "Traceback" not in said


@pytest.mark.parametrize("command", ["serve", "web", "worker", "init"])
def test_an_address_with_a_path_is_refused_at_the_start(folder, command):
    status, said = _run(folder, command, WORKSHOP_URL="https://example.org/workshop")
    assert status == 1
    assert "has a path" in said and "Traceback" not in said


def _printed(folder, *options, opened=True, installed=False, **env):
    """Start a server, give what it printed, and where told open the link that it printed."""
    with _serving(folder, *options, installed=installed, **env) as log:
        end = time.monotonic() + SECONDS
        while "Lead the example" not in log.read_text() or (opened and not _answers(LINK.search(log.read_text())[0])):
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.05)
        return log.read_text()


class _serving:
    def __init__(self, folder, *options, installed, **env):
        self.log = folder.parent / f"serve-{free_port()}.log"
        self.args, self.installed = ["serve", *options, "--data", str(folder)], installed
        self.env = _environment(**env)

    def __enter__(self):
        with self.log.open("wb") as log:
            if self.installed:
                how = {"stdout": log, "stderr": log, "start_new_session": True}
                self.process = subprocess.Popen([WORKSHOP, *self.args], env=self.env, **how)
            else:
                self.process = Forked(self.args, self.env, self.log, self.log)
        return self.log

    def __exit__(self, *_):
        _signal_group(self.process.pid, 9)
        self.process.wait(SECONDS)


def _answers(link) -> bool:
    with new_http() as http:
        try:
            return http.get(link, timeout=5).status_code == 200
        except OSError:
            return False


def _run(folder, *command, **env):
    """Give the exit status of a command, and what it said on standard error."""
    printed, said = (folder.parent / f"{name}-{uuid4()}" for name in ("stdout", "stderr"))
    status = Forked([*command, "--data", str(folder)], _environment(**env), printed, said).wait(SECONDS)
    return status, said.read_text()


def _environment(**env):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
    return {**plain, "PYTHONUNBUFFERED": "1", **env}
