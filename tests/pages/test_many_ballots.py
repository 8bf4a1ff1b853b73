"""Of a named vote of very many people pages and the wire have the first ballots, and the files have all."""

import json
from contextlib import closing
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.exports.reading import sheets
from tests.faults.room import Room
from workshop import policy
from workshop.web.view import counting


@pytest.mark.parametrize(("told", "listed", "said"), [(2, 1, True), (2, 2, True), (3, 2, True), (3, 3, False)])
def test_as_many_ballots_as_the_wire_and_a_page_bear(in_process, monkeypatch, told, listed, said):
    monkeypatch.setattr(policy, "MOST_BALLOTS", told)
    monkeypatch.setattr(counting, "MOST_LISTED", listed)
    with closing(Room(in_process)) as room:
        goals = room.goals(2)
        round_id = room.vote(method="approve", secrecy="named")
        for person in room.people(3):
            person.done(room.slug, "cast_ballot", round_id=round_id, choices=dict.fromkeys(goals, 1))
        room.finish(round_id)
        page = room.lead.request("GET", f"/c/{room.slug}/results?lang=en").text
        tally = room.lead.snapshot(room.slug)["tallies"][str(round_id)]

        def file(name):
            return room.lead.request("GET", f"/c/{room.slug}/export/{name}?lang=en").content

        record, book, bundle = json.loads(file("record.json")), sheets(file("results.xlsx")), file("record.zip")
    assert (len(tally["ballots"]), tally["more_ballots"]) == (told, 3 - told)
    names = sorted(each["name"] for each in record["rounds"][-1]["tally"]["ballots"])
    assert len(names) == 3
    assert names[:told] == [each["name"] for each in tally["ballots"]]
    assert "more_ballots" not in record["rounds"][-1]["tally"]
    assert len(book["Named votes"]) == 1 + 3 * len(goals)
    assert len(ZipFile(BytesIO(bundle)).read(f"ballots/{round_id}.jsonl").splitlines()) == 3
    [named] = [part for part in page.split("<details") if "Who voted what" in part and 'data-list="ballots"' in part][
        :1
    ]
    assert named.partition("</details>")[0].count("Goal 1") == listed
    notice = named.partition("Here are the first")[0].rpartition("<p")[2]
    assert ("hidden" not in notice) is said
