"""A PostgreSQL cluster from the installed binaries, thrown away or kept, with a fresh database for each test."""

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.nodes.family import family, stat_of
from tests.nodes.ports import free_port

SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "300",
    "shared_buffers": "64MB",
    "max_wal_size": "512MB",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "warning",
}
OWNER = "workshop"


def binaries() -> Path:
    """Return the folder of the newest PostgreSQL server; what stands in PATH may be a dangling link."""
    found = [p.parent for p in Path("/usr/lib/postgresql").glob("*/bin/postgres") if p.stat().st_size]
    if not found:
        raise RuntimeError("PostgreSQL's server is not installed: run bin/setup test")
    return max(found, key=lambda path: float(path.parent.name))


@contextlib.contextmanager
def running(place: Path | None = None) -> Iterator["Postgres"]:
    """A cluster that runs for the length of the block, and is thrown away."""
    cluster = Postgres(place=place)
    try:
        yield cluster.start()
    finally:
        cluster.stop()


class Postgres:
    """A running cluster; the app's databases belong to a role that is no superuser.

    What is stored in `data` stays, and a later cluster goes on with it; without it all is removed at the end. What it
    needs besides is kept in `place`, or wherever temporary files are.
    """

    def __init__(self, data: Path | None = None, place: Path | None = None):
        self.home = Path(tempfile.mkdtemp(prefix="ws-pg-", dir=place))
        self.data = data or self.home / "data"
        self.log = self.home / "log"
        self.port = free_port()
        self.bin = binaries()
        self._names = itertools.count(1)
        self._process: subprocess.Popen | None = None

    def start(self) -> "Postgres":
        """Make the cluster where there is none, start it and wait until it answers."""
        self.give(self.home)
        if (self.data / "PG_VERSION").exists():
            self._run()
            return self
        self.data.mkdir(exist_ok=True)
        self.give(self.data)
        make = [self.bin / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "--locale=C.UTF-8"]
        with self.log.open("ab") as log:
            subprocess.run([*self._as_postgres(), *make], check=True, **self._quietly(log))
        self._run()
        self.execute(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
        return self

    def restart(self, *, crash: bool = False) -> None:
        """End the cluster, in order or without warning, and start it again on what it has stored."""
        if crash:
            self.kill9()
        elif self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(60)
        self._run()

    def give(self, folder: Path) -> None:
        """Let a folder belong to the user that the cluster runs as."""
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", pwd.getpwnam("postgres").pw_gid)

    def create(self, template: str = "template0", name: str | None = None) -> str:
        """Make a database, by default an empty one, and return its name; nobody may be using the template."""
        name = name or f"w{next(self._names)}"
        # A third cheaper for the processor than a copy by way of the log.
        self.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}" STRATEGY file_copy')
        return name

    def has(self, name: str) -> bool:
        """Whether there is a database of this name."""
        with contextlib.closing(self.connect()) as connection:
            return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone())

    def drop(self, name: str) -> None:
        """Remove a database, even with open connections."""
        self.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def url(self, name: str) -> str:
        """Return the address under which the app reaches a database, as its owner."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str = "postgres", user: str = "postgres") -> psycopg.Connection:
        """Connect to a database, by default as the superuser; each statement is a transaction of its own."""
        return psycopg.connect(
            host=str(self.home), port=self.port, dbname=name, user=user, autocommit=True, connect_timeout=5
        )

    def execute(self, statement: str, name: str = "postgres") -> None:
        """Run one statement as the superuser."""
        with contextlib.closing(self.connect(name)) as connection:
            connection.execute(statement)

    def dump(self, name: str, *options: str) -> str:
        """Return what pg_dump writes of a database."""
        where = ["-h", self.home, "-p", str(self.port), "-U", "postgres"]
        command = [self.bin / "pg_dump", *where, *options, name]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout

    def kill9(self) -> None:
        """Take the cluster away without warning.

        Its backends lead groups of their own, and a new cluster does not start while one of them is there.
        """
        everyone = family(self._process.pid)
        for pid in everyone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(30)
        while any((stat := stat_of(pid)) and stat[0] != "Z" for pid in everyone):
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop the cluster and remove all that it wrote."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill9()
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self):
        # When the tests' own process is killed, the kernel ends the cluster too.
        run = [*self._as_postgres("--pdeathsig", "INT"), self.bin / "postgres"]
        run += ["-D", self.data, "-p", str(self.port), "-k", self.home]
        run += [f"--{name}={value}" for name, value in SETTINGS.items()]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(run, start_new_session=True, **self._quietly(log))
        self._wait()

    def _quietly(self, log):
        return {"cwd": self.home, "stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}

    def _as_postgres(self, *options: str) -> list[str]:
        # PostgreSQL refuses to run as root.
        if os.geteuid() != 0:
            return []
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *options, "--"]

    def _wait(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > end:
                    raise RuntimeError(f"PostgreSQL did not start:\n{self.log.read_text()}") from None
                time.sleep(0.02)
