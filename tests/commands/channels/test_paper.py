"""Ballots on paper: given out, entered, confirmed and completed, and counted once beside those cast on devices."""

import hashlib

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import AlreadyVoted, Conflict, Invalid
from workshop.fields import canonical

NAMED = {"secrecy": "named", "results": "on_reveal"}


def _enter(hall: Hall, round_id: int, number: int, choices: dict) -> None:
    about = {"round_id": round_id, "number": number, "choices": choices}
    hall.do(hall.lead, "enter_paper_ballot", **about)
    hall.do(hall.lead, "confirm_paper_ballot", **about)


def _refused(hall: Hall, name: str, **arguments) -> str:
    with pytest.raises(Conflict) as refusal:
        hall.do(hall.lead, name, **arguments)
    return refusal.value.reason


def _shown(hall: Hall, round_id: int) -> dict:
    return hall.seen(hall.aino)["tallies"][str(round_id)]


def test_devices_paper_and_hands_are_counted_beside_each_other(hall):
    first, second = map(str, hall.goals(2))
    vote = hall.opened("vote", method="approve", **NAMED)
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={first: 1})
    hall.do(hall.ville, "cast_ballot", round_id=vote, choices={first: 1, second: 1})
    _enter(hall, vote, 1, {second: 1})
    _enter(hall, vote, 2, {first: 1, second: 1})
    _enter(hall, vote, 3, {second: 1})
    hall.do(hall.lead, "record_hands", round_id=vote, figures={first: {"approve": 6}})
    hall.do(hall.lead, "close_round", round_id=vote)
    assert _refused(hall, "reveal_results", round_id=vote) == "paper_open"
    hall.do(hall.lead, "complete_paper", round_id=vote)
    hall.do(hall.lead, "reveal_results", round_id=vote)
    shown = _shown(hall, vote)
    assert (shown["voters"], shown["goals"]) == (5, {first: {"approve": 3}, second: {"approve": 4}})
    channels = shown["channels"]
    assert {name: (own["voters"], own["goals"]) for name, own in channels.items()} == {
        "device": (2, {first: {"approve": 2}, second: {"approve": 1}}),
        "paper": (3, {first: {"approve": 1}, second: {"approve": 3}}),
        "hands": (6, {first: {"approve": 6}}),
    }
    assert shown["turnout"]["voted"] == 5
    assert shown["turnout"]["entitled"] == 6, "three people here, and three sheets"


def test_each_channel_is_proven_by_its_own_hash_and_the_sum_by_another(hall):
    first, second = map(str, hall.goals(2))
    vote = hall.opened("vote", method="dots", points=3, **NAMED)
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={first: 2})
    _enter(hall, vote, 7, {first: 1, second: 2})
    hall.do(hall.lead, "close_round", round_id=vote)
    closed = one(hall.seen()["rounds"], vote)["commitment"]
    hall.do(hall.lead, "complete_paper", round_id=vote)
    hidden = one(hall.seen()["rounds"], vote)
    assert hidden["commitment"] == closed
    assert (hidden["paper"], hidden["paper_proof"]["salt"], hidden["paper_proof"]["total_salt"]) == (
        "complete",
        None,
        None,
    )
    hall.do(hall.lead, "reveal_results", round_id=vote)
    round_, shown = one(hall.seen()["rounds"], vote), _shown(hall, vote)
    assert {**round_["paper_proof"], "salt": None, "total_salt": None} == hidden["paper_proof"]
    for salt, commitment, figures in (
        (round_["salt"], closed, shown["channels"]["device"]),
        (round_["paper_proof"]["salt"], hidden["paper_proof"]["commitment"], shown["channels"]["paper"]),
        (round_["paper_proof"]["total_salt"], hidden["paper_proof"]["total_commitment"], shown),
    ):
        counted = {"voters": figures["voters"], "goals": figures["goals"]}
        assert hashlib.sha256(salt.encode() + canonical(counted)).hexdigest() == commitment


def test_a_sheet_ends_voting_on_a_device_until_it_is_taken_back(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", **NAMED)
    aino = hall.participant(hall.aino)
    hall.do(hall.lead, "give_sheet", round_id=vote, participant_id=aino)
    assert hall.seen(hall.aino)["me"]["on_paper"] == [vote]
    with pytest.raises(AlreadyVoted):
        hall.do(hall.aino, "cast_ballot", round_id=vote, choices={goal: 1})
    assert _refused(hall, "give_sheet", round_id=vote, participant_id=aino) == "sheet_given"
    hall.do(hall.lead, "take_back_sheet", round_id=vote, participant_id=aino)
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={goal: 1})
    assert _refused(hall, "give_sheet", round_id=vote, participant_id=aino) == "voted_on_device"
    assert _refused(hall, "take_back_sheet", round_id=vote, participant_id=aino) == "no_sheet"
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={goal: None})
    hall.do(hall.lead, "give_sheet", round_id=vote, participant_id=aino)
    assert hall.seen(hall.aino)["me"]["voted"] == []


