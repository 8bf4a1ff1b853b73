"""Who may vote in a round: enforced at the vote, counted in its turnout, never fewer than a secret vote promises."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from tests.commands.hall import Hall
from workshop.commands.joining import join
from workshop.errors import Forbidden, Invalid
from workshop.operations.publishing import close_due_rounds_of


@pytest.fixture
def bodies(hall: Hall) -> list[int]:
    """Two bodies: Aino speaks for the first, Ville for the second."""
    made = [hall.do(hall.lead, "create_body", title=title)["body_id"] for title in ("Verkosto", "Hallitus")]
    for account, body in zip((hall.aino, hall.ville), made, strict=True):
        hall.do(hall.lead, "change_participant", participant_id=hall.participant(account), body_id=body)
    return made


def vote(hall: Hall, **more) -> int:
    """Make a named vote on the goals that are there."""
    terms = {
        "kind": "vote",
        "method": "approve",
        "secrecy": "named",
        "results": "at_close",
        "title": "Äänestys",
        **more,
    }
    return hall.do(hall.lead, "create_round", **terms)["round_id"]


def cast(hall: Hall, account: int, round_id: int) -> None:
    """Choose the first goal of the ballot."""
    [round_] = [one for one in hall.seen()["rounds"] if one["id"] == round_id]
    hall.cast(account, round_id, **{f"g{round_['goal_ids'][0]}": 1})


def tally(hall: Hall, round_id: int) -> dict:
    """Close a round and return its tally."""
    hall.do(hall.lead, "close_round", round_id=round_id)
    return hall.seen()["tallies"][str(round_id)]


def test_only_the_bodies_that_are_named_vote_and_count_in_the_turnout(hall: Hall, bodies):
    hall.goals(1)
    number = vote(hall, electorate={"bodies": bodies[:1]})
    hall.do(hall.lead, "open_round", round_id=number)
    cast(hall, hall.aino, number)
    for account in (hall.ville, hall.lead):
        with pytest.raises(Forbidden):
            cast(hall, account, number)
    assert tally(hall, number)["turnout"] == {"entitled": 1, "voted": 1, "bodies": {keys(hall)[0]: whole(1, 1)}}


def keys(hall: Hall) -> list[str]:
    return [body["key"] for body in hall.seen()["bodies"]]


def whole(entitled: int, voted: int) -> dict:
    return {"entitled": entitled, "voted": voted}


def test_only_a_role_votes(hall: Hall):
    hall.goals(1)
    number = vote(hall, electorate={"roles": ["member"]})
    hall.do(hall.lead, "open_round", round_id=number)
    cast(hall, hall.ville, number)
    with pytest.raises(Forbidden):
        cast(hall, hall.lead, number)
    assert tally(hall, number)["turnout"] == {"entitled": 2, "voted": 1, "bodies": {"": whole(2, 1)}}


def test_only_the_confirmed_vote_and_who_changes_their_name_is_not_any_more(hall: Hall):
    hall.goals(1)
    number = vote(hall, electorate={"confirmed": True})
    hall.do(hall.lead, "open_round", round_id=number)
    with pytest.raises(Forbidden):
        cast(hall, hall.aino, number)
    hall.do(hall.lead, "change_participant", participant_id=hall.participant(hall.aino), confirmed=True)
    cast(hall, hall.aino, number)
    hall.do(hall.aino, "change_me", name="Aino")
    cast(hall, hall.aino, number)
    hall.do(hall.aino, "change_me", name="Joku muu")
    with pytest.raises(Forbidden):
        cast(hall, hall.aino, number)


def test_only_those_in_a_workshop_vote_and_who_joined_none_counts_in_each(hall: Hall):
    hall.goals(1)
    other = hall.ask(hall.lead, "create_workshop", title="Toinen sali").events[0].data
    olli = join(
        hall.database, {"code": other["code"], "name": "Olli"}, str(uuid4()), account_id=None, lang="fi"
    ).account.id
    number = vote(hall, electorate={"workshops": [other["id"]]})
    hall.do(hall.lead, "open_round", round_id=number)
    for account in (olli, hall.lead):
        cast(hall, account, number)
    with pytest.raises(Forbidden):
        cast(hall, hall.aino, number)
    assert tally(hall, number)["turnout"] == {"entitled": 2, "voted": 2, "bodies": {"": whole(2, 2)}}


def test_a_round_of_a_workshop_is_turned_out_by_those_who_joined_it_and_whoever_voted(hall: Hall):
    hall.goals(1)
    other = hall.ask(hall.lead, "create_workshop", title="Toinen sali").events[0].data
    olli = join(
        hall.database, {"code": other["code"], "name": "Olli"}, str(uuid4()), account_id=None, lang="fi"
    ).account.id
    number = vote(hall, workshop_id=hall.workshop)
    hall.do(hall.lead, "open_round", round_id=number)
    cast(hall, hall.aino, number)
    assert tally(hall, number)["turnout"]["entitled"] == 3, "Aino, Ville, and the facilitator, who joined none"
    again = vote(hall, workshop_id=hall.workshop)
    hall.do(hall.lead, "open_round", round_id=again)
    cast(hall, olli, again)
    assert tally(hall, again)["turnout"] | {"bodies": None} == {"entitled": 4, "voted": 1, "bodies": None}


def test_an_electorate_names_what_is_there(hall: Hall, bodies):
    hall.do(hall.lead, "remove_body", body_id=bodies[0])
    for electorate, wrong in (({"bodies": [bodies[0]]}, "bodies"), ({"workshops": [hall.workshop + 99]}, "workshops")):
        with pytest.raises(Invalid) as refused:
            vote(hall, electorate=electorate)
        assert {path: fault.code for path, fault in refused.value.errors.items()} == {
            f"electorate.{wrong}": "not_a_choice"
        }


def test_an_electorate_without_conditions_is_none(hall: Hall):
    number = vote(hall, electorate={"bodies": [], "confirmed": False})
    assert [one["electorate"] for one in hall.seen()["rounds"] if one["id"] == number] == [None]


def test_a_secret_vote_of_fewer_than_it_promises_is_not_opened(hall: Hall, bodies):
    hall.goals(1)
    number = vote(hall, secrecy="secret", electorate={"bodies": bodies[:1]}, totals="always")
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "open_round", round_id=number)
    fault = refused.value.errors["electorate"]
    assert (fault.code, fault.limits) == ("electorate_too_small", {"number": 1, "least": 5})
    for place in range(4):
        more = hall.join(f"Lisä {place}")
        hall.do(hall.lead, "change_participant", participant_id=hall.participant(more), body_id=bodies[0])
    hall.do(hall.lead, "open_round", round_id=number)


def test_nor_is_one_of_a_locked_workshop_in_which_there_are_fewer(hall: Hall):
    hall.goals(1)
    terms = {"secrecy": "secret", "totals": "always", "workshop_id": hall.workshop}
    number, ajar = vote(hall, **terms), vote(hall, **terms)
    hall.do(hall.lead, "open_round", round_id=ajar)
    hall.do(hall.lead, "close_round", round_id=ajar)
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "open_round", round_id=number)
    # Aino, Ville, and the facilitator, who joined none.
    assert refused.value.errors["electorate"].limits == {"number": 3, "least": 5}
    hall.do(hall.lead, "edit_round", round_id=number, opens_at=(datetime.now(UTC) - timedelta(minutes=1)).isoformat())
    close_due_rounds_of(hall.database, hall.seen()["consultation"]["id"])
    [round_] = [one for one in hall.seen()["rounds"] if one["id"] == number]
    assert (round_["state"], round_["totals"]) == ("open", "threshold")


@pytest.mark.parametrize("closed_by", ["lock", "going"])
def test_a_secret_vote_whose_circle_became_smaller_than_it_promises_shows_no_figures(hall: Hall, bodies, closed_by):
    (goal,) = hall.goals(1)
    terms = {"secrecy": "secret", "totals": "always", "results": "at_close", "workshop_id": hall.workshop}
    if closed_by == "going":
        terms["electorate"] = {"bodies": bodies[:1]}
        others = [hall.join(f"Lisä {place}") for place in range(4)]
        for other in others:
            hall.do(hall.lead, "change_participant", participant_id=hall.participant(other), body_id=bodies[0])
    number = vote(hall, **terms)
    hall.do(hall.lead, "open_round", round_id=number)
    hall.do(hall.aino, "cast_ballot", round_id=number, choices={str(goal): 1})
    if closed_by == "lock":
        hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop)
    else:
        hall.do(others[0], "leave")
    hall.do(hall.lead, "close_round", round_id=number)
    seen = hall.seen()
    [round_] = [one for one in seen["rounds"] if one["id"] == number]
    assert (round_["totals"], round_["withheld"], round_["salt"]) == ("threshold", True, None)
    assert str(number) not in seen["tallies"]


def test_a_locked_workshop_of_enough_opens_its_secret_vote(hall: Hall):
    hall.goals(1)
    for place in range(2):
        hall.join(f"Lisä {place}")
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    hall.do(hall.lead, "open_round", round_id=vote(hall, secrecy="secret", workshop_id=hall.workshop))


def test_where_the_clock_opens_it_figures_of_so_few_stay_back(hall: Hall, bodies):
    hall.goals(1)
    number = vote(hall, secrecy="secret", electorate={"bodies": bodies[:1]}, totals="always")
    hall.do(hall.lead, "edit_round", round_id=number, opens_at=(datetime.now(UTC) - timedelta(minutes=1)).isoformat())
    close_due_rounds_of(hall.database, hall.seen()["consultation"]["id"])
    [round_] = [one for one in hall.seen()["rounds"] if one["id"] == number]
    assert (round_["state"], round_["totals"]) == ("open", "threshold")


def test_quorum_and_pass_mark_are_said_beforehand_and_in_the_result(hall: Hall):
    first, second = hall.goals(2)
    number = vote(hall, quorum=2, pass_mark=60)
    [planned] = [one for one in hall.seen()["rounds"] if one["id"] == number]
    assert (planned["quorum"], planned["pass_mark"]) == (2, 60)
    hall.do(hall.lead, "open_round", round_id=number)
    hall.cast(hall.aino, number, **{f"g{first}": 1, f"g{second}": 1})
    hall.cast(hall.ville, number, **{f"g{first}": 1})
    assert tally(hall, number)["outcome"] == {"reached": True, "passed": [first]}
    number = vote(hall, method="opinion", quorum=3, pass_mark=50)
    hall.do(hall.lead, "open_round", round_id=number)
    hall.cast(hall.aino, number, **{f"g{first}": "agree", f"g{second}": "pass"})
    hall.cast(hall.ville, number, **{f"g{first}": "disagree"})
    # Of those for or against; where nobody is, nothing is passed.
    assert tally(hall, number)["outcome"] == {"reached": False, "passed": [first]}


def test_turnout_by_body_names_no_few_and_nothing_of_a_secret_vote(hall: Hall, bodies):
    hall.goals(1)
    for place in range(5):
        account = hall.join(f"Lisä {place}")
        hall.do(hall.lead, "change_participant", participant_id=hall.participant(account), body_id=bodies[0])
    for secrecy in ("confidential", "secret"):
        number = vote(hall, secrecy=secrecy, totals="always")
        hall.do(hall.lead, "open_round", round_id=number)
        cast(hall, hall.aino, number)
        first, second = keys(hall)
        # One in the second body, and the facilitator in none: they would follow from the rest, so all are hidden.
        bodies_of = None if secrecy == "secret" else {first: None, second: None, "": None}
        assert tally(hall, number)["turnout"] == {"entitled": 8, "voted": 1, "bodies": bodies_of}
