"""Joining twice joins once; a whole hall gets in behind one address, and a guesser does not."""

from uuid import uuid4

import pytest

from tests.faults.room import Room
from tests.faults.storm import at_once, refusals

TIMES = 20
HALL = 300
DOORS = 15


def test_joining_twenty_times_at_once_with_one_key_makes_one_participant(room, shared_server, second_server):
    key = str(uuid4())
    urls = [shared_server.url, second_server.url] * (TIMES // 2)
    arrivals = [room.person(url=url) for url in urls]
    answers = at_once(lambda each=each: each.join(room.code, "Aino", key=key) for each in arrivals)
    assert refusals(answers) == []
    assert len({answer.json()["token"] for answer in answers}) == 1
    assert len({answer.json()["participant"]["id"] for answer in answers}) == 1
    assert _names(room).count("Aino") == 1
    assert arrivals[0].snapshot(room.slug)["me"]["participant"]["name"] == "Aino"


@pytest.mark.parametrize("means", ["token", "cookie"])
def test_joining_at_once_in_twenty_tabs_of_one_person_makes_one_participant(room, means):
    [first] = room.people(1)
    tabs = [room.person(first.token if means == "token" else None) for _ in range(TIMES)]
    for tab in tabs:
        if means == "cookie":
            tab.http.cookies.update(first.http.cookies)
    headers = {"Sec-Fetch-Site": "same-origin"}
    answers = at_once(lambda tab=tab: _knock(tab, room.code, "Again", headers) for tab in tabs)
    assert refusals(answers) == []
    assert {answer.json()["participant"]["id"] for answer in answers} == {first.participant["id"]}
    assert "Again" not in _names(room)


def test_two_people_who_join_at_once_are_two(room):
    answers = at_once(lambda each=each: each.join(room.code, "Twin") for each in [room.person(), room.person()])
    assert refusals(answers) == []
    assert len({answer.json()["token"] for answer in answers}) == 2
    assert _names(room).count("Twin") == 2


def test_a_hall_of_three_hundred_gets_in_behind_one_address(room):
    # At each door people come one after another, at all doors at once; all have the address of this machine.
    doors = [[room.person() for _ in range(HALL // DOORS)] for _ in range(DOORS)]
    answers = at_once(lambda door=door: [each.join(room.code, "In the hall") for each in door] for door in doors)
    assert [code for each in answers for code in refusals(each)] == []
    assert _names(room).count("In the hall") == HALL


def test_wrong_codes_are_throttled(start_server):
    server = start_server()
    room = Room(server)
    guesser = room.person()
    try:
        wrong = [f"{(int(room.code) + 1 + number) % 10**8:08}" for number in range(90)]
        codes = [_knock(guesser, code, "Guesser").json().get("code") for code in wrong]
        assert codes == ["not_found"] * codes.count("not_found") + ["too_many"] * codes.count("too_many")
        assert codes.count("not_found") <= 61
        throttled = _knock(guesser, wrong[0], "Guesser")
        assert throttled.status_code == 429
        assert int(throttled.headers["Retry-After"]) > 0
    finally:
        room.close()


def _knock(client, code, name, headers=None):
    return client.request(
        "POST", "/api/v1/join", json={"code": code, "name": name}, key=str(uuid4()), headers=headers or {}
    )


def _names(room):
    return [each.get("name") for each in room.lead.snapshot(room.slug)["participants"]]
