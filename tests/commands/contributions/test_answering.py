"""Whoever wrote what a facilitator hid is told why, and may answer once."""

import pytest

from tests.commands.contributions.test_queue import commented, moderated
from tests.commands.contributions.test_sealed import everything, proposed
from tests.commands.hall import Hall
from workshop.errors import Conflict, Invalid, NotFound

ANSWER = "En tarkoittanut ketään"


def hidden(hall: Hall, goal: int, **more) -> None:
    """Hide a goal."""
    hall.do(hall.lead, "hide_goal", goal_id=goal, **(more or {"reason": "Kuvaa ihmistä"}))


def hiding(hall: Hall) -> dict:
    """The one hiding that facilitators know of."""
    [found] = [each for each in hall.seen()["hidings"] if not each.get("removed")]
    return found


@pytest.fixture
def goal(hall: Hall) -> int:
    """A goal by Aino, while goals may be proposed."""
    hall.opened("propose")
    return proposed(hall)


def test_facilitators_read_the_answer_at_what_they_hid_and_nobody_else_does(hall: Hall, goal: int):
    hidden(hall, goal)
    assert hiding(hall)["answer"] == ""
    assert hall.do(hall.aino, "answer_hiding", goal_id=goal, text=ANSWER) == {"hiding_id": hiding(hall)["id"]}
    assert (hiding(hall)["answer"], hiding(hall)["reason"]) == (ANSWER, "Kuvaa ihmistä")
    assert hiding(hall)["answered_at"]
    [notice] = hall.seen(hall.aino)["notices"]
    assert (notice["name"], notice["answer"]) == ("hidden", ANSWER)
    for account in (hall.ville, None):
        assert ANSWER not in everything(hall, account)


def test_a_second_answer_is_refused_and_the_first_one_stays(hall: Hall, goal: int):
    hidden(hall, goal)
    hall.do(hall.aino, "answer_hiding", goal_id=goal, text=ANSWER)
    with pytest.raises(Conflict) as second:
        hall.do(hall.aino, "answer_hiding", goal_id=goal, text="Vielä yksi")
    assert second.value.reason == "answered_already"
    assert hiding(hall)["answer"] == ANSWER


def test_what_is_hidden_anew_may_be_answered_anew(hall: Hall, goal: int):
    hidden(hall, goal)
    hall.do(hall.aino, "answer_hiding", goal_id=goal, text=ANSWER)
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    with pytest.raises(Conflict) as there:
        hall.do(hall.aino, "answer_hiding", goal_id=goal, text=ANSWER)
    assert there.value.reason == "not_hidden"
    hidden(hall, goal)
    assert hiding(hall)["answer"] == ""
    hall.do(hall.aino, "answer_hiding", goal_id=goal, text="Toinen")
    assert hiding(hall)["answer"] == "Toinen"


def test_nobody_answers_for_another_nor_for_what_is_elsewhere(hall: Hall, goal: int):
    hidden(hall, goal)
    for account in (hall.ville, hall.lead):
        with pytest.raises(NotFound):
            hall.do(account, "answer_hiding", goal_id=goal, text=ANSWER)
    with pytest.raises(NotFound):
        hall.do(hall.aino, "answer_hiding", goal_id=999_999, text=ANSWER)
    for wrong in ({}, {"goal_id": goal, "measure_id": None, "text": ""}):
        with pytest.raises(Invalid):
            hall.do(hall.aino, "answer_hiding", **wrong)


def test_what_was_withdrawn_is_nothing_to_answer(hall: Hall, goal: int):
    hall.do(hall.aino, "withdraw_goal", goal_id=goal)
    with pytest.raises(Conflict) as own:
        hall.do(hall.aino, "answer_hiding", goal_id=goal, text=ANSWER)
    assert own.value.reason == "not_hidden"


def test_it_may_be_answered_where_its_goal_is_hidden_too_and_after_the_notice_was_put_away(hall: Hall, goal: int):
    hall.opened("comment")
    comment = commented(hall, goal, hall.ville)
    hall.do(hall.lead, "hide_comment", comment_id=comment, reason="Asiaton")
    hidden(hall, goal)
    [notice] = hall.seen(hall.ville)["notices"]
    hall.do(hall.ville, "dismiss_notice", notice_id=notice["id"])
    hall.do(hall.ville, "answer_hiding", comment_id=comment, text=ANSWER)
    assert ANSWER in [each.get("answer") for each in hall.seen()["hidings"]]


def test_what_never_was_published_may_be_answered_too(hall: Hall):
    moderated(hall)
    goal = proposed(hall)
    hidden(hall, goal)
    hall.do(hall.aino, "answer_hiding", goal_id=goal, text=ANSWER)
    assert hiding(hall)["answer"] == ANSWER


def test_a_reason_may_come_after_the_answer(hall: Hall, goal: int):
    hidden(hall, goal, reason_later=True)
    hall.do(hall.aino, "answer_hiding", goal_id=goal, text=ANSWER)
    hall.do(hall.lead, "explain_hiding", hiding_id=hiding(hall)["id"], reason="Toisto")
    [notice] = hall.seen(hall.aino)["notices"]
    assert (notice["reason"], notice["answer"]) == ("Toisto", ANSWER)