def test_a_second_entry_must_agree(hall):
    first, second = map(str, hall.goals(2))
    vote = hall.opened("vote", method="approve", **NAMED)
    sheet = {"round_id": vote, "number": 4}
    assert _refused(hall, "confirm_paper_ballot", **sheet, choices={first: 1}) == "paper_unknown"
    hall.do(hall.lead, "enter_paper_ballot", **sheet, choices={first: 1})
    assert _refused(hall, "enter_paper_ballot", **sheet, choices={first: 1}) == "paper_entered"
    with pytest.raises(Conflict) as refusal:
        hall.do(hall.lead, "confirm_paper_ballot", **sheet, choices={second: 1})
    assert (refusal.value.reason, refusal.value.differs) == ("paper_differs", [int(first), int(second)])
    hall.do(hall.lead, "remove_paper_ballot", **sheet)
    hall.do(hall.lead, "enter_paper_ballot", **sheet, choices={second: 1})
    hall.do(hall.lead, "confirm_paper_ballot", **sheet, choices={second: 1})
    assert _refused(hall, "confirm_paper_ballot", **sheet, choices={second: 1}) == "paper_unknown"


def test_a_sheet_is_checked_whole_as_any_ballot(hall):
    first, second = map(str, hall.goals(2))
    vote = hall.opened("vote", method="dots", points=3, **NAMED)
    for choices in ({first: 2, second: 2}, {}, {"999": 1}, {first: "agree"}):
        with pytest.raises(Invalid):
            hall.do(hall.lead, "enter_paper_ballot", round_id=vote, number=1, choices=choices)
    assert one(hall.seen()["rounds"], vote)["paper"] is None


def test_what_was_not_confirmed_is_not_counted_and_nothing_comes_afterwards(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy="named", results="at_close")
    _enter(hall, vote, 1, {goal: 1})
    hall.do(hall.lead, "enter_paper_ballot", round_id=vote, number=2, choices={goal: 1})
    hall.do(hall.lead, "close_round", round_id=vote)
    assert str(vote) not in hall.seen()["tallies"]
    hall.do(hall.lead, "complete_paper", round_id=vote)
    assert _shown(hall, vote)["voters"] == 1
    for name, more in (
        ("enter_paper_ballot", {"number": 3, "choices": {goal: 1}}),
        ("confirm_paper_ballot", {"number": 2, "choices": {goal: 1}}),
        ("remove_paper_ballot", {"number": 1}),
        ("give_sheet", {}),
        ("complete_paper", {}),
    ):
        assert _refused(hall, name, round_id=vote, **more) == "paper_complete"


def test_paper_that_is_complete_before_the_close_is_settled_at_it(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy="named", results="live")
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={goal: 1})
    _enter(hall, vote, 1, {goal: 1})
    hall.do(hall.lead, "complete_paper", round_id=vote)
    assert str(vote) not in hall.seen()["tallies"], "what devices have is only a part"
    hall.do(hall.lead, "close_round", round_id=vote)
    shown = _shown(hall, vote)
    assert (shown["voters"], shown["channels"]["paper"]["voters"]) == (2, 1)


def test_paper_can_begin_after_the_close_as_long_as_nothing_was_shown(hall):
    [goal] = map(str, hall.goals(1))
    later, now = (hall.opened("vote", method="approve", secrecy="named", results=r) for r in ("on_reveal", "at_close"))
    for vote in (later, now):
        hall.do(hall.aino, "cast_ballot", round_id=vote, choices={goal: 1})
        hall.do(hall.lead, "close_round", round_id=vote)
    _enter(hall, later, 1, {goal: 1})
    sheet = {"number": 1, "choices": {goal: 1}}
    assert _refused(hall, "enter_paper_ballot", round_id=now, **sheet) == "round_revealed"
    assert _refused(hall, "complete_paper", round_id=now) == "no_paper"


def test_the_key_of_a_sheet_gets_the_first_answer_whatever_the_choices(hall):
    first, second = map(str, hall.goals(2))
    vote = hall.opened("vote", method="approve", **NAMED)
    key = "11111111-2222-4333-8444-555555555555"
    answers = [
        hall.ask(hall.lead, "enter_paper_ballot", key=key, round_id=vote, number=1, choices={goal: 1})
        for goal in (first, second)
    ]
    assert answers[0].result == answers[1].result == {"round_id": vote, "number": 1}
    assert answers[1].replayed
