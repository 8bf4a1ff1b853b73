"""Joining twice joins once, a card is one seat; a hall gets in behind one address, and a guesser does not."""

from uuid import uuid4

import pytest

from tests.faults.storm import at_once, refusals
from tests.guessing.hall import come_in, type_code
from tests.nodes.client import Client

TIMES = 20
# Of those who meet at one card.
DEVICES = 8
# A short form of `python -m tests.guessing`, which lets 300 in.
HALL = 120
GUESSERS, EACH = 20, 10
# How long so many requests may take on a slow machine, in which more are looked up.
SLOW_SECONDS = 15


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


def test_a_hall_with_typing_errors_gets_in_behind_one_address(room):
    # At each door people come one after another, at all doors at once; all have the address of this machine.
    came = come_in(room, HALL)
    assert len(came) == HALL and max(told for _, told in came) <= 60
    assert _names(room).count("In the hall") == HALL


def test_of_many_wrong_codes_at_once_few_are_looked_up_on_all_nodes_together(start_server):
    server = start_server()
    urls = [server.url, server.sibling().url]
    guessers = [Client(urls[number % 2]) for number in range(GUESSERS)]
    code = server.example["workshop"]["code"]
    wrong = [f"{(int(code) + 1 + number) % 10**8:08}" for number in range(GUESSERS * EACH)]
    answers = at_once(
        lambda who=who, own=own: [_knock(who, each, "Guesser") for each in own]
        for who, own in zip(guessers, _shares(wrong), strict=True)
    )
    codes = [answer.json()["code"] for each in answers for answer in each]
    assert set(codes) == {"not_found", "too_many"}
    assert codes.count("not_found") <= 6 + 54 + 4 * SLOW_SECONDS
    slowed = next(answer for each in answers for answer in each if answer.status_code == 429)
    assert 1 <= int(slowed.headers["Retry-After"]) <= 10
    # Whoever has the right one gets in all the same, by doing as they are told.
    assert type_code(guessers[0], code)[0].status_code == 200


def cards(room, number: int = 1) -> list[dict]:
    """Make cards: their ids and codes."""
    return room.do("make_cards", workshop_id=room.workshop_id, number=number)["cards"]


def test_of_many_devices_at_one_card_one_gets_the_seat(room, shared_server, second_server):
    [card] = cards(room)
    devices = [room.person(url=url) for url in [shared_server.url, second_server.url] * (DEVICES // 2)]
    answers = at_once(lambda each=each: each.join(card["code"], "Tulija") for each in devices)
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (DEVICES - 1)
    assert {answer.json()["reason"] for answer in answers if not answer.ok} == {"card_taken"}
    holders = [one for one in room.lead.snapshot(room.slug)["participants"] if one.get("card_id") == card["card_id"]]
    assert len(holders) == 1


def test_a_seat_that_is_given_back_while_its_holder_votes_has_voted_once_at_most(room, shared_server, second_server):
    [goal] = room.goals(1)
    for turn in range(DEVICES):
        [card] = cards(room)
        vote = room.vote(method="approve", secrecy="confidential", results="at_close", totals="always")
        first, second = (room.person(url=url) for url in (shared_server.url, second_server.url))
        assert first.join(card["code"], "Ensimmäinen").ok
        ballot = {"round_id": vote, "choices": {str(goal): 1}}

        def take_over(second=second, card=card, ballot=ballot) -> int:
            room.do("give_back_card", card_id=card["card_id"])
            assert second.join(card["code"], "Toinen").ok
            return second.do(room.slug, "cast_ballot", **ballot).status_code

        works = [lambda first=first, ballot=ballot: first.do(room.slug, "cast_ballot", **ballot).status_code, take_over]
        sent, then = at_once(works)
        assert (sent, then) in ((200, 409), (404, 200), (401, 200)), turn
        room.do("close_round", round_id=vote)
        assert room.lead.snapshot(room.slug)["tallies"][str(vote)]["voters"] == 1


def test_a_card_belongs_to_its_own_consultation(room, shared_server):
    [card] = cards(room)
    stranger = Client(shared_server.url, shared_server.example["facilitator"]["token"])
    slug = shared_server.example["consultation"]
    for command in ("give_back_card", "remove_card"):
        answer = stranger.do(slug, command, card_id=card["card_id"])
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def _shares(codes):
    return [codes[start : start + EACH] for start in range(0, len(codes), EACH)]


def _knock(client, code, name, headers=None):
    return client.request(
        "POST", "/api/v1/join", json={"code": code, "name": name}, key=str(uuid4()), headers=headers or {}
    )


def _names(room):
    return [each.get("name") for each in room.lead.snapshot(room.slug)["participants"]]
