"""A goal's support from round to round, on one scale."""

from tests.insight.records import record, said, vote
from workshop.insight.course import courses


def read(*rounds):
    """What these votes tell of their goals."""
    return courses(record(rounds=rounds))


def test_a_goal_is_followed_in_the_order_of_the_closes():
    found = read(vote(2, {"1": said(15, 5)}), vote(1, {"1": said(5, 15), "2": said(1, 1)}))
    [one] = found.goals
    assert [(point.round["id"], point.share.percent, point.voters) for point in one.points] == [
        (1, 25, 20),
        (2, 75, 20),
    ]
    assert (one.change, one.reworded, found.apart) == (50, False, [])


def test_another_way_of_voting_is_another_scale_and_named():
    found = read(vote(1, {"1": said(5, 15)}), vote(2, {"1": {"approve": 9}}, method="approve"))
    assert found.goals == []
    assert [each["id"] for each in found.apart] == [1, 2]


def test_dots_are_compared_only_where_the_same_goals_were_on_the_ballot():
    cells = {"points": 10, "voters": 5}
    same = [vote(number, {"1": cells, "2": cells}, method="dots", points=5) for number in (1, 2)]
    assert len(read(*same).goals) == 2
    assert read(same[0], vote(2, {"1": cells}, method="dots", points=5)).goals == []
    assert read(same[0], vote(2, {"1": cells, "2": cells}, method="dots", points=6)).goals == []


def test_a_goal_that_was_called_otherwise_is_said_to_be_reworded():
    first, second = (vote(number, {"1": said(5, 5)}) for number in (1, 2))
    first["called"][0]["title"] = {"en": "Otherwise"}
    [one] = read(first, second).goals
    assert one.reworded
    assert one.called["title"] == {"en": "Goal 1"}


def test_rounds_that_are_open_hidden_or_revealed_in_part_tell_nothing():
    whole = vote(1, {"1": said(5, 5)})
    for other in (
        vote(2, {"1": said(5, 5)}, state="open"),
        {**vote(2, {}), "tally": None},
        vote(2, {"1": said(5, 5)}, tally={"left": 3, "voters": None}),
    ):
        assert read(whole, other).goals == []


def test_a_vote_of_nobody_is_no_share():
    assert read(vote(1, {"1": said(0, 0)}), vote(2, {"1": said(1, 0)})).goals == []


def test_one_vote_alone_is_not_said_to_be_comparable_with_none():
    assert read(vote(1, {"1": said(5, 5)})).apart == []
