"""Two facilitators at once: one step is taken, the other is told that things are not as they were."""

import pytest

from tests.faults.storm import at_once, refusals

REPETITIONS = 25


@pytest.fixture
def deputy(room, second_server):
    """Another facilitator, in the other process."""
    return room.tabs(room.facilitator(), 1, [second_server])[0]


def test_of_two_rounds_of_one_workshop_that_are_opened_at_once_one_opens(room, deputy):
    kinds = [{"kind": "propose"}, {"kind": "vote", "method": "approve"}]
    winners = set()
    for repetition in range(REPETITIONS):
        # Who is in time is told by the revision that each of them saw, with and without saying it.
        planned = [_plan(room, workshop_id=room.workshop_id, **kind) for kind in kinds]
        expected = [{"expect": revision} if repetition % 2 else {} for _, revision in planned]
        who = [room.lead, deputy] if repetition % 3 else [deputy, room.lead]
        answers = at_once(
            lambda leader=leader, round_id=round_id, expect=expect: leader.do(
                room.slug, "open_round", round_id=round_id, **expect
            )
            for leader, (round_id, _), expect in zip(who, planned, expected, strict=True)
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert refusals(answers) == ["conflict"]
        states = [room.round(round_id)["state"] for round_id, _ in planned]
        assert states == ["open" if answer.ok else "planned" for answer in answers]
        winners.add(states.index("open"))
        for (round_id, _), state in zip(planned, states, strict=True):
            room.do("close_round" if state == "open" else "remove_round", round_id=round_id)
    # Otherwise nothing has raced.
    assert winners == {0, 1}


STEPS = ("postpone_round", "move_round", "open_round", "unopen_round", "close_round", "extend_round", "pause_round")
STEPS += ("reveal_results", "reveal_next")


@pytest.mark.parametrize("step", STEPS)
def test_of_two_who_take_the_same_step_from_the_same_revision_one_takes_it(room, deputy, step):
    room.goals(1)
    timed = {"opens_at": "2100-01-01T09:00:00Z"} if step == "postpone_round" else {}
    for _ in range(REPETITIONS // 3):
        round_id, _ = _plan(room, kind="vote", method="approve", minutes=30, **timed)
        counted = ["open_round", "close_round"]
        before = {"postpone_round": [], "move_round": [], "open_round": [], "reveal_results": counted}
        before = {**before, "reveal_next": counted}.get(step, ["open_round"])
        for earlier in before:
            room.do(earlier, round_id=round_id)
        expect = room.round(round_id)["revision"]
        more = {"minutes": 5} if step in ("postpone_round", "extend_round") else {}
        answers = at_once(
            lambda leader=leader, round_id=round_id, expect=expect, more=more: leader.do(
                room.slug, step, round_id=round_id, expect=expect, **more
            )
            for leader in (room.lead, deputy)
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        assert refusals(answers) == ["conflict"]
        assert room.round(round_id)["revision"] == expect + 1


def test_an_edit_from_a_stale_revision_changes_nothing(room, deputy):
    [goal] = room.goals(1)
    seen = next(each for each in room.lead.snapshot(room.slug)["goals"] if each["id"] == int(goal))
    edits = [(room.lead, "From the lead"), (deputy, "From the deputy")]
    answers = at_once(
        lambda leader=leader, title=title: leader.do(
            room.slug, "edit_goal", goal_id=seen["id"], title=title, expect=seen["revision"]
        )
        for leader, title in edits
    )
    assert refusals(answers) == ["conflict"]
    [kept] = [title for answer, (_, title) in zip(answers, edits, strict=True) if answer.ok]
    shown = next(each for each in room.lead.snapshot(room.slug)["goals"] if each["id"] == seen["id"])
    assert kept in shown["title"].values()


def _plan(room, **fields):
    answer = room.lead.do(room.slug, "create_round", title="A round", **fields).json()
    return answer["result"]["round_id"], answer["events"][0]["revision"]
