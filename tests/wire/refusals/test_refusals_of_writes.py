"""Who writes more in a minute than one account may is told to come again; what a setting says is what counts."""

from contextlib import closing

from tests.faults.room import Room

MOST = 9


def test_as_many_writes_as_are_set_and_no_more(start_in_process):
    with closing(Room(start_in_process(WORKSHOP_MOST_WRITES_EACH=str(MOST)))) as room:
        [member] = room.people(1)
        answers = [member.do(room.slug, "rename_me", name=f"Aino {n}") for n in range(MOST + 1)]
    assert [answer.status_code for answer in answers] == [200] * MOST + [429]
    assert answers[-1].json()["code"] == "too_many"
