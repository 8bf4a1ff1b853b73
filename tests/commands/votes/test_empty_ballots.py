"""Who has chosen nothing has not voted: not on the roll, in the turnout, in the count, nor for themselves."""

import pytest
from sqlalchemy import select

from tests.commands.hall import Hall
from tests.pairs.applying import apply_ballot
from workshop.errors import AlreadyVoted, Invalid
from workshop.models import Ballot, DetachedBallot, RollEntry

LINKED = ("named", "confidential")


def roll(hall: Hall, round_id: int) -> list[tuple[int, bool]]:
    """Who is on the roll of a round, and whether their ballot is empty."""
    query = select(RollEntry.participant_id, RollEntry.empty).where(RollEntry.round_id == round_id)
    with hall.database.read() as session:
        return sorted(tuple(row) for row in session.execute(query))


def ballots(hall: Hall, round_id: int) -> list[dict]:
    """The choices that are kept of a round."""
    with hall.database.read() as session:
        return [
            choices
            for table in (Ballot, DetachedBallot)
            for choices in session.scalars(select(table.choices).where(table.round_id == round_id))
        ]


@pytest.mark.parametrize("secrecy", [*LINKED, "secret"])
@pytest.mark.parametrize("method", ["approve", "opinion", "dots"])
def test_casting_nothing_is_refused_and_says_why(hall: Hall, secrecy, method):
    first, second = hall.goals(2)
    voting = hall.opened("vote", method=method, secrecy=secrecy)
    for choices in ({}, {f"g{first}": None}, {f"g{first}": None, f"g{second}": None}):
        with pytest.raises(Invalid) as refused:
            hall.cast(hall.aino, voting, **choices)
        assert {path: fault.code for path, fault in refused.value.errors.items()} == {"choices": "nothing_chosen"}
    assert (roll(hall, voting), hall.seen(hall.aino)["me"]["voted"]) == ([], [])
    value = {"approve": 1, "opinion": "pass", "dots": 1}[method]
    assert hall.cast(hall.aino, voting, **{f"g{first}": value, f"g{second}": None})["version"] == 1
    assert hall.seen(hall.aino)["me"]["voted"] == [voting]
    if secrecy == "secret":
        with pytest.raises(AlreadyVoted):
            hall.cast(hall.aino, voting)


@pytest.mark.parametrize("secrecy", LINKED)
def test_who_takes_everything_back_has_not_voted_and_can_vote_again(hall: Hall, secrecy):
    (goal,) = hall.goals(1)
    voting = hall.opened("vote", secrecy=secrecy, results="at_close")
    for account in (hall.aino, hall.ville):
        hall.cast(account, voting, **{f"g{goal}": 1})
    before = hall.seen(hall.aino)
    answer = hall.ask(hall.aino, "cast_ballot", round_id=voting, choices={str(goal): None})
    own = {"round_id": voting, "choices": {str(goal): None}, "me_version": answer.me_version}
    assert hall.seen(hall.aino)["me"] == apply_ballot(before, own)["me"]
    assert hall.seen(hall.aino)["me"]["voted"] == []
    assert hall.seen()["turnouts"] == {str(voting): 1 if secrecy == "named" else 0}
    with pytest.raises(Invalid):
        hall.cast(hall.aino, voting)
    hall.cast(hall.aino, voting, **{f"g{goal}": 1})
    assert hall.seen(hall.aino)["me"]["voted"] == [voting]
    hall.cast(hall.aino, voting, **{f"g{goal}": None})
    hall.do(hall.lead, "close_round", round_id=voting)
    assert [empty for _, empty in roll(hall, voting)] == [False]
    assert ballots(hall, voting) == [{str(goal): 1}]
    seen = hall.seen(hall.aino)
    assert (seen["tallies"][str(voting)]["voters"], seen["me"]["voted"]) == (1, [])
    assert [each["name"] for each in seen["tallies"][str(voting)].get("ballots", [])] in ([], ["Ville"])


def test_a_change_that_leaves_a_choice_is_a_vote(hall: Hall):
    first, second = hall.goals(2)
    voting = hall.opened("vote", secrecy="named", results="at_close")
    hall.cast(hall.aino, voting, **{f"g{first}": 1, f"g{second}": 1})
    hall.cast(hall.aino, voting, **{f"g{first}": None})
    hall.cast(hall.aino, voting)
    hall.cast(hall.aino, voting, **{f"g{first}": None})
    assert [empty for _, empty in roll(hall, voting)] == [False]
    hall.do(hall.lead, "close_round", round_id=voting)
    assert hall.seen()["tallies"][str(voting)]["voters"] == len(roll(hall, voting)) == 1


def test_names_of_named_votes_are_sorted_as_finnish_sorts_them(hall: Hall):
    (goal,) = hall.goals(1)
    voting = hall.opened("vote", secrecy="named", results="at_close")
    for name in ("Öhman", "Äijälä", "Åberg", "Zachris", "ahola"):
        hall.cast(hall.join(name), voting, **{f"g{goal}": 1})
    hall.do(hall.lead, "close_round", round_id=voting)
    names = [each["name"] for each in hall.seen()["tallies"][str(voting)]["ballots"]]
    assert names == ["ahola", "Zachris", "Åberg", "Äijälä", "Öhman"]
