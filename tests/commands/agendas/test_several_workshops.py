"""One round in two halls: it overlaps with the rounds of each, and is locked only where both are."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid


@pytest.fixture
def other(hall: Hall) -> int:
    """Another workshop of the consultation."""
    return hall.do(hall.lead, "create_workshop", title="Toinen sali")["workshop_id"]


def plan(hall: Hall, *workshops: int, **more) -> int:
    """Plan a break in these workshops at once."""
    about = {"kind": "pause", "title": "Tauko", **more}
    return hall.do(hall.lead, "create_round", workshop_ids=list(workshops), **about)["round_id"]


def test_it_is_told_in_which_it_runs_the_first_of_them_beside(hall: Hall, other):
    round_id = plan(hall, other, hall.workshop)
    round_ = one(hall.seen()["rounds"], round_id)
    assert (round_["workshop_id"], round_["workshop_ids"]) == (hall.workshop, [hall.workshop, other])
    hall.do(hall.lead, "edit_round", round_id=round_["id"], workshop_ids=[other])
    round_ = one(hall.seen()["rounds"], round_["id"])
    assert (round_["workshop_id"], round_["workshop_ids"]) == (other, [other])
    hall.do(hall.lead, "edit_round", round_id=round_["id"], workshop_ids=[])
    round_ = one(hall.seen()["rounds"], round_["id"])
    assert (round_["workshop_id"], round_["workshop_ids"]) == (None, [])


@pytest.mark.parametrize("first", ["both", "one"])
def test_it_can_not_be_open_while_another_is_in_one_of_its_halls(hall: Hall, other, first):
    both, alone = plan(hall, hall.workshop, other), plan(hall, other)
    one_first = (both, alone) if first == "both" else (alone, both)
    hall.do(hall.lead, "open_round", round_id=one_first[0])
    with pytest.raises(Conflict, match="rounds_meet"):
        hall.do(hall.lead, "open_round", round_id=one_first[1])


def test_rounds_of_two_halls_may_be_open_at_once(hall: Hall, other):
    for workshop in (hall.workshop, other):
        hall.do(hall.lead, "open_round", round_id=plan(hall, workshop))


def test_live_figures_of_a_confidential_vote_need_both_halls_locked(hall: Hall, other):
    vote = {"kind": "vote", "title": "Äänestys", "method": "approve", "secrecy": "confidential", "results": "live"}
    round_id = plan(hall, hall.workshop, other, **vote)
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop)
    with pytest.raises(Invalid) as refusal:
        hall.do(hall.lead, "open_round", round_id=round_id)
    assert refusal.value.errors["results"].code == "live_needs_lock"
    hall.do(hall.lead, "lock_workshop", workshop_id=other)
    hall.do(hall.lead, "open_round", round_id=round_id)
    for workshop in (hall.workshop, other):
        with pytest.raises(Conflict, match="live_in_open_vote"):
            hall.do(hall.lead, "lock_workshop", workshop_id=workshop, locked=False)


def test_a_workshop_of_a_round_in_several_is_not_removed(hall: Hall, other):
    plan(hall, hall.workshop, other)
    with pytest.raises(Conflict, match="workshop_has_rounds"):
        hall.do(hall.lead, "remove_workshop", workshop_id=other)


def test_a_goal_proposed_in_a_round_of_both_belongs_to_the_hall_that_its_author_joined(hall: Hall, other):
    round_id = plan(hall, hall.workshop, other, kind="propose", title="Ehdota")
    hall.do(hall.lead, "open_round", round_id=round_id)
    goal = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Tavoite")["goal_id"]
    assert one(hall.seen()["goals"], goal)["workshop_id"] == hall.workshop
