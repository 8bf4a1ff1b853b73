"""The checker notices what must not be: each of these lies is found out."""

import random
from uuid import uuid4

import pytest

from tests.campaign.checker import check
from tests.campaign.people import Sent, propose
from tests.campaign.place import SQLITE, Place
from tests.campaign.scene import Scene, until


@pytest.fixture(scope="module")
def place():
    """A place on SQLite for all of these."""
    place = Place(SQLITE, lambda: None)
    yield place
    place.close()


@pytest.fixture
def scene(place):
    """A scene in which a participant has proposed a goal and voted, and nothing has gone wrong yet."""
    scene = Scene(place, random.Random(1), patience=30)
    propose(scene.people[0], scene.room.theme_id)
    for vote in scene.votes:
        scene.cast(scene.people[0], vote)
    yield scene
    scene.close()


def test_where_nothing_went_wrong_nothing_is_found(scene):
    verdict = check(scene)
    assert (verdict.broken, verdict.acknowledged) == ([], 4)


def test_an_acknowledged_goal_that_is_not_there_is_lost(scene):
    lie = Sent("propose_goal", {"title": "Never stored"}, str(uuid4()), result={"goal_id": 10**6}, answered_at=1.0)
    scene.people[1].sent.append(lie)
    verdict = check(scene)
    assert [len(verdict.lost), len(verdict.broken)] == [1, 1]


def test_a_goal_that_is_there_twice_is_doubled(scene):
    title = scene.people[0].sent[0].arguments["title"]
    scene.room.do("propose_goal", theme_id=scene.room.theme_id, title=title)
    assert len(check(scene).doubled) == 1


def test_a_goal_that_nobody_sent_is_found(scene):
    scene.room.do("propose_goal", theme_id=scene.room.theme_id, title="Out of nowhere")
    assert [what for what in check(scene).wrong if "Out of nowhere" in what]


def test_a_ballot_that_was_acknowledged_and_is_not_counted_is_lost(scene):
    told = next(each for each in scene.people[0].sent if each.command == "cast_ballot")
    told.arguments = {**told.arguments, "choices": dict.fromkeys(scene.goals, 1)}
    assert check(scene).lost


def test_a_ballot_that_was_refused_and_is_counted_is_found(scene):
    for sent in scene.people[0].sent:
        if sent.command == "cast_ballot":
            sent.result, sent.refusal = None, "round_closed"
    assert len(check(scene).doubled) == len(scene.votes)


def test_a_client_that_missed_something_has_not_converged(scene):
    deaf = scene.hearers[1]
    until(lambda: deaf.known["goals"][-1]["title"]["fi"] == scene.people[0].sent[0].arguments["title"], 30)
    deaf.leave()
    deaf.known = {**deaf.known, "goals": deaf.known["goals"][:-1]}
    scene.patience = 1
    assert check(scene).apart
