"""Nobody is counted twice: a sheet that is given out while its holder votes, and entries while a round ends."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.room import Room

PEOPLE = 12


@pytest.fixture(scope="module")
def room(shared_server) -> Room:
    """One room for all."""
    room = Room(shared_server)
    yield room
    room.close()


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_who_votes_while_they_are_given_a_sheet_has_one_of_the_two(room, second_server, secrecy):
    [goal], people = room.goals(1), room.people(PEOPLE)
    tabs = [room.tabs(person, 1, [second_server])[0] for person in people]
    vote = room.vote(method="approve", secrecy=secrecy)

    def race(number):
        both = threading.Barrier(2)

        def cast():
            both.wait()
            return tabs[number].do(room.slug, "cast_ballot", round_id=vote, choices={goal: 1})

        def give():
            both.wait()
            about = {"round_id": vote, "participant_id": people[number].participant["id"]}
            return room.lead.do(room.slug, "give_sheet", **about)

        with ThreadPoolExecutor(2) as threads:
            return [each.result() for each in (threads.submit(cast), threads.submit(give))]

    voted = sheets = 0
    for number in range(PEOPLE):
        cast, given = race(number)
        assert (cast.status_code == 200) != (given.status_code == 200), (cast.text, given.text)
        if cast.ok:
            assert given.json()["reason"] == "voted_on_device"
        else:
            assert cast.json()["code"] == "already_voted"
        voted, sheets = voted + cast.ok, sheets + given.ok
        if given.ok:
            sheet = {"round_id": vote, "number": sheets, "choices": {goal: 1}}
            room.do("enter_paper_ballot", **sheet)
            room.do("confirm_paper_ballot", **sheet)
    room.do("close_round", round_id=vote)
    if sheets:
        room.do("complete_paper", round_id=vote)
    shown = room.reveal(vote)
    assert (shown["voters"], shown["goals"][goal]["approve"]) == (PEOPLE, PEOPLE)
    assert voted + sheets == PEOPLE
    assert shown["turnout"]["voted"] == PEOPLE


def test_entries_that_race_the_end_of_paper_count_or_are_refused(room, second_server):
    [goal] = room.goals(1)
    lead = room.tabs(room.lead, 1, [second_server])[0]
    for repetition in range(3):
        vote = room.vote(method="approve", secrecy="named")
        sheets = [{"round_id": vote, "number": number, "choices": {goal: 1}} for number in range(1, 11)]
        for sheet in sheets:
            room.do("enter_paper_ballot", **sheet)
        room.do("confirm_paper_ballot", **sheets[0])
        ends = ("close_round", "complete_paper") if repetition % 2 else ("complete_paper", "close_round")
        with ThreadPoolExecutor(4) as threads:
            confirming = [threads.submit(lead.do, room.slug, "confirm_paper_ballot", **sheet) for sheet in sheets[1:]]
            for command in ends:
                room.do(command, round_id=vote)
            answers = [each.result() for each in confirming]
        assert {answer.json().get("reason") for answer in answers} <= {None, "paper_complete"}
        shown = room.reveal(vote)
        assert shown["channels"]["paper"]["voters"] == shown["voters"] == 1 + sum(answer.ok for answer in answers)


def test_two_facilitators_who_enter_the_same_sheet_at_once_enter_it_once(room, second_server):
    goals = room.goals(2)
    deputy = room.tabs(room.facilitator(), 1, [second_server])[0]
    vote = room.vote(method="approve", secrecy="named")
    for number in range(1, 6):
        both = threading.Barrier(2)

        def enter(who, goal, both=both, number=number):
            both.wait()
            return who.do(room.slug, "enter_paper_ballot", round_id=vote, number=number, choices={goal: 1})

        with ThreadPoolExecutor(2) as threads:
            entering = [threads.submit(enter, *each) for each in zip((room.lead, deputy), goals, strict=True)]
            answers = [each.result() for each in entering]
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert {answer.json().get("reason") for answer in answers} == {None, "paper_entered"}
