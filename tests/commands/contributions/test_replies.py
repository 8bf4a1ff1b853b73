"""Goals are replied to officially: where they stand, who says so and when, and what was replied before."""

import pytest

from tests.commands.hall import Hall
from workshop.errors import Forbidden, Invalid
from workshop.queries.contributions.replies import Reply, replies_to


@pytest.fixture(name="goal")
def a_goal(hall: Hall) -> int:
    return hall.do(hall.lead, "propose_goal", theme_id=hall.theme, title="Valokuitu", lang="fi")["goal_id"]


def replies(hall: Hall, goal: int) -> list[Reply]:
    with hall.database.read() as session:
        return replies_to(session, goal)


def test_the_newest_reply_tells_where_a_goal_stands_and_earlier_ones_stay(hall: Hall, goal: int):
    body = hall.do(hall.lead, "create_body", title={"fi": "Hallitus", "sv": "Styrelsen"})["body_id"]
    hall.do(hall.lead, "reply_to_goal", goal_id=goal, status="in_discussion", body_id=body)
    reason = {"status": "declined", "text": "Rahat loppuvat.", "lang": "fi", "role": "Puheenjohtaja"}
    hall.do(hall.lead, "reply_to_goal", goal_id=goal, **reason)
    newest, first = replies(hall, goal)
    assert (newest.status, newest.text, newest.role, newest.body) == (
        "declined",
        "Rahat loppuvat.",
        "Puheenjohtaja",
        {},
    )
    assert (first.status, first.role, first.body["sv"]) == ("in_discussion", "", "Styrelsen")
    assert newest.at >= first.at


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"status": "declined", "role": "Hallitus"}, "text"),
        ({"role": "Hallitus"}, "text"),
        ({"status": "adopted"}, "role"),
        ({"status": "shelved", "role": "Hallitus"}, "status"),
    ],
)
def test_a_reply_says_something_and_who_says_it_and_whoever_declines_says_why(hall: Hall, goal: int, said, field):
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "reply_to_goal", goal_id=goal, **said)
    assert set(refused.value.errors) == {field}
    assert replies(hall, goal) == []


def test_members_do_not_reply_for_the_organisation(hall: Hall, goal: int):
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "reply_to_goal", goal_id=goal, status="adopted", role="Aino")
