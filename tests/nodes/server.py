"""The app as a real process of its own, that tests start, question, kill and start again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

from tests.nodes.examples import copied
from tests.nodes.forked import APP, Forked
from tests.nodes.http import new_http
from tests.nodes.ports import free_port
from tests.nodes.postgres import Postgres

WORKSHOP = Path(sys.executable).parent / "workshop"


class Server:
    """One `workshop serve` on one data directory and, where given, on one PostgreSQL database."""

    def __init__(
        self,
        data: Path,
        database_url: str | None = None,
        *,
        host: str = "127.0.0.1",
        port: int | None = None,
        env: dict[str, str] | None = None,
        installed: bool = False,
        module: str = APP,
    ):
        """Describe the server; with `installed` the command itself is run, as those who measure or change it need.

        `module` is that of the process that forks it.
        """
        self.data = data
        self.database_url = database_url
        self.host = host
        self.port = port or free_port()
        self.installed = installed
        self.module = module
        self.url = f"http://127.0.0.1:{self.port}"
        self.metrics_port = free_port()
        self.given = env or {}
        own = {"WORKSHOP_URL": self.url, "WORKSHOP_METRICS": f"127.0.0.1:{self.metrics_port}"}
        self.env = _environment(data, database_url, {**own, **self.given})
        self.log = data.parent / f"{data.name}-{self.port}.log"
        self.example: dict = {}
        self._process: subprocess.Popen | Forked | None = None
        self._siblings: list[Server] = []

    def make_example(self, *, own: bool = False) -> dict:
        """Make the built-in example and keep what its command says about it; unless it is its `own`, it is a copy.

        Copies have one secret key and one epoch, as no two installations have.
        """
        args = ["example", "--json"]
        copy = None if own else copied(self.data, self.database_url, args, self.given, self.env["WORKSHOP_URL"])
        self.example = copy or json.loads(self.cli(*args))
        return self.example

    def start(self, seconds: float = 120) -> "Server":
        """Start the process and wait until it says that it is ready."""
        args = ["serve", "--host", self.host, "--port", str(self.port), "--data", str(self.data)]
        self._process = self._begun(args, self.log, self.log)
        self.wait_until_ready(seconds)
        return self

    def wait_until_ready(self, seconds: float = 120) -> None:
        """Return when /readyz answers 200; raise with the log when it does not in time."""
        end = time.monotonic() + seconds
        while not self.ready():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"the server is not ready:\n{self.log_tail()}")
            time.sleep(0.05)

    def ready(self) -> bool:
        """Whether /readyz answers 200 now."""
        with new_http() as http:
            try:
                return http.get(f"{self.url}/readyz", timeout=5).status_code == 200
            except requests.RequestException:
                return False

    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def figures(self) -> str:
        """The metrics of the process, in Prometheus's text format."""
        with new_http() as http:
            return http.get(f"http://127.0.0.1:{self.metrics_port}/metrics", timeout=10).text

    @property
    def storage_url(self) -> str:
        """The address of the database that it stores in, for tests that look past the app."""
        return self.database_url or f"sqlite:///{self.data / 'workshop.sqlite'}"

    @property
    def pid(self) -> int:
        """The number of the process, and of its group."""
        return self._process.pid

    def kill9(self) -> None:
        """Take the process and its children away without warning."""
        _signal_group(self._process.pid, signal.SIGKILL)
        self._process.wait(30)

    def freeze(self) -> None:
        """Let the process and its children hang: they keep their connections and do nothing, until `thaw`."""
        _signal_group(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let them go on."""
        _signal_group(self._process.pid, signal.SIGCONT)

    def terminate(self, seconds: float = 30) -> int:
        """Ask the process to end, as a service manager does, and return its exit code; raise if it stays."""
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill9()
            raise RuntimeError(f"the server did not end in {seconds} s:\n{self.log_tail()}") from None

    def restart(self) -> "Server":
        """Start again on the same port and data, ending the process first if it is there."""
        if self.running():
            self.terminate()
        return self.start()

    def sibling(self, **env: str) -> "Server":
        """Start another process on the same data and database, on another port; it ends with this one."""
        own = {"env": {**self.given, **env}, "installed": self.installed, "module": self.module}
        sibling = Server(self.data, self.database_url, host=self.host, **own)
        sibling.example = self.example
        self._siblings.append(sibling)
        return sibling.start()

    def cli(self, *args: str, seconds: float = 120) -> str:
        """Run `workshop …` with the server's own environment and return what it prints; raise if it fails."""
        with tempfile.TemporaryDirectory() as folder:
            stdout, stderr = Path(folder) / "stdout", Path(folder) / "stderr"
            status = self._begun([*map(str, args)], stdout, stderr).wait(seconds)
            printed, said = stdout.read_text(), stderr.read_text()
        if status:
            raise RuntimeError(f"workshop {' '.join(map(str, args))} → {status}\n{printed}{said}")
        return printed

    def printed(self) -> str:
        """Return what the process has printed so far, mails too."""
        return self.log.read_text()

    def log_tail(self, lines: int = 60) -> str:
        """Return the end of what the process wrote."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _begun(self, args, stdout, stderr):
        if not self.installed:
            return Forked(args, self.env, stdout, stderr, self.module)
        with stdout.open("ab") as out, stderr.open("ab") as err:
            # A group of its own, so that a kill takes the children too.
            own = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": err, "start_new_session": True}
            return subprocess.Popen([WORKSHOP, *args], env=self.env, **own)

    def stop(self) -> None:
        """End the process, its children and its siblings at once; what is stored is thrown away in any case."""
        for sibling in self._siblings:
            sibling.stop()
        if self._process:
            self.kill9()


def with_tables(postgres: Postgres, data: Path) -> str:
    """Make a database with the tables in it, to be copied, and return its name; `data` is a folder for the command."""
    name = postgres.create()
    Server(data, postgres.url(name)).cli("init")
    return name


def _environment(data: Path, database_url: str | None, more: dict[str, str]) -> dict[str, str]:
    # What the developer's own shell says about Workshop must not reach the server under test.
    env = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
    env |= {"WORKSHOP_DATA": str(data), "PYTHONUNBUFFERED": "1"}
    # Of many servers few are asked for what is alike.
    env["WORKSHOP_DICTIONARIES"] = "when-needed"
    if database_url:
        env["WORKSHOP_DATABASE_URL"] = database_url
    return env | more


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, number)
