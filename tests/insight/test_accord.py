"""Agreement and division between groups, from shown figures alone."""

import copy

import pytest

from tests.insight.records import record, said, vote
from workshop.insight.accord import accords

GOALS = ("1", "2", "3", "4", "5")


def by_body(**groups: list[tuple[int, int] | None]) -> dict[str, dict]:
    """The breakdown by body: of each body what it said of each goal, None where it is hidden."""
    return {
        goal: {body: told[place] and said(*told[place]) for body, told in groups.items()}
        for place, goal in enumerate(GOALS)
    }


def read(broken, goals=None, **more):
    """What a vote with such a breakdown says; by default half of forty are for each goal."""
    goals = goals or {goal: said(20, 20) for goal in GOALS}
    [one] = accords(record(rounds=[vote(1, goals, tally={"breakdowns": {"body": broken}, **more})]))
    return one


ALIKE = [(9, 1), (8, 2), (7, 3), (2, 8), (1, 9)]


def test_what_all_put_among_their_first_three_is_agreed_on():
    one = read(by_body(board=ALIKE, network=[(9, 1), (1, 9), (7, 3), (8, 2), (2, 8)]))
    assert [called["goal_id"] for called in one.agreed] == [1, 3]
    assert (one.groups, one.left_out) == (["board", "network"], 0)


def test_a_group_with_a_hidden_figure_takes_no_part_in_agreement():
    hidden = [None, *ALIKE[1:]]
    one = read(by_body(board=ALIKE, network=ALIKE, youth=hidden))
    assert (one.groups, one.left_out) == (["board", "network"], 1)
    assert read(by_body(board=ALIKE, youth=hidden)).agreed == []


def test_a_tie_for_the_third_place_counts_for_nobody():
    tied = [(9, 1), (8, 2), (5, 5), (5, 5), (1, 9)]
    assert [called["goal_id"] for called in read(by_body(board=tied, network=tied)).agreed] == [1, 2]


def test_of_three_goals_all_are_among_the_first_three_and_nothing_is_said():
    goals = {goal: said(20, 20) for goal in GOALS[:3]}
    broken = {goal: cells for goal, cells in by_body(board=ALIKE, network=ALIKE).items() if goal in goals}
    assert read(broken, goals).agreed == []


def test_a_group_apart_from_all_others_is_told_with_both_shares():
    one = read(by_body(youth=[(8, 2), *[(5, 5)] * 4]), {goal: said(22, 28) for goal in GOALS})
    [division] = one.divisions
    assert (division.group, division.called["goal_id"]) == ("youth", 1)
    assert (division.own.percent, division.others.percent, division.apart) == (80, 35, 45)


@pytest.mark.parametrize("told", [(5, 5), (4, 0)], ids=["too little apart", "of fewer than five"])
def test_small_differences_and_small_groups_are_not_told(told):
    assert read(by_body(youth=[told, *[(5, 5)] * 4])).divisions == []


def test_whoever_is_in_no_group_is_no_group():
    one = read(by_body(**{"": [(10, 0)] * 5}))
    assert (one.groups, one.divisions) == ([], [])


def test_figures_of_all_voters_need_a_shown_turnout_of_the_body():
    goals = {goal: {"approve": 20} for goal in GOALS}
    broken = {goal: {"youth": {"approve": 9}} for goal in GOALS}

    def divided(bodies):
        more = {"breakdowns": {"body": broken}, "turnout": {"bodies": bodies}}
        [one] = accords(record(rounds=[vote(1, goals, voters=50, method="approve", tally=more)]))
        return len(one.divisions)

    assert divided({"youth": {"entitled": 12, "voted": 10}}) == 5
    assert divided({"youth": None}) == 0
    assert divided(None) == 0


def test_paper_and_hands_are_in_no_group_so_such_a_round_is_not_compared():
    goals = {goal: said(20, 20) for goal in GOALS}
    more = {"breakdowns": {"body": by_body(board=ALIKE, network=ALIKE)}, "channels": {"paper": {}}}
    assert accords(record(rounds=[vote(1, goals, tally=more)])) == []


@pytest.mark.parametrize(
    "change",
    [{"state": "open"}, {"tally": None}, {"subject": "measures"}],
    ids=["open", "not shown", "on measures"],
)
def test_only_votes_on_goals_that_are_over_and_shown_are_read(change):
    goals = {goal: said(20, 20) for goal in GOALS}
    round_ = vote(1, goals, tally={"breakdowns": {"body": by_body(board=ALIKE, network=ALIKE)}})
    assert accords(record(rounds=[round_])) != []
    assert accords(record(rounds=[{**round_, **change}])) == []


def test_what_was_hidden_since_is_not_named():
    round_ = vote(
        1, {goal: said(20, 20) for goal in GOALS}, tally={"breakdowns": {"body": by_body(board=ALIKE, network=ALIKE)}}
    )
    there = copy.deepcopy(round_)
    there["called"][0]["since"] = {"hidden": "2026-02-01T10:00:00.000Z"}
    [before], [after] = accords(record(rounds=[round_])), accords(record(rounds=[there]))
    assert {1} == {each["goal_id"] for each in before.agreed} - {each["goal_id"] for each in after.agreed}
    assert all(each.called["goal_id"] != 1 for each in after.divisions)
