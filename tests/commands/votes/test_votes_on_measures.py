"""Measures on ballots: they are counted like goals, keep their words and numbers, and what becomes of them is told."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid
from workshop.queries.record import public_record


def measures(hall: Hall, goal: int, *texts: str) -> list[int]:
    """Let the facilitator propose measures for a goal."""
    return [hall.do(hall.lead, "propose_measure", goal_id=goal, text=text)["measure_id"] for text in texts]


def vote(hall: Hall, **more) -> int:
    """Open a named vote of dots on measures."""
    asked = {"method": "dots", "points": 9, "secrecy": "named", "results": "at_close", "subject": "measures"}
    return hall.opened("vote", **{**asked, **more})


def test_measures_are_voted_on_and_counted_as_goals_are(hall: Hall):
    first, second = hall.goals(2)
    road, rail = measures(hall, first, "Tie", "Raide")
    (school,) = measures(hall, second, "Koulu")
    voting = vote(hall)
    seen = one(hall.seen()["rounds"], voting)
    assert (seen["goal_ids"], seen["measure_ids"]) == ([], [road, rail, school])
    hall.cast(hall.aino, voting, **{f"g{road}": 3, f"g{school}": 2})
    hall.cast(hall.ville, voting, **{f"g{road}": 1})
    with pytest.raises(Invalid) as refused:
        hall.cast(hall.ville, voting, g999=1)
    assert refused.value.errors["choices.999"].code == "not_on_the_ballot"
    hall.do(hall.lead, "close_round", round_id=voting)
    tally = hall.seen()["tallies"][str(voting)]
    points = {number: cells["points"] for number, cells in tally["goals"].items()}
    assert (tally["voters"], points) == (2, {str(road): 4, str(rail): 0, str(school): 2})
    assert [each["choices"] for each in tally["ballots"]] == [{str(road): 3, str(school): 2}, {str(road): 1}]


def test_the_ballot_has_the_measures_of_the_shortlist_chosen_ones_or_the_first_of_another_vote(hall: Hall):
    first, second = hall.goals(2)
    road, rail = measures(hall, first, "Tie", "Raide")
    (school,) = measures(hall, second, "Koulu")
    hall.do(hall.lead, "mark_goal", goal_id=second, mark="shortlist")

    def on_it(**more):
        voting = vote(hall, **more)
        ids = one(hall.seen()["rounds"], voting)["measure_ids"]
        hall.cast(hall.aino, voting, **{f"g{ids[-1]}": 2})
        hall.do(hall.lead, "close_round", round_id=voting)
        return voting, ids

    assert on_it(on_ballot="shortlist")[1] == [school]
    voting, ids = on_it(on_ballot={"ids": [rail, road]})
    assert ids == [road, rail]
    assert on_it(on_ballot={"round_id": voting, "first": 1})[1] == [rail]
    goals = hall.opened("vote", method="dots", secrecy="named", results="at_close")
    hall.cast(hall.aino, goals, **{f"g{first}": 1})
    hall.do(hall.lead, "close_round", round_id=goals)
    assert on_it(on_ballot={"round_id": goals, "first": 1})[1] == [road, rail]
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="aside", reason="Ei nyt")
    assert on_it()[1] == [school]


def test_a_measure_on_an_open_ballot_and_its_goal_keep_their_words(hall: Hall):
    goal, free = hall.goals(2)
    (road,) = measures(hall, goal, "Tie")
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    voting = vote(hall, on_ballot={"ids": [road]})
    for name, arguments in (
        ("edit_measure", {"measure_id": road, "text": "Toinen"}),
        ("edit_goal", {"goal_id": goal, "title": "Toinen"}),
        ("move_goal", {"goal_id": goal, "theme_id": other}),
        ("propose_measure", {"goal_id": goal, "text": "Toinen"}),
    ):
        with pytest.raises(Conflict, match="goal_on_ballot"):
            hall.do(hall.lead, name, **arguments)
    hall.do(hall.lead, "edit_goal", goal_id=free, title="Vapaa")
    hall.do(hall.lead, "hide_measure", measure_id=road, reason="Kahdesti")
    with pytest.raises(Conflict, match="goal_on_ballot"):
        hall.do(hall.lead, "restore_measure", measure_id=road)
    hall.do(hall.lead, "close_round", round_id=voting)
    hall.do(hall.lead, "restore_measure", measure_id=road)
    hall.do(hall.lead, "edit_measure", measure_id=road, text="Toinen")


@pytest.mark.parametrize("way", ["hide_measure", "withdraw_measure", "hide_goal"])
def test_a_measure_that_is_gone_from_an_open_ballot_costs_and_counts_nothing(hall: Hall, way):
    goal, other = hall.goals(2)
    (gone,) = measures(hall, goal, "Pois")
    (left,) = measures(hall, other, "Jää")
    voting = vote(hall)
    hall.cast(hall.aino, voting, **{f"g{gone}": 9})
    about = {"goal_id": goal} if way == "hide_goal" else {"measure_id": gone}
    hall.do(hall.lead, way, **about, **({} if way == "withdraw_measure" else {"reason": "Kahdesti"}))
    hall.cast(hall.aino, voting, **{f"g{left}": 9})
    hall.do(hall.lead, "close_round", round_id=voting)
    assert hall.seen()["tallies"][str(voting)]["goals"] == {str(left): {"points": 9, "voters": 1}}


def test_what_was_counted_keeps_number_and_words_and_is_marked_with_what_becomes_of_it(hall: Hall):
    goal, _ = hall.goals(2)
    road, rail = measures(hall, goal, "Tie", "Raide")
    voting = vote(hall)
    hall.cast(hall.aino, voting, **{f"g{road}": 1})
    hall.do(hall.lead, "close_round", round_id=voting)
    assert hall.seen()["called_measures"] == []
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]

    def called(number):
        found = [one for one in hall.seen(hall.ville)["called_measures"] if one["measure_id"] == number]
        return [(each["number"], each["title"], list(each["since"])) for each in found]

    hall.do(hall.lead, "edit_measure", measure_id=road, text="Leveämpi tie")
    assert called(road) == [("1.1.1", {"fi": "Tie"}, ["reworded"])]
    hall.do(hall.lead, "move_goal", goal_id=goal, theme_id=other)
    assert called(rail) == [("1.1.2", {"fi": "Raide"}, ["moved"])]
    hall.do(hall.lead, "hide_measure", measure_id=road, reason="Kahdesti")
    assert called(road) == [("1.1.1", {}, ["reworded", "moved", "hidden"])]
    (hiding,) = hall.seen()["hidings"]
    assert hiding["called"] == {str(voting): {"fi": "Tie"}}
    hall.do(hall.lead, "restore_measure", measure_id=road)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Kahdesti")
    assert [each[1:] for each in called(rail)] == [({}, ["moved", "hidden"])]
    hall.do(hall.lead, "restore_goal", goal_id=goal, theme_id=hall.theme)
    assert called(rail) == [("1.1.2", {"fi": "Raide"}, [])]


def test_the_record_tells_of_votes_on_measures_beside_them(hall: Hall):
    (goal,) = hall.goals(1)
    # An equal number must not be taken for a goal's: the ids of both begin with 1.
    road, rail = measures(hall, goal, "Tie", "Raide")
    voting = vote(hall)
    hall.cast(hall.aino, voting, **{f"g{road}": 4})
    hall.do(hall.lead, "close_round", round_id=voting)
    hall.do(hall.lead, "hide_measure", measure_id=rail, reason="Kahdesti")
    with hall.database.read() as session:
        record = public_record(session, hall.slug)
    (theme,) = record["themes"]
    assert theme["goals"][0]["votes"] == {}
    assert theme["goals"][0]["measures"][0]["votes"] == {str(voting): {"points": 4, "voters": 1}}
    (round_,) = record["rounds"]
    assert (round_["subject"], round_["measure_ids"]) == ("measures", [road, rail])
    named = [(each["measure_id"], each["goal_id"], each["number"], each["title"]) for each in round_["called"]]
    assert named == [(road, goal, "1.1.1", {"fi": "Tie"}), (rail, goal, "1.1.2", {})]


def test_the_first_of_a_vote_on_measures_are_no_goals(hall: Hall):
    (goal,) = hall.goals(1)
    measures(hall, goal, "Tie")
    voting = vote(hall)
    hall.do(hall.lead, "close_round", round_id=voting)
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "shortlist_first", round_id=voting, first=1)
    assert refused.value.errors["round_id"].code == "not_of_goals"
