"""Who comes while the last other listener leaves is told what happens from then on."""

import contextlib
import threading
import time

import pytest

from tests.faults.room import Room
from tests.nodes.listener import Listener


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
def test_who_is_being_greeted_while_the_last_one_leaves_hears_what_happens(server, postgres):
    room = Room(server)
    [leaving, coming] = room.people(2)
    last = room.listen(leaving)
    newcomer = Listener(server.url, coming.token, room.slug)
    connecting = threading.Thread(target=newcomer.connect, args=(30,))
    with contextlib.closing(postgres.connect(server.database_url.rpartition("/")[2])) as beside:
        # The greeting waits for this table.
        beside.execute("BEGIN; LOCK TABLE installation IN ACCESS EXCLUSIVE MODE")
        connecting.start()
        time.sleep(1)
        last.close()
        time.sleep(1)
        beside.execute("ROLLBACK")
    connecting.join(30)
    room.goals(1)
    newcomer.wait_for_event("goal_proposed", 10)
    newcomer.close()
    room.close()
