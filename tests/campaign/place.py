"""Where faults happen: the app on SQLite in one process, or on PostgreSQL in two, each behind a proxy of its own."""

import contextlib
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import text

from tests.campaign.proxy import Proxy
from tests.nodes.places import DISK
from tests.nodes.postgres import OWNER, Postgres
from tests.nodes.server import Server
from workshop.db import plain_engine

SQLITE, POSTGRES = "sqlite", "postgres"
KINDS = (SQLITE, POSTGRES)
SMALL_DISK = "48m"


@contextlib.contextmanager
def cluster_on_demand() -> Iterator[Callable[[], Postgres]]:
    """Return a function that starts a PostgreSQL when it is asked for the first time; it ends with the block."""
    started: list[Postgres] = []

    def cluster():
        if not started:
            started.append(Postgres(place=DISK))
            started[0].start()
        return started[0]

    try:
        yield cluster
    finally:
        for each in started:
            each.stop()


class Place:
    """Running nodes on one database; `small_disk`, where asked for, is a mounted folder on which it lies."""

    def __init__(self, kind: str, cluster: Callable[[], Postgres], *, small_disk: bool = False):
        self.kind = kind
        self.home = Path(tempfile.mkdtemp(prefix="ws-faults-", dir=DISK))
        self.small_disk = _mounted(self.home / "disk") if small_disk else None
        self.postgres = cluster() if kind == POSTGRES else None
        self.name = self._make_database()
        data = (self.small_disk if self.small_disk and kind == SQLITE else self.home) / "data"
        self.server = Server(data, self.postgres and self.postgres.url(self.name))
        self.nodes: list[Server] = [self.server]
        self.proxies: list[Proxy] = []
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    @property
    def database_url(self) -> str:
        """The address of the database, for tests that look past the app."""
        return self.server.storage_url

    def rows(self, statement: str, **values) -> list[tuple]:
        """Read rows from the database itself."""
        engine = plain_engine(self.database_url)
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(statement), values)]
        finally:
            engine.dispose()

    @contextlib.contextmanager
    def holding(self, lock: str) -> Iterator[None]:
        """Hold a lock of the database itself for the length of the block."""
        engine = plain_engine(self.database_url)
        try:
            with engine.begin() as connection:
                connection.execute(text(lock))
                yield
        finally:
            engine.dispose()

    def behave(self, chance: random.Random) -> None:
        """Let the proxies carry everything, and draw what comes next from `chance`."""
        for proxy in self.proxies:
            proxy.behave()
            proxy.chance = chance

    def heal(self) -> None:
        """Wait until every node is ready."""
        for node in self.nodes:
            node.wait_until_ready()

    def words(self) -> str:
        """Return the last words of every node."""
        return "\n".join(f"--- {node.log.name}\n{node.log_tail(15)}" for node in self.nodes)

    def close(self) -> None:
        """End all of it."""
        for proxy in self.proxies:
            proxy.behave()
            proxy.close()
        self.server.stop()
        if self.name:
            self.postgres.drop(self.name)
            if self.small_disk:
                self.postgres.execute("DROP TABLESPACE small")
        if self.small_disk:
            subprocess.run(["umount", "--lazy", self.small_disk], check=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def _make_database(self):
        if self.kind == SQLITE:
            return None
        name = self.postgres.create()
        if self.small_disk:
            self.home.chmod(0o755)
            self.postgres.give(self.small_disk)
            self.postgres.execute(f"CREATE TABLESPACE small OWNER {OWNER} LOCATION '{self.small_disk}'")
            self.postgres.execute(f'ALTER DATABASE "{name}" SET TABLESPACE small')
        return name

    def _open(self):
        self.server.make_example()
        self.server.start()
        if self.kind == POSTGRES:
            self.nodes.append(self.server.sibling())
        ports = [node.port for node in self.nodes]
        self.proxies = [Proxy(port, random.Random(0), ports) for port in ports]


def _mounted(folder):
    """Mount a small disk on a folder, which only root may; raises with what to do."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "none", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True)
    if done.returncode:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise RuntimeError(
            f"A small disk can't be mounted here ({done.stderr.strip()}, uid {os.geteuid()}): "
            "run as root, in a container with CAP_SYS_ADMIN."
        )
    return folder
