"""Members say that they are done; facilitators see how many, nobody sees who, and nothing closes by itself."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Forbidden, RoundClosed


def far(hall: Hall, round_id: int) -> int | None:
    """How many are done, as the facilitator sees it."""
    return hall.seen()["progress"].get(str(round_id), {}).get("done")


def test_it_is_counted_once_and_can_be_taken_back(hall: Hall):
    round_id = hall.opened("propose")
    assert far(hall, round_id) == 0
    for _ in range(2):
        answer = hall.ask(hall.aino, "say_done", round_id=round_id)
        assert (answer.result, answer.events) == ({"round_id": round_id}, [])
    assert far(hall, round_id) == 1
    assert hall.seen(hall.aino)["me"]["done"] == [round_id]
    assert hall.seen(hall.ville)["me"]["done"] == []
    assert hall.seen(hall.ville)["progress"] == {}
    hall.do(hall.ville, "say_done", round_id=round_id)
    hall.do(hall.aino, "say_done", round_id=round_id, done=False)
    assert far(hall, round_id) == 1
    assert one(hall.seen()["rounds"], round_id)["state"] == "open"


def test_what_one_sees_of_oneself_has_another_version_then(hall: Hall):
    round_id = hall.opened("comment")
    before = hall.seen(hall.aino)["me"]["version"]
    hall.do(hall.aino, "say_done", round_id=round_id)
    assert hall.seen(hall.aino)["me"]["version"] > before


def test_in_a_vote_that_is_not_named_the_number_moves_in_steps(hall: Hall):
    named = hall.opened("vote", method="approve", secrecy="named")
    confidential = hall.opened("vote", method="approve", secrecy="confidential")
    people = [hall.join(f"Osallistuja {number}") for number in range(5)]
    for number, who in enumerate(people, 1):
        for round_id in (named, confidential):
            hall.do(who, "say_done", round_id=round_id)
        assert far(hall, named) == number
        assert far(hall, confidential) == (5 if number == 5 else 0)


def test_only_in_an_open_round_in_which_something_is_done(hall: Hall):
    pause, planned = hall.opened("pause"), hall.do(hall.lead, "create_round", kind="propose", title="x")["round_id"]
    over = hall.opened("propose")
    hall.do(hall.lead, "close_round", round_id=over)
    for round_id in (pause, planned, over):
        with pytest.raises(RoundClosed):
            hall.do(hall.aino, "say_done", round_id=round_id)
    observer = hall.join("Hanna")
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(observer), role="observer")
    with pytest.raises(Forbidden):
        hall.do(observer, "say_done", round_id=hall.opened("propose"))
