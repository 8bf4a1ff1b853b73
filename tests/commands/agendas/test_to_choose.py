"""What a copy can't name of what its original was limited to is chosen anew before it opens."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict

VOTE = {"kind": "vote", "title": "Valitse", "secrecy": "named", "results": "at_close"}


def copied(hall: Hall, **about) -> tuple[Hall, dict]:
    """Copy a consultation with one vote; return the copy and its vote."""
    hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **VOTE, **about)
    made = hall.ask(hall.lead, "copy_consultation", title="Kopio").result
    there = Hall(hall.database, made["slug"], hall.lead)
    [workshop], [round_] = there.seen()["workshops"], there.seen()["rounds"]
    there.workshop, there.theme = workshop["id"], there.seen()["themes"][0]["id"]
    return there, round_


def copy_of(hall: Hall, round_id: int) -> dict:
    copy = hall.do(hall.lead, "copy_round", round_id=round_id)["round_id"]
    return one(hall.seen()["rounds"], copy)


def removed_since(hall: Hall, kind: str) -> dict:
    """A round that is over, and is limited to a theme or body that was removed since."""
    more: dict = {}
    if kind == "theme_ids":
        gone = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
        more = {"theme_ids": [gone]}
    else:
        gone = hall.do(hall.lead, "create_body", title="Verkosto")["body_id"]
        more = {"electorate": {"bodies": [gone]}}
    round_ = hall.opened("vote", secrecy="named", results="at_close", **more)
    hall.do(hall.lead, "close_round", round_id=round_)
    noun = "theme" if kind == "theme_ids" else "body"
    hall.do(hall.lead, f"remove_{noun}", **{f"{noun}_id": gone})
    return copy_of(hall, round_)


@pytest.mark.parametrize("kind", ["theme_ids", "electorate.bodies"])
def test_it_is_refused_at_opening_until_it_is_chosen_anew(hall: Hall, kind: str):
    copy = removed_since(hall, kind)
    assert copy["to_choose"] == [kind]
    about = {"round_id": copy["id"]}
    with pytest.raises(Conflict, match="choose_first"):
        hall.do(hall.lead, "open_round", **about)
    at = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    with pytest.raises(Conflict, match="choose_first"):
        hall.do(hall.lead, "edit_round", **about, opens_at=at)
    hall.do(hall.lead, "edit_round", **about, title="Toisin", theme_ids=[], electorate={"roles": ["member"]})
    assert one(hall.seen()["rounds"], copy["id"])["to_choose"] == [kind], "a form sends what nobody chose"
    body = hall.do(hall.lead, "create_body", title="Neuvottelukunta")["body_id"]
    chosen = {"theme_ids": [hall.theme]} if kind == "theme_ids" else {"electorate": {"bodies": [body]}}
    hall.do(hall.lead, "edit_round", **about, **chosen, opens_at=at)
    assert one(hall.seen()["rounds"], copy["id"])["to_choose"] == []
    hall.do(hall.lead, "open_round", **about)


@pytest.mark.parametrize("kind", ["theme_ids", "electorate.bodies"])
def test_a_facilitator_may_say_that_it_is_for_all(hall: Hall, kind: str):
    copy = removed_since(hall, kind)
    hall.do(hall.lead, "edit_round", round_id=copy["id"], as_it_stands=[kind])
    hall.do(hall.lead, "open_round", round_id=copy["id"])


def test_a_copy_of_such_a_copy_is_chosen_too_and_one_that_is_no_vote_has_no_voters_to_choose(hall: Hall):
    copy = removed_since(hall, "electorate.bodies")
    again = copy_of(hall, copy["id"])["id"]
    assert one(hall.seen()["rounds"], again)["to_choose"] == ["electorate.bodies"]
    hall.do(hall.lead, "edit_round", round_id=again, kind="pause")
    assert one(hall.seen()["rounds"], again)["to_choose"] == []


def test_the_next_workshop_keeps_what_is_there(hall: Hall):
    other = hall.do(hall.lead, "create_workshop", title="Toinen")["workshop_id"]
    body = hall.do(hall.lead, "create_body", title="Verkosto")["body_id"]
    about = {"theme_ids": [hall.theme], "electorate": {"bodies": [body], "workshops": [hall.workshop, other]}}
    round_ = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **VOTE, **about)["round_id"]
    copy = copy_of(hall, round_)
    assert (copy["electorate"], copy["to_choose"]) == (about["electorate"], [])
    hall.do(hall.lead, "remove_round", round_id=copy["id"])
    new = hall.do(hall.lead, "copy_workshop", workshop_id=hall.workshop)["workshop_id"]
    [there] = [each for each in hall.seen()["rounds"] if each.get("workshop_ids") == [new]]
    assert (there["theme_ids"], there["to_choose"]) == ([hall.theme], [])
    assert there["electorate"] == {"bodies": [body], "workshops": [new, other]}


def test_chosen_goals_are_not_in_another_consultation(hall: Hall):
    [goal] = hall.goals(1)
    there, round_ = copied(hall, on_ballot={"ids": [goal]})
    assert (round_["on_ballot"], round_["to_choose"]) == ("shortlist", ["on_ballot"])
    hall.do(hall.lead, "withdraw_goal", goal_id=goal)
    with pytest.raises(Conflict, match="choose_first"):
        there.do(there.lead, "open_round", round_id=round_["id"])
    there.do(there.lead, "edit_round", round_id=round_["id"], on_ballot="all")
    there.do(there.lead, "open_round", round_id=round_["id"])


@pytest.mark.parametrize("kind", ["bodies", "workshops"])
def test_what_says_who_votes_is_not_removed_before_that_is_over(hall: Hall, kind: str):
    noun = {"bodies": "body", "workshops": "workshop"}[kind]
    number = hall.do(hall.lead, f"create_{noun}", title="Verkosto")[f"{noun}_id"]
    round_ = hall.do(hall.lead, "create_round", **VOTE, electorate={kind: [number]})["round_id"]
    for step in (None, "open_round"):
        if step:
            hall.do(hall.lead, step, round_id=round_)
        with pytest.raises(Conflict, match="votes_in_round"):
            hall.do(hall.lead, f"remove_{noun}", **{f"{noun}_id": number})
    hall.do(hall.lead, "close_round", round_id=round_)
    hall.do(hall.lead, f"remove_{noun}", **{f"{noun}_id": number})
