"""A command that expects a revision is carried out only while the thing is at it."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict


@pytest.mark.parametrize("noun", ["goal", "theme", "workshop", "participant", "consultation"])
def test_the_second_of_two_who_saw_the_same_gets_a_conflict(hall: Hall, noun):
    number = {
        "goal": lambda: hall.goals(1)[0],
        "theme": lambda: hall.theme,
        "workshop": lambda: hall.workshop,
        "participant": lambda: hall.participant(hall.aino),
        "consultation": lambda: None,
    }[noun]()
    about = {} if number is None else {f"{noun}_id": number}

    def state():
        seen = hall.seen()
        return seen["consultation"] if number is None else one(seen[f"{noun}s"], number)

    def change(text, expect):
        if noun == "participant":
            return hall.do(hall.lead, "change_participant", **about, role=text, expect=expect)
        return hall.do(hall.lead, f"edit_{noun}", **about, title=text, lang="fi", expect=expect)

    saw = state()["revision"]
    change("observer", saw)
    changed = state()
    with pytest.raises(Conflict):
        change("member", saw)
    assert state() == changed
    assert changed["revision"] > saw
    change("member", changed["revision"])
    assert state() != changed


def test_withdrawing_and_hiding_expect_too(hall: Hall):
    (goal,) = hall.goals(1)
    saw = one(hall.seen()["goals"], goal)["revision"]
    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Toinen")
    for name, more in (("withdraw_goal", {}), ("hide_goal", {"reason": "Kahdesti"})):
        with pytest.raises(Conflict):
            hall.do(hall.lead, name, goal_id=goal, expect=saw, **more)
    assert "removed" not in one(hall.seen()["goals"], goal)


def test_without_expecting_the_last_one_wins(hall: Hall):
    (goal,) = hall.goals(1)
    for title in ("Toinen", "Kolmas"):
        hall.do(hall.lead, "edit_goal", goal_id=goal, title=title)
    assert one(hall.seen()["goals"], goal)["title"] == {"fi": "Kolmas"}
