"""A process has at most twelve connections to PostgreSQL, however hard it is driven, also behind a pooler."""

import contextlib
import os
import pwd
import shutil
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from tests.faults.room import Room
from tests.nodes.ports import free_port
from tests.nodes.postgres import OWNER, Postgres
from tests.nodes.proxies import binary
from tests.nodes.server import Server
from workshop.db.shared import SET

pytestmark = pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
MOST, JOINERS = 12, 40
POKES = "workshop pokes"
BY_NAME = """
SELECT application_name, count(*) FROM pg_stat_activity WHERE datname = %s AND application_name LIKE 'workshop %%'
GROUP BY 1
"""


@contextlib.contextmanager
def counted(postgres: Postgres, name: str) -> Iterator[Counter[str]]:
    """Count, again and again, the connections of each process and its pokes; yields the most of each."""
    most: Counter[str] = Counter()
    over = threading.Event()

    def look():
        with contextlib.closing(postgres.connect()) as connection:
            while not over.is_set():
                for each, number in connection.execute(BY_NAME, [name]).fetchall():
                    most[each] = max(most[each], number)
                time.sleep(0.01)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        over.set()
        looking.join()


def drive(room: Room) -> None:
    """Let a hall join, vote and read at the same time, while some listen."""
    voters, [goal] = room.people(20), room.goals(1)
    for voter in voters[:5]:
        room.listen(voter)
    round_id = room.vote(method="approve", secrecy="named", results="live")

    def act(number):
        assert room.person().join(room.code, f"Joiner {number}").status_code == 200
        voter = voters[number % len(voters)]
        assert voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goal: 1}).status_code == 200
        room.person(voter.token).snapshot(room.slug)

    with ThreadPoolExecutor(JOINERS) as pool:
        list(pool.map(act, range(JOINERS)))
    tally = room.finish(round_id)
    assert tally["voters"] == len(voters)


def test_a_process_that_is_driven_hard_has_at_most_twelve_connections(server, postgres, database_url):
    with counted(postgres, database_url.rpartition("/")[2]) as most:
        drive(Room(server))
    pokes = most.pop(POKES)
    assert MOST - 4 <= max(most.values()) + pokes <= MOST, most


@contextlib.contextmanager
def pooler(folder: Path, postgres: Postgres, name: str, setting: dict[str, str]) -> Iterator[str]:
    """A PgBouncer in transaction mode that has four connections to one database; gives its address."""
    port, settings = free_port(), "; ".join(f"SET {each} TO ''{value}''" for each, value in setting.items())
    query = f" connect_query='{settings}'" if settings else ""
    folder.mkdir()
    (folder / "users").write_text(f'"{OWNER}" ""\n')
    (folder / "ini").write_text(
        f"[databases]\n{name} = host=127.0.0.1 port={postgres.port}{query}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = trust\n"
        f"auth_file = {folder / 'users'}\npool_mode = transaction\ndefault_pool_size = 4\nmax_client_conn = 200\n"
    )
    as_user = []
    if os.geteuid() == 0:
        # It refuses to run as root.
        shutil.chown(folder, "postgres", pwd.getpwnam("postgres").pw_gid)
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig", "INT", "--"]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen([*as_user, binary("pgbouncer"), folder / "ini"], stdout=log, stderr=log)
    try:
        url = f"postgresql://{OWNER}@127.0.0.1:{port}/{name}"
        end = time.monotonic() + 10
        while True:
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
                break
            assert running.poll() is None and time.monotonic() < end, (folder / "log").read_text()
            time.sleep(0.05)
        yield url
    finally:
        running.terminate()
        running.wait(10)


@pytest.fixture
def folder(postgres) -> Iterator[Path]:
    """A folder that the pooler's user may read."""
    yield (folder := postgres.home / "pooler")
    shutil.rmtree(folder)


def test_behind_a_pooler_in_transaction_mode_all_goes_on_with_four_connections(
    postgres, database_url, start_server, folder
):
    name = database_url.rpartition("/")[2]
    with pooler(folder, postgres, name, SET) as url:
        server = start_server(WORKSHOP_POOLER_URL=url)
        with counted(postgres, name) as most:
            drive(Room(server))
        assert most.pop(POKES) == 2
        assert max(most.values()) <= 4, most


def test_a_pooler_that_sets_no_time_outs_serves_nobody(postgres, database_url, start_server, folder, tmp_path):
    with pooler(folder, postgres, database_url.rpartition("/")[2], {}) as url:
        server = Server(tmp_path / "data", database_url, env={"WORKSHOP_POOLER_URL": url})
        with pytest.raises(RuntimeError, match="pooler must set"):
            server.start(seconds=6)
