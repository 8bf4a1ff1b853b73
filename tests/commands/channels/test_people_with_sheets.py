"""A sheet can't be told from others: whatever becomes of its holder, it counts, and they vote on nothing else."""

import pytest

from tests.commands.hall import Hall
from workshop.errors import AlreadyVoted, Conflict


def _paper(hall: Hall, vote: int, goal: str) -> None:
    sheet = {"round_id": vote, "number": 1, "choices": {goal: 1}}
    hall.do(hall.lead, "enter_paper_ballot", **sheet)
    hall.do(hall.lead, "confirm_paper_ballot", **sheet)
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    hall.do(hall.lead, "reveal_results", round_id=vote)


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_one_person_who_joined_twice_is_counted_once(hall, secrecy):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy=secrecy, totals="always")
    aino, ville = hall.participant(hall.aino), hall.participant(hall.ville)
    hall.do(hall.lead, "give_sheet", round_id=vote, participant_id=aino)
    if secrecy != "secret":
        hall.do(hall.ville, "cast_ballot", round_id=vote, choices={goal: 1})
    hall.do(hall.lead, "join_participants", participant_id=ville, double_ids=[aino])
    with pytest.raises(AlreadyVoted):
        hall.do(hall.ville, "cast_ballot", round_id=vote, choices={goal: 1})
    _paper(hall, vote, goal)
    assert hall.seen()["tallies"][str(vote)]["voters"] == 1


@pytest.mark.parametrize("stays", ["aino", "ville", "lotta"])
def test_who_voted_secretly_and_has_a_sheet_as_another_gives_it_back_and_has_voted(hall, stays):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy="secret", totals="always")
    accounts = {"aino": hall.aino, "ville": hall.ville, "lotta": hall.join("Lotta")}
    people = {name: hall.participant(account) for name, account in accounts.items()}
    hall.do(hall.lead, "give_sheet", round_id=vote, participant_id=people["aino"])
    hall.do(hall.ville, "cast_ballot", round_id=vote, choices={goal: 1})
    one = people.pop(stays)
    hall.do(hall.lead, "join_participants", participant_id=one, double_ids=list(people.values()))
    with pytest.raises(Conflict) as refusal:
        hall.do(hall.lead, "take_back_sheet", round_id=vote, participant_id=one)
    assert refusal.value.reason == "no_sheet"
    hall.do(hall.lead, "take_back_sheet", round_id=vote)
    with pytest.raises(AlreadyVoted):
        hall.do(accounts[stays], "cast_ballot", round_id=vote, choices={goal: 1})
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    hall.do(hall.lead, "reveal_results", round_id=vote)
    assert hall.seen()["tallies"][str(vote)]["voters"] == 1


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_the_sheet_of_who_is_removed_counts_as_all_others(hall, secrecy):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy=secrecy, totals="always")
    hall.do(hall.lead, "give_sheet", round_id=vote, participant_id=hall.participant(hall.aino))
    hall.do(hall.lead, "remove_participant", participant_id=hall.participant(hall.aino))
    _paper(hall, vote, goal)
    assert hall.seen()["tallies"][str(vote)]["voters"] == 1


def test_who_may_not_vote_gets_no_sheet(hall):
    vote = hall.opened("vote", method="approve", electorate={"roles": ["facilitator"]})
    with pytest.raises(Conflict) as refusal:
        hall.do(hall.lead, "give_sheet", round_id=vote, participant_id=hall.participant(hall.aino))
    assert refusal.value.reason == "may_not_vote"


def test_an_opening_is_not_undone_once_a_sheet_was_given_out_or_hands_were_counted(hall):
    [goal] = map(str, hall.goals(1))
    given, raised = (hall.opened("vote", method="approve", secrecy="named") for _ in range(2))
    hall.do(hall.lead, "give_sheet", round_id=given)
    hall.do(hall.lead, "record_hands", round_id=raised, figures={goal: {"approve": 1}})
    for vote in (given, raised):
        with pytest.raises(Conflict) as refusal:
            hall.do(hall.lead, "unopen_round", round_id=vote)
        assert refusal.value.reason == "round_used"


def test_there_is_no_paper_beside_live_figures_of_a_confidential_vote(hall):
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop)
    about = {"workshop_id": hall.workshop, "secrecy": "confidential", "results": "live"}
    vote = hall.opened("vote", method="approve", **about)
    with pytest.raises(Conflict) as refusal:
        hall.do(hall.lead, "give_sheet", round_id=vote)
    assert refusal.value.reason == "paper_beside_live"
