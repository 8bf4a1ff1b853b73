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


def test_of_two_who_publish_or_settle_the_same_at_once_one_does(room, deputy):
    [aino] = room.people(1)
    _moderated(room)
    for _ in range(REPETITIONS // 3):
        waiting = _waits(room, aino)
        answers = at_once(
            lambda leader=leader, waiting=waiting: leader.do(room.slug, "publish_goal", goal_id=waiting["id"])
            for leader in (room.lead, deputy)
        )
        assert refusals(answers) == ["conflict"]
        [goal] = room.goals(1)
        report = aino.done(room.slug, "report", goal_id=int(goal), reason="Untrue")["report_id"]
        answers = at_once(
            lambda leader=leader, report=report: leader.do(room.slug, "settle_reports", report_ids=[report])
            for leader in (room.lead, deputy)
        )
        assert refusals(answers) == ["conflict"]


@pytest.mark.parametrize("act", ["edit_goal", "withdraw_goal", "hide_goal"])
def test_what_is_published_is_what_was_seen_whatever_happens_to_it_at_once(room, deputy, second_server, act):
    [aino], [reader] = room.people(1), room.people(1)
    _moderated(room)
    tab = room.tabs(aino, 1, [second_server])[0]
    outcomes = set()
    for _ in range(REPETITIONS):
        waiting = _waits(room, aino)
        more = {"edit_goal": {"title": "Another"}, "hide_goal": {"reason": "Untrue"}}.get(act, {})
        who = deputy if act == "hide_goal" else tab
        acts = [
            lambda waiting=waiting: room.lead.do(
                room.slug, "publish_goal", goal_id=waiting["id"], expect=waiting["revision"]
            ),
            lambda waiting=waiting, more=more, who=who: who.do(room.slug, act, goal_id=waiting["id"], **more),
        ]
        published, other = at_once(acts)
        assert other.ok
        seen = [goal for goal in reader.snapshot(room.slug)["goals"] if goal["id"] == waiting["id"]]
        # What was published first has happened for everybody; else nobody else has ever heard of it.
        assert bool(seen) == published.ok
        assert published.ok or published.json()["code"] in ("conflict", "not_found")
        outcomes.add(published.ok)
    # Otherwise nothing has raced.
    assert outcomes == {True, False}


def _moderated(room):
    room.do("open_round", **room.do("create_round", kind="propose", title="Ideas", moderated=True))


def _waits(room, author):
    """Let somebody propose what waits, and return it as facilitators have it."""
    number = author.done(room.slug, "propose_goal", theme_id=room.theme_id, title="Roads")["goal_id"]
    return next(each["thing"] for each in room.lead.snapshot(room.slug)["queue"] if each.get("thing_id") == number)


def _plan(room, **fields):
    answer = room.lead.do(room.slug, "create_round", title="A round", **fields).json()
    return answer["result"]["round_id"], answer["events"][0]["revision"]
