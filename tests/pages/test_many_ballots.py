"""A named vote of very many people does not put all of their ballots on one page: the files have them."""

from contextlib import closing

import pytest

from tests.faults.room import Room
from workshop.web.view import counting


@pytest.mark.parametrize(("most", "shown", "said"), [(2, 2, True), (3, 3, False)])
def test_as_many_ballots_as_a_page_bears(in_process, monkeypatch, most, shown, said):
    monkeypatch.setattr(counting, "MOST_BALLOTS", most)
    with closing(Room(in_process)) as room:
        goals = room.goals(2)
        round_id = room.vote(method="approve", secrecy="named")
        for person in room.people(3):
            person.done(room.slug, "cast_ballot", round_id=round_id, choices=dict.fromkeys(goals, 1))
        room.finish(round_id)
        page = room.lead.request("GET", f"/c/{room.slug}/results?lang=en").text
    [named] = [part for part in page.split("<details") if "Who voted what" in part and 'data-list="ballots"' in part][
        :1
    ]
    assert named.partition("</details>")[0].count("Goal 1") == shown
    notice = named.partition("Here are the first")[0].rpartition("<p")[2]
    assert ("hidden" not in notice) is said
