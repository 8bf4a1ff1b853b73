"""Withdrawing: free while nobody else has a part in it, marked and to be undone afterwards."""

from datetime import timedelta

import pytest

from tests.commands.hall import Hall, one
from workshop import policy
from workshop.errors import Conflict, Forbidden, NotFound
from workshop.models import Notice

NOUNS = ("goal", "measure", "comment")


@pytest.fixture
def written(hall: Hall) -> dict[str, int]:
    """A goal of Aino's, and on it a measure and a comment of hers."""
    hall.opened("propose")
    hall.opened("comment")
    measures = [{"text": "Tuki"}]
    goal = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Kuitu", measures=measures)["goal_id"]
    measure = hall.seen()["measures"][0]["id"]
    comment = hall.do(hall.aino, "add_comment", goal_id=goal, text="Hyvä", stance="for")["comment_id"]
    return {"goal": goal, "measure": measure, "comment": comment}


def say(hall: Hall, account: int, noun: str, written: dict[str, int]) -> None:
    """Let someone say something to what Aino wrote."""
    about = {"goal_id": written["goal"]} if noun != "measure" else {"measure_id": written["measure"]}
    reply = {"reply_to": written["comment"]} if noun == "comment" else {}
    hall.do(account, "add_comment", text="Samaa mieltä", stance="for", **about, **reply)


def withdraw(hall: Hall, account: int, noun: str, written: dict[str, int]) -> None:
    """Let someone withdraw what Aino wrote."""
    hall.do(account, f"withdraw_{noun}", **{f"{noun}_id": written[noun]})


def restore(hall: Hall, account: int, noun: str, written: dict[str, int]) -> None:
    """Let someone bring back what Aino wrote."""
    hall.do(account, f"restore_{noun}", **{f"{noun}_id": written[noun]})


def told(hall: Hall, account: int) -> list[tuple[str, dict]]:
    """What an account is told about what it wrote."""
    notices = [each for each in hall.seen(account)["notices"] if not each.get("removed")]
    return [(each["name"], each["texts"]) for each in notices]


def away(hall: Hall) -> list[tuple[str, int, str]]:
    """What facilitators see as taken away."""
    there = [each for each in hall.seen()["hidings"] if not each.get("removed")]
    return [(each["kind"], each["thing_id"], each["taken_by"]) for each in there]


def let_ten_minutes_pass(hall: Hall) -> str:
    """Move on the time until which Aino may bring back what she withdrew last; gives what it was."""
    (notice,) = [each for each in hall.seen(hall.aino)["notices"] if not each.get("removed")]

    def ten_minutes_ago(session):
        session.get(Notice, notice["id"]).until -= policy.TO_BRING_BACK + timedelta(seconds=1)

    hall.database.write(ten_minutes_ago)
    return notice["until"]


@pytest.mark.parametrize("noun", NOUNS)
def test_what_nobody_else_has_a_part_in_is_its_author_s_alone_to_bring_back(hall: Hall, written, noun):
    say(hall, hall.aino, noun, written)
    withdraw(hall, hall.aino, noun, written)
    assert away(hall) == []
    assert [name for name, _ in told(hall, hall.aino)] == ["withdrawn"]
    with pytest.raises(NotFound):
        restore(hall, hall.lead, noun, written)
    (notice,) = [each for each in hall.seen(hall.aino)["notices"] if not each.get("removed")]
    hall.do(hall.aino, "dismiss_notice", notice_id=notice["id"])
    restore(hall, hall.aino, noun, written)
    assert "removed" not in one(hall.seen()[f"{noun}s"], written[noun])


@pytest.mark.parametrize("noun", NOUNS)
def test_what_others_have_a_part_in_is_brought_back_by_its_author(hall: Hall, written, noun):
    say(hall, hall.ville, noun, written)
    before = hall.seen()
    withdraw(hall, hall.aino, noun, written)
    assert one(hall.seen(hall.ville)[f"{noun}s"], written[noun])["removed"]
    assert away(hall) == [(noun, written[noun], "author")]
    assert [name for name, _ in told(hall, hall.aino)] == ["withdrawn"]
    with pytest.raises(Forbidden):
        restore(hall, hall.ville, noun, written)
    restore(hall, hall.aino, noun, written)
    after = hall.seen()
    kept, back = (one(seen[f"{noun}s"], written[noun]) for seen in (before, after))
    assert {**back, "revision": 0} == {**kept, "revision": 0}
    assert (away(hall), told(hall, hall.aino)) == ([], [])


