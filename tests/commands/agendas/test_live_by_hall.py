"""One named round in several halls: live figures have those of each hall, which move with the figures of all."""

import pytest

from tests.commands.hall import Hall
from workshop.operations.publishing import publish_live


def opened(hall: Hall, **terms) -> tuple[int, list[int], dict[str, int]]:
    """Open a vote in two halls; gives the round, two goals, and a voter in each hall by its id."""
    other = hall.ask(hall.lead, "create_workshop", title="Toinen sali").events[0].data
    first, hall.code = hall.code, other["code"]
    there = hall.join("Ulla")
    hall.code = first
    goals = hall.goals(2)
    halls = [hall.workshop, other["id"]]
    about = {"kind": "vote", "title": "?", "method": "approve", "results": "live", "secrecy": "named", **terms}
    vote = hall.do(hall.lead, "create_round", workshop_ids=halls, **about)["round_id"]
    hall.do(hall.lead, "open_round", round_id=vote)
    return vote, goals, {str(hall.workshop): hall.aino, str(other["id"]): there}


def test_the_figures_of_each_hall_move_with_those_of_all_and_are_told_as_at_the_close(hall: Hall):
    vote, (one, other), voters = opened(hall)
    first, second = voters
    for account in voters.values():
        hall.cast(account, vote, **{f"g{one}": 1})
    assert publish_live(hall.database, vote)
    tally = hall.seen()["tallies"][str(vote)]
    assert tally["goals"][str(one)] == {"approve": 2}
    assert tally["breakdowns"]["workshop"][str(one)] == {first: {"approve": 1}, second: {"approve": 1}}
    assert tally["titles"]["workshop"][second] == {"fi": "Toinen sali"}
    # All together are as many as before, but not in each hall.
    hall.cast(voters[first], vote, **{f"g{one}": None, f"g{other}": 1})
    hall.cast(hall.ville, vote, **{f"g{one}": 1})
    hall.cast(voters[second], vote, **{f"g{one}": None, f"g{other}": 1})
    assert publish_live(hall.database, vote)
    live = hall.seen()["tallies"][str(vote)]
    assert live["breakdowns"]["workshop"][str(one)] == {first: {"approve": 1}, second: {"approve": 0}}
    hall.do(hall.lead, "close_round", round_id=vote)
    closed = hall.seen()["tallies"][str(vote)]
    assert closed["breakdowns"]["workshop"] == live["breakdowns"]["workshop"]


def test_they_move_also_where_the_figures_of_all_stay(hall: Hall):
    vote, (one, other), voters = opened(hall)
    first, second = voters
    hall.cast(voters[first], vote, **{f"g{one}": 1})
    hall.cast(voters[second], vote, **{f"g{other}": 1})
    assert publish_live(hall.database, vote)
    before = hall.seen()["tallies"][str(vote)]
    hall.cast(voters[first], vote, **{f"g{one}": None, f"g{other}": 1})
    hall.cast(voters[second], vote, **{f"g{other}": None, f"g{one}": 1})
    assert publish_live(hall.database, vote)
    after = hall.seen()["tallies"][str(vote)]
    assert after["goals"] == before["goals"]
    assert after["breakdowns"]["workshop"][str(one)] == {first: {"approve": 0}, second: {"approve": 1}}


@pytest.mark.parametrize("terms", [{"secrecy": "confidential", "results": "at_close"}, {"breakdowns": ["body"]}])
def test_while_it_is_open_nothing_is_told_by_hall_of_other_rounds(hall: Hall, terms):
    vote, (one, _), voters = opened(hall, **terms)
    for account in voters.values():
        hall.cast(account, vote, **{f"g{one}": 1})
    publish_live(hall.database, vote)
    assert "breakdowns" not in hall.seen()["tallies"].get(str(vote), {})


def test_who_joins_another_hall_counts_there_with_the_next_ballot_and_at_the_close(hall: Hall):
    vote, (one, other), voters = opened(hall)
    (first, here), (second, there) = voters.items()
    for account in (here, there):
        hall.cast(account, vote, **{f"g{one}": 1})
    assert publish_live(hall.database, vote)
    hall.code = next(each["code"] for each in hall.seen()["workshops"] if str(each["id"]) == second)
    hall.join("Aino", account=here)
    hall.cast(hall.ville, vote, **{f"g{other}": 1})
    assert publish_live(hall.database, vote)
    by_hall = {str(one): {first: {"approve": 0}, second: {"approve": 2}}}
    by_hall[str(other)] = {first: {"approve": 1}, second: {"approve": 0}}
    assert hall.seen()["tallies"][str(vote)]["breakdowns"]["workshop"] == by_hall
    hall.do(hall.lead, "close_round", round_id=vote)
    assert hall.seen()["tallies"][str(vote)]["breakdowns"]["workshop"] == by_hall


def test_of_a_double_that_is_joined_nothing_counts_twice_in_any_hall(hall: Hall):
    vote, (one, other), voters = opened(hall)
    here, there = voters.values()
    hall.cast(here, vote, **{f"g{one}": 1})
    hall.cast(there, vote, **{f"g{other}": 1})
    assert publish_live(hall.database, vote)
    into, gone = hall.participant(here), hall.participant(there)
    hall.do(hall.lead, "join_participants", participant_id=into, double_ids=[gone])
    publish_live(hall.database, vote)
    tally = hall.seen()["tallies"][str(vote)]
    assert tally["voters"] == 1
    by_goal = tally["breakdowns"]["workshop"]
    assert sum(cells["approve"] for by in by_goal.values() for cells in by.values()) == 1


def test_each_hall_has_its_own_figures_where_two_named_rounds_of_two_halls_run_at_once(hall: Hall):
    goals = hall.goals(1)
    other = hall.ask(hall.lead, "create_workshop", title="Toinen sali").events[0].data["id"]
    terms = {"kind": "vote", "title": "?", "method": "approve", "results": "live", "secrecy": "named"}
    votes = [
        hall.do(hall.lead, "create_round", workshop_id=each, **terms)["round_id"] for each in (hall.workshop, other)
    ]
    for vote in votes:
        hall.do(hall.lead, "open_round", round_id=vote)
        hall.cast(hall.aino, vote, **{f"g{goals[0]}": 1})
        assert publish_live(hall.database, vote)
        # One hall alone is no group.
        assert "breakdowns" not in hall.seen()["tallies"][str(vote)]
