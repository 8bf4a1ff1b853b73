"""A facilitator writes down what a body, or somebody else, told them; nobody else does."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Forbidden, Invalid


@pytest.fixture
def body(hall: Hall) -> dict:
    """A body."""
    number = hall.do(hall.lead, "create_body", title="Neuvottelukunta")["body_id"]
    return one(hall.seen()["bodies"], number)


def test_goals_measures_and_comments_say_from_whom_they_were_heard(hall: Hall, body):
    for told, expected in (
        (body["key"], {"body_id": body["id"], "name": None}),
        ({"body": body["key"]}, {"body_id": body["id"], "name": None}),
        ({"name": "Kylän vanhimmat"}, {"body_id": None, "name": "Kylän vanhimmat"}),
        ({"body": "", "name": ""}, None),
        (None, None),
    ):
        about = {"title": "Kuultua", "measures": [{"text": "Toimi"}], "told_by": told}
        goal = hall.do(hall.lead, "propose_goal", theme_id=hall.theme, **about)["goal_id"]
        hall.do(hall.lead, "propose_measure", goal_id=goal, text="Toinen", told_by=told)
        hall.do(hall.lead, "add_comment", goal_id=goal, text="Näin he sanoivat", stance="for", told_by=told)
        seen = hall.seen(hall.aino)
        written = [one(seen["goals"], goal), *seen["measures"][-2:], seen["comments"][-1]]
        assert [each["told_by"] for each in written] == [expected] * 4
        assert {each["body_id"] for each in written} == {expected and expected["body_id"]}


def test_nobody_but_facilitators_says_so(hall: Hall, body):
    hall.opened("propose")
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Kuultua", told_by=body["key"])
    hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Omaa", told_by={"body": "", "name": ""})


def test_only_of_a_body_that_is_there(hall: Hall):
    with pytest.raises(Invalid) as refusal:
        hall.do(hall.lead, "propose_goal", theme_id=hall.theme, title="Kuultua", told_by="vieras")
    assert {path: fault.code for path, fault in refusal.value.errors.items()} == {"told_by.body": "not_a_choice"}
