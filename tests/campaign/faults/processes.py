"""Processes that are killed, or hang."""

import time

from tests.campaign.faults.registry import fault
from tests.campaign.place import POSTGRES
from tests.campaign.scene import Scene, until

# Whoever writes the journal holds the consultation's lock.
WRITING = """
    SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) JOIN pg_class ON pg_class.oid = relation
    WHERE datname = :name AND relname = 'event' AND mode = 'RowExclusiveLock'
"""
HOLDING = f"{WRITING} AND state = 'idle in transaction'"
HELD_UP = f"{WRITING} AND wait_event_type = 'Lock'"
# A command's last row; whoever holds this lock holds it up before that.
LAST_ROW = "LOCK TABLE command_key IN SHARE MODE"
# Answers that were on their way when the node froze.
MOMENT = 1.0
# PostgreSQL ends the transaction of a node that hangs after 5 seconds; whoever waited asks again within a few more.
LET_GO = 10


@fault()
def killed_under_load(scene: Scene) -> None:
    """A node is killed (kill -9) while everybody writes, and started again."""
    node = scene.chance.choice(scene.place.nodes)
    with scene.load():
        scene.pause(0.1, 1.0)
        node.kill9()
        node.start()
        scene.pause(0, 0.5)


@fault()
def killed_at_a_commit(scene: Scene) -> None:
    """A node is killed some milliseconds after everybody has sent something: before, during and after the commits."""
    node = scene.chance.choice(scene.place.nodes)
    with scene.volley():
        scene.pause(0, 0.04)
        node.kill9()
        node.start()


@fault()
def hung(scene: Scene) -> None:
    """A node does nothing for 20 seconds, keeps its connections, and goes on as if nothing had happened."""
    node = scene.chance.choice(scene.place.nodes)
    with scene.load():
        scene.pause(0.1, 0.6)
        node.freeze()
        try:
            scene.wait(20)
        finally:
            node.thaw()
        scene.pause(0.2, 0.5)


@fault(POSTGRES)
def hung_in_a_transaction(scene: Scene) -> None:
    """A node hangs in the midst of a transaction, with its locks: the other goes on before that."""
    node = scene.place.nodes[0]
    for person in scene.people:
        # Who has no answer asks the other node, as behind any proxy.
        person.patience = 1.0
    with scene.load():
        try:
            until(lambda: _froze_in_a_transaction(scene, node), 60)
            frozen_at = time.monotonic()
            until(lambda: _journal_went_on(scene, frozen_at + MOMENT), LET_GO + scene.patience)
            scene.wait(10)
        finally:
            node.thaw()


def _journal_went_on(scene, since):
    # Ballots do not need the lock that the node holds.
    locking = [each for each in scene.acknowledged() if each.command != "cast_ballot"]
    return any(each.answered_at > since for each in locking)


def _froze_in_a_transaction(scene, node):
    scene.pause(0, 0.05)
    # Transactions are too short to be met by chance. Which node's this one is, is found out afterwards.
    with scene.place.holding(LAST_ROW):
        held_up = _comes_true(lambda: scene.place.rows(HELD_UP, name=scene.place.name), 2)
        node.freeze()
    # What it had sent before is answered by now.
    time.sleep(0.2)
    if held_up and scene.place.rows(HOLDING, name=scene.place.name):
        return True
    node.thaw()
    return False


def _comes_true(met, seconds):
    try:
        until(met, seconds)
    except AssertionError:
        return False
    return True
