"""Results that are shown place by place: from the last to the first, ties together, and the rest not at all."""

from uuid import uuid4

import pytest

from tests.commands.hall import Hall, one
from workshop.engine.request_state import place_of
from workshop.errors import Conflict, Forbidden
from workshop.queries.changes import changes


def counted(hall: Hall, votes: dict[str, int], **more) -> tuple[int, list[int]]:
    """Hold a vote in which each goal (in the order of `votes`) gets so many, and close it; return round and goals."""
    goals = hall.goals(len(votes))
    round_id = hall.opened("vote", **{"method": "approve", "secrecy": "named", **more})
    for number in range(max(votes.values())):
        who = hall.join(f"Osallistuja {number}")
        chosen = {f"g{goal}": 1 for goal, amount in zip(goals, votes.values(), strict=True) if amount > number}
        hall.cast(who, round_id, **chosen)
    hall.do(hall.lead, "close_round", round_id=round_id)
    return round_id, goals


def told(hall: Hall, round_id: int, account: int | None = None) -> dict | None:
    """The tally of a round, as it has left the server."""
    return hall.seen(account)["tallies"].get(str(round_id))


def test_places_are_shown_from_the_last_to_the_first_and_ties_together(hall: Hall):
    round_id, goals = counted(hall, {"a": 3, "b": 1, "c": 4, "d": 1, "e": 0})
    a, b, c, d, e = map(str, goals)
    assert told(hall, round_id) is None
    seen = []
    for _ in range(4):
        answer = hall.ask(hall.lead, "reveal_next", round_id=round_id)
        assert answer.result == {"round_id": round_id}
        tally = told(hall, round_id, hall.aino)
        assert tally == told(hall, round_id), "facilitators see no more than others do"
        seen.append((answer.events[0].name, sorted(tally["goals"]), tally.get("shown"), tally.get("left")))
    assert seen == [
        ("place_revealed", [e], 1, 4),
        ("place_revealed", sorted([b, d, e]), 3, 2),
        ("place_revealed", sorted([a, b, d, e]), 4, 1),
        ("results_revealed", sorted([a, b, c, d, e]), None, None),
    ]


def test_until_the_first_place_is_shown_voters_breakdowns_and_salt_are_kept(hall: Hall):
    round_id, goals = counted(hall, {"a": 2, "b": 1})
    hall.do(hall.lead, "reveal_next", round_id=round_id)
    tally, round_ = told(hall, round_id), one(hall.seen()["rounds"], round_id)
    assert tally == {"version": 2, "voters": None, "goals": {str(goals[1]): {"approve": 1}}, "shown": 1, "left": 1}
    assert (round_["state"], round_["salt"], round_["revealed_at"]) == ("closed", None, None)
    hall.do(hall.lead, "reveal_next", round_id=round_id)
    tally, round_ = told(hall, round_id), one(hall.seen()["rounds"], round_id)
    assert (tally["version"], tally["voters"], len(tally["ballots"])) == (3, 2, 2)
    assert round_["state"] == "revealed" and round_["salt"] and round_["revealed_at"]


def test_the_rest_can_be_shown_at_once_and_is_newer_than_what_was_shown(hall: Hall):
    round_id, goals = counted(hall, {"a": 3, "b": 2, "c": 1})
    hall.do(hall.lead, "reveal_next", round_id=round_id)
    before = told(hall, round_id)["version"]
    hall.do(hall.lead, "reveal_results", round_id=round_id)
    tally = told(hall, round_id)
    assert tally["version"] > before and "left" not in tally
    assert sorted(tally["goals"]) == sorted(map(str, goals))


def test_where_too_few_voted_the_first_step_ends_it_without_figures(hall: Hall):
    round_id, _ = counted(hall, {"a": 2, "b": 1}, secrecy="confidential", totals="threshold")
    [event] = hall.ask(hall.lead, "reveal_next", round_id=round_id).events
    assert (event.name, event.data["withheld"]) == ("results_revealed", True)
    assert told(hall, round_id) is None


def test_what_is_shown_already_or_open_or_no_vote_has_no_next_place(hall: Hall):
    def reason(round_id: int) -> str:
        with pytest.raises(Conflict) as refused:
            hall.do(hall.lead, "reveal_next", round_id=round_id)
        return refused.value.reason

    at_close, _ = counted(hall, {"a": 1}, results="at_close")
    assert reason(at_close) == "round_revealed"
    assert reason(hall.opened("vote", method="approve")) == "round_open"
    pause = hall.opened("pause")
    hall.do(hall.lead, "close_round", round_id=pause)
    assert reason(pause) == "nothing_to_reveal"


def test_the_same_sent_twice_or_from_what_is_no_longer_so_shows_one_place(hall: Hall):
    round_id, _ = counted(hall, {"a": 3, "b": 2, "c": 1})
    saw, key = one(hall.seen()["rounds"], round_id)["revision"], str(uuid4())
    answers = [hall.ask(hall.lead, "reveal_next", key=key, round_id=round_id, expect=saw) for _ in range(2)]
    assert [answer.replayed for answer in answers] == [False, True]
    with pytest.raises(Conflict):
        hall.do(hall.lead, "reveal_next", round_id=round_id, expect=saw)
    assert told(hall, round_id)["shown"] == 1


def test_nobody_but_a_facilitator_shows_a_place(hall: Hall):
    round_id, _ = counted(hall, {"a": 1, "b": 0})
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "reveal_next", round_id=round_id)


def test_changes_bring_the_places_that_are_shown_and_no_other(hall: Hall):

    round_id, goals = counted(hall, {"a": 2, "b": 1})
    since = hall.seen()["revision"]
    hall.do(hall.lead, "reveal_next", round_id=round_id)
    with hall.database.read() as session:
        found = changes(session, *place_of(session, hall.slug, hall.aino), since, None)
    assert list(found["tallies"][str(round_id)]["goals"]) == [str(goals[1])]
