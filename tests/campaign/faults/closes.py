"""Ballots at the instant at which their round closes."""

import time
from datetime import UTC, datetime, timedelta

from tests.campaign.faults.registry import fault
from tests.campaign.scene import Scene, until
from tests.faults.storm import at_once


@fault()
def closed_by_hand(scene: Scene) -> None:
    """The facilitator closes each round while ballots are on their way: those are counted or refused."""
    for vote in scene.votes:
        at_once([*_ballots(scene, vote, 0.05), lambda v=vote: _close(scene, v)])


@fault()
def closed_by_the_clock(scene: Scene) -> None:
    """The clock closes the rounds while ballots are on their way: those are counted or refused."""
    closes_at = datetime.now(UTC) + timedelta(seconds=1.5)
    for vote in scene.votes:
        scene.room.do("extend_round", round_id=vote.round_id, closes_at=closes_at.isoformat())
    time.sleep(max(0.0, (closes_at - datetime.now(UTC)).total_seconds() - 0.5))
    at_once(cast for vote in scene.votes for cast in _ballots(scene, vote, 0.6))
    until(lambda: all(scene.room.round(vote.round_id)["state"] == "closed" for vote in scene.votes), 10)


def _ballots(scene, vote, longest):
    def cast(person):
        time.sleep(person.chance.uniform(0, longest))
        return scene.cast(person, vote)

    return [lambda p=person: cast(p) for person in scene.people]


def _close(scene, vote):
    scene.pause(0, 0.04)
    scene.room.do("close_round", round_id=vote.round_id)