@pytest.mark.parametrize("noun", NOUNS)
def test_after_ten_minutes_only_those_who_lead_bring_it_back(hall: Hall, written, noun):
    say(hall, hall.ville, noun, written)
    withdraw(hall, hall.aino, noun, written)
    hiding = next(each for each in hall.seen()["hidings"] if not each.get("removed"))
    assert let_ten_minutes_pass(hall) > hiding["hidden_at"]
    with pytest.raises(Conflict) as refused:
        restore(hall, hall.aino, noun, written)
    assert refused.value.reason == "withdrawn_long_ago"
    restore(hall, hall.lead, noun, written)
    assert away(hall) == []


@pytest.mark.parametrize("noun", NOUNS)
def test_after_ten_minutes_nobody_is_promised_for_what_is_gone_for_good(hall: Hall, written, noun):
    say(hall, hall.aino, noun, written)
    withdraw(hall, hall.aino, noun, written)
    let_ten_minutes_pass(hall)
    with pytest.raises(Conflict) as refused:
        restore(hall, hall.aino, noun, written)
    assert refused.value.reason == "withdrawn_for_good"
    with pytest.raises(NotFound):
        restore(hall, hall.lead, noun, written)


@pytest.mark.parametrize("noun", NOUNS)
def test_an_author_does_not_bring_back_what_a_facilitator_took_away(hall: Hall, written, noun):
    hall.do(hall.lead, f"hide_{noun}", **{f"{noun}_id": written[noun]}, reason="Kahdesti")
    with pytest.raises(Forbidden):
        restore(hall, hall.aino, noun, written)
    restore(hall, hall.lead, noun, written)
    if noun != "comment":
        withdraw(hall, hall.lead, noun, written)
        assert away(hall) == [(noun, written[noun], "facilitator")]
        assert [name for name, _ in told(hall, hall.aino)] == ["withdrawn_for"]
        with pytest.raises(Forbidden):
            restore(hall, hall.aino, noun, written)


@pytest.mark.parametrize("part", ["comment on a measure", "measure", "hidden comment"])
def test_any_part_of_others_makes_a_goal_one_that_can_be_brought_back(hall: Hall, written, part):
    if part == "measure":
        hall.do(hall.lead, "propose_measure", goal_id=written["goal"], text="Rahaa")
    else:
        say(hall, hall.ville, "measure", written)
    if part == "hidden comment":
        said = max(each["id"] for each in hall.seen()["comments"])
        hall.do(hall.lead, "hide_comment", comment_id=said, reason="Asiaton")
    withdraw(hall, hall.aino, "goal", written)
    restore(hall, hall.aino, "goal", written)
    assert "removed" not in one(hall.seen()["goals"], written["goal"])


@pytest.mark.parametrize("voted", [False, True])
def test_whether_anybody_voted_makes_no_difference_but_whether_it_stood_on_a_ballot(hall: Hall, written, voted):
    hall.goals(1)
    voting = hall.opened("vote")
    if voted:
        hall.cast(hall.ville, voting, **{f"g{written['goal']}": 1})
    withdraw(hall, hall.aino, "goal", written)
    assert away(hall) == [("goal", written["goal"], "author")]
    # It cost nothing on the ballots while it was away, so that they could hold more than they may.
    for account in (hall.aino, hall.lead):
        with pytest.raises(Conflict):
            restore(hall, account, "goal", written)
    hall.do(hall.lead, "close_round", round_id=voting)
    restore(hall, hall.aino, "goal", written)
    assert away(hall) == []


def test_a_planned_ballot_binds_nobody(hall: Hall, written):
    hall.do(hall.lead, "create_round", kind="vote", title="Äänestys")
    withdraw(hall, hall.aino, "goal", written)
    assert away(hall) == []


def test_what_is_withdrawn_again_can_be_brought_back_again(hall: Hall, written):
    say(hall, hall.ville, "goal", written)
    for _ in range(2):
        withdraw(hall, hall.aino, "goal", written)
        restore(hall, hall.aino, "goal", written)
    withdraw(hall, hall.aino, "goal", written)
    assert away(hall) == [("goal", written["goal"], "author")]
    assert told(hall, hall.aino) == [("withdrawn", {"fi": "Kuitu"})]
