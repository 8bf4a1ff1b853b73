"""A notice about what one wrote goes when its reader says so, on all their devices, and nobody else can put it away."""

import pytest

from tests.commands.hall import Hall
from workshop.errors import NotFound


@pytest.fixture
def goal(hall: Hall) -> int:
    """A goal of Aino's that was hidden."""
    hall.opened("propose")
    goal = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Kuitu")["goal_id"]
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Kahdesti")
    return goal


def notices(hall: Hall, account: int) -> list[int]:
    """The notices that an account still has."""
    return [each["id"] for each in hall.seen(account)["notices"] if not each.get("removed")]


def test_a_notice_that_was_seen_is_gone_and_only_its_reader_hears_of_it(hall: Hall, goal):
    [notice] = notices(hall, hall.aino)
    answer = hall.ask(hall.aino, "dismiss_notice", notice_id=notice)
    assert notices(hall, hall.aino) == []
    me = hall.seen(hall.aino)["me"]["participant"]["id"]
    assert [(event.name, event.audience) for event in answer.events] == [("notice_lifted", f"own:{me}")]


def test_nobody_puts_away_what_another_is_told_nor_finds_it_there(hall: Hall, goal):
    [notice] = notices(hall, hall.aino)
    for other in (hall.ville, hall.lead):
        with pytest.raises(NotFound):
            hall.ask(other, "dismiss_notice", notice_id=notice)
    assert notices(hall, hall.aino) == [notice]


def test_what_was_put_away_is_not_there_to_be_put_away_again(hall: Hall, goal):
    [notice] = notices(hall, hall.aino)
    hall.ask(hall.aino, "dismiss_notice", notice_id=notice)
    with pytest.raises(NotFound):
        hall.ask(hall.aino, "dismiss_notice", notice_id=notice)
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    assert notices(hall, hall.aino) == []


def test_a_later_notice_about_the_same_comes_anew(hall: Hall, goal):
    hall.ask(hall.aino, "dismiss_notice", notice_id=notices(hall, hall.aino)[0])
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Taas")
    assert len(notices(hall, hall.aino)) == 1
