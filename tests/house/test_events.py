"""An event is found by searching for its name: it is declared, made and called by the same word."""

import pytest

from tests.house.tree import files, places
from workshop import events
from workshop.models import Comment, Goal


def test_every_event_is_declared_under_its_own_name():
    assert len(events.EVENTS) > 50
    assert {name: getattr(events, name) for name in events.EVENTS} == events.EVENTS


def test_every_event_is_made_somewhere_by_its_name_and_by_nothing_else():
    python = [path for path in files(".py") if path.name != "events.py"]
    unmade = [name for name in events.EVENTS if not places(rf"\bevents\.{name}\b", python)]
    assert unmade == []
    assert places(r"\bHappened\(", python) == []


def test_an_event_happens_to_its_own_kind_of_thing_alone():
    goal = Goal(id=1)
    assert events.goal_hidden(goal).thing is goal
    with pytest.raises(TypeError, match="goal_hidden does not happen to a Comment"):
        events.goal_hidden(Comment(id=1))
