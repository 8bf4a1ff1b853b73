"""Databases that are restarted, crash, are locked, and pokes that go astray."""

import contextlib
import time

from tests.campaign.faults.registry import fault
from tests.campaign.place import POSTGRES, SQLITE
from tests.campaign.scene import Scene
from workshop.db.embedded import connect

POKES = "workshop pokes"
CHANNEL = "workshop_poke"
# After so long a wait for a lock both engines give up.
LONGEST_WAIT = 10
# What the lock is asked for and what is then seen of it are two moments.
MOMENT = 0.5


@fault(POSTGRES)
def postgres_restarted(scene: Scene) -> None:
    """PostgreSQL is stopped, in order or by a crash, and started again."""
    with scene.load():
        scene.pause(0.2, 0.8)
        scene.place.postgres.restart(crash=scene.chance.random() < 0.5)
        scene.pause(0.2, 0.5)


@fault()
def locked(scene: Scene) -> None:
    """Another process holds the database's lock for ten seconds: nothing is acknowledged, then all of it is."""
    with scene.load():
        scene.pause(0.2, 0.6)
        with _lock(scene):
            began = time.monotonic()
            scene.wait(3)
            if scene.place.kind == SQLITE:
                # Who reads is not concerned.
                scene.lead.snapshot(scene.slug)
            scene.wait(7)
            ended = time.monotonic()

    def nothing_was_acknowledged():
        """Nothing was acknowledged while the database was locked."""
        times = [each.answered_at for each in scene.acknowledged() if not each.replayed]
        assert not [at for at in times if began + MOMENT < at < ended]

    scene.promises.append(nothing_was_acknowledged)


@fault(POSTGRES)
def pokes_cut(scene: Scene) -> None:
    """The connections on which nodes poke each other are cut again and again, and garbage comes over them."""
    cut = 0
    with scene.load(), contextlib.closing(scene.place.postgres.connect(scene.place.name)) as beside:
        for number in range(6):
            scene.pause(0.1, 0.4)
            beside.execute(f"SELECT pg_notify('{CHANNEL}', %s)", [_garbage(scene.chance, number)])
            ended = beside.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s AND datname = %s",
                [POKES, scene.place.name],
            )
            cut += len(ended.fetchall())

    def some_were_cut():
        """Connections for pokes were there to be cut."""
        assert cut

    scene.promises.append(some_were_cut)


def _garbage(chance, number):
    return ["xxx", "", "-1", "99999999999999999999", '{"id": []}', "å" * 3000][number % 6] + str(chance.random())


@contextlib.contextmanager
def _lock(scene):
    if scene.place.kind == SQLITE:
        connection = connect(scene.place.database_url.removeprefix("sqlite:///"))
        take, give = "BEGIN EXCLUSIVE", "ROLLBACK"
    else:
        connection = scene.place.postgres.connect(scene.place.name)
        take = "BEGIN; LOCK TABLE consultation, event, ballot, roll, command_key IN ACCESS EXCLUSIVE MODE"
        give = "ROLLBACK"
    with contextlib.closing(connection):
        connection.execute(take)
        try:
            yield
        finally:
            connection.execute(give)
