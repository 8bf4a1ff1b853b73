"""What stands on a ballot: all goals but those set aside, the shortlist, chosen ones, the first of another round."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.contributions.test_marks import voted
from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid, NotFound, NothingToVoteOn


def on_it(hall: Hall, **more) -> list[int]:
    """Open a vote, and return the goals on its ballot."""
    voting = hall.opened("vote", **more)
    found = one(hall.seen()["rounds"], voting)["goal_ids"]
    hall.do(hall.lead, "close_round", round_id=voting)
    return found


def test_what_is_set_aside_is_on_no_ballot_of_all_and_the_shortlist_is_the_shortlist(hall: Hall):
    first, second, third = hall.goals(3)
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="aside", reason="Ei nyt")
    hall.do(hall.lead, "mark_goal", goal_id=second, mark="shortlist")
    assert on_it(hall) == [second, third]
    assert on_it(hall, on_ballot="all") == [second, third]
    assert on_it(hall, on_ballot="shortlist") == [second]
    assert on_it(hall, on_ballot={"ids": [third, first]}) == [first, third]


def test_themes_narrow_a_ballot_down_further(hall: Hall):
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    inside, _ = hall.goals(2)
    outside = hall.do(hall.lead, "propose_goal", theme_id=other, title="Muualla")["goal_id"]
    hall.do(hall.lead, "mark_goals", goal_ids=[inside, outside], mark="shortlist")
    assert on_it(hall, on_ballot="shortlist", theme_ids=[other]) == [outside]


def test_a_ballot_has_the_first_of_another_round_and_says_who_shares_the_last_place(hall: Hall):
    goals = hall.goals(5)
    voting = voted(hall, goals, {0: 4, 1: 2, 2: 2, 3: 1})
    assert on_it(hall, on_ballot={"round_id": voting, "first": 1}) == goals[:1]
    assert on_it(hall, on_ballot={"round_id": voting, "first": 2}) == goals[:3]
    planned = hall.do(
        hall.lead, "create_round", kind="vote", title="Loppuääni", on_ballot={"round_id": voting, "first": 2}
    )
    hall.do(hall.lead, "open_round", round_id=planned["round_id"], take="none")
    assert one(hall.seen()["rounds"], planned["round_id"])["goal_ids"] == goals[:1]


def test_a_ballot_gives_no_place_away_that_is_not_shown(hall: Hall):
    goals = hall.goals(3)
    voting = voted(hall, goals, {2: 4}, results="on_reveal")
    asked = {"kind": "vote", "title": "Loppu", "on_ballot": {"round_id": voting, "first": 1}}
    planned = hall.do(hall.lead, "create_round", **asked)["round_id"]
    with pytest.raises(Conflict, match="results_hidden"):
        hall.do(hall.lead, "open_round", round_id=planned)
    assert one(hall.seen()["rounds"], planned)["goal_ids"] == []
    hall.do(hall.lead, "reveal_results", round_id=voting)
    hall.do(hall.lead, "open_round", round_id=planned)
    assert one(hall.seen()["rounds"], planned)["goal_ids"] == goals[2:]


def test_the_clock_opens_an_empty_ballot_rather_than_give_a_place_away(hall: Hall):
    goals = hall.goals(2)
    voting = voted(hall, goals, {1: 4}, results="on_reveal")
    begun = (datetime.now(UTC) - timedelta(seconds=5)).isoformat()
    asked = {"kind": "vote", "title": "Loppu", "on_ballot": {"round_id": voting, "first": 1}, "opens_at": begun}
    planned = hall.do(hall.lead, "create_round", **asked)["round_id"]
    hall.do(hall.lead, "rename_me", name="Kirsi K.")
    seen = one(hall.seen()["rounds"], planned)
    assert (seen["state"], seen["goal_ids"]) == ("open", [])


def test_an_empty_shortlist_is_nothing_to_vote_on(hall: Hall):
    hall.goals(2)
    planned = hall.do(hall.lead, "create_round", kind="vote", title="?", on_ballot="shortlist")["round_id"]
    with pytest.raises(NothingToVoteOn):
        hall.do(hall.lead, "open_round", round_id=planned, need_goals=True)


def test_what_is_marked_after_a_round_was_opened_is_not_on_its_ballot(hall: Hall):
    first, second = hall.goals(2)
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="shortlist")
    voting = hall.opened("vote", on_ballot="shortlist")
    hall.do(hall.lead, "mark_goal", goal_id=second, mark="shortlist")
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="aside", reason="Ei nyt")
    assert one(hall.seen()["rounds"], voting)["goal_ids"] == [first]
    hall.cast(hall.aino, voting, **{f"g{first}": 1})


def test_a_planned_ballot_is_changed_until_it_opens(hall: Hall):
    first, second = hall.goals(2)
    planned = hall.do(hall.lead, "create_round", kind="vote", title="?", on_ballot={"ids": [first]})["round_id"]

    def ballot():
        return one(hall.seen()["rounds"], planned)["on_ballot"]

    assert ballot() == {"ids": [first]}
    hall.do(hall.lead, "edit_round", round_id=planned, title="Toisin")
    assert ballot() == {"ids": [first]}
    hall.do(hall.lead, "edit_round", round_id=planned, on_ballot={"ids": [second]})
    assert ballot() == {"ids": [second]}
    hall.do(hall.lead, "edit_round", round_id=planned, subject="measures")
    assert ballot() == "all"
    hall.do(hall.lead, "edit_round", round_id=planned, subject="goals", on_ballot="shortlist")
    assert ballot() == "shortlist"


def test_a_ballot_names_what_is_there_and_only_votes_have_one(hall: Hall):
    hall.goals(1)
    for on_ballot in ({"ids": [999_999]}, {"round_id": 999_999, "first": 3}):
        with pytest.raises(NotFound):
            hall.do(hall.lead, "create_round", kind="vote", title="?", on_ballot=on_ballot)
    pause = hall.do(hall.lead, "create_round", kind="pause", title="Tauko")["round_id"]
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "create_round", kind="vote", title="?", on_ballot={"round_id": pause, "first": 3})
    assert refused.value.errors["on_ballot"].code == "not_a_vote"
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "create_round", kind="comment", title="?", on_ballot="shortlist")
    assert refused.value.errors["on_ballot"].code == "nothing_on_it"


def ballot_of_first(hall: Hall, round_id: int) -> int:
    """Plan a vote on the first ones of another round, and return it."""
    on_ballot = {"round_id": round_id, "first": 3}
    return hall.do(hall.lead, "create_round", kind="vote", title="Toinen", on_ballot=on_ballot)["round_id"]


def test_no_ballot_waits_for_itself_or_for_what_never_has_results(hall: Hall):
    first = hall.do(hall.lead, "create_round", kind="vote", title="Ensimmäinen")["round_id"]
    third = ballot_of_first(hall, ballot_of_first(hall, first))
    for named in (first, third):
        with pytest.raises(Invalid) as refused:
            hall.do(hall.lead, "edit_round", round_id=first, on_ballot={"round_id": named, "first": 3})
        assert refused.value.errors["on_ballot.round_id"].code == "waits_for_itself"
    practice = hall.do(hall.lead, "create_round", kind="vote", title="?", practice=True, question="Tee?")["round_id"]
    with pytest.raises(Invalid) as refused:
        ballot_of_first(hall, practice)
    assert refused.value.errors["on_ballot"].code == "not_a_vote"


def test_a_vote_that_another_ballot_waits_for_stays_a_vote(hall: Hall):
    first = hall.do(hall.lead, "create_round", kind="vote", title="Ensimmäinen")["round_id"]
    second = ballot_of_first(hall, first)
    for command, more in (
        ("remove_round", {}),
        ("edit_round", {"kind": "comment"}),
        ("edit_round", {"practice": True, "question": "Tee?"}),
    ):
        with pytest.raises(Conflict, match="first_of_it"):
            hall.do(hall.lead, command, round_id=first, **more)
    hall.do(hall.lead, "edit_round", round_id=first, method="rank")
    hall.do(hall.lead, "edit_round", round_id=second, on_ballot="all")
    hall.do(hall.lead, "remove_round", round_id=first)


def test_with_a_theme_both_of_them_go_or_none(hall: Hall):
    hall.do(hall.lead, "create_theme", title="Toinen")
    about = {"kind": "vote", "theme_ids": [hall.theme]}
    first = hall.do(hall.lead, "create_round", title="Ensimmäinen", **about)["round_id"]
    second = ballot_of_first(hall, first)
    with pytest.raises(Conflict, match="first_of_it"):
        hall.do(hall.lead, "remove_theme", theme_id=hall.theme, remove_rounds=True)
    hall.do(hall.lead, "edit_round", round_id=second, theme_ids=[hall.theme])
    hall.do(hall.lead, "remove_theme", theme_id=hall.theme, remove_rounds=True)
    assert all(each.get("removed") for each in hall.seen()["rounds"])
