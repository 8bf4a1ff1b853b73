"""An opening that is undone while people vote: nobody has voted in it, or it stays open and every vote counts."""

import time
from functools import partial

from tests.faults.storm import at_once, refusals

VOTERS = 4
MOST = 40


def test_what_races_the_undoing_of_an_opening_is_refused_or_keeps_the_round_open(room, second_server):
    [goal] = room.goals(1)
    voters = room.people(VOTERS)
    deputy = room.tabs(room.lead, 1, [second_server])[0]
    outcomes = set()
    for repetition in range(MOST):
        round_id = room.vote(method="approve", secrecy=("named", "confidential", "secret")[repetition % 3])
        # From clearly before the ballots to clearly after them, over the repetitions.
        # A node that has been idle answers later than one that counts: so the ballots wait too, longest at first.
        undoing = partial(_later, 0.002 * (repetition % 10), deputy, room.slug, "unopen_round", round_id=round_id)
        ballot, wait = {"round_id": round_id, "choices": {goal: 1}}, 0.008 * max(0, 8 - repetition % 10)
        votes = [partial(_later, wait, one, room.slug, "cast_ballot", **ballot) for one in voters]
        answers = at_once([undoing, *votes])
        undone, *cast = answers
        if undone.ok:
            assert refusals(cast) == ["round_closed"] * VOTERS
            assert room.round(round_id)["state"] == "planned"
            assert round_id not in room.lead.snapshot(room.slug)["me"]["voted"]
            room.do("remove_round", round_id=round_id)
        else:
            assert undone.json()["reason"] == "round_used"
            assert [answer.status_code for answer in cast] == [200] * VOTERS
            assert room.finish(round_id)["voters"] == VOTERS
        outcomes.add(undone.ok)
        if len(outcomes) == 2 and repetition > 10:
            break
    # Otherwise nothing has raced.
    assert outcomes == {True, False}


def _later(seconds, client, slug, command, **arguments):
    time.sleep(seconds)
    return client.do(slug, command, **arguments)
