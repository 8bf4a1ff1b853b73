"""Where few vote on paper, what they chose follows from nothing: not from figures, groups, or the check of hashes."""

import pytest

from tests.commands.hall import Hall, one

LEAST = 5


@pytest.fixture
def crowd(hall) -> list[int]:
    """Twelve members: seven of one body, five of another."""
    keys = ["north", "south"]
    for key in keys:
        hall.do(hall.lead, "create_body", title=key)
    bodies = [body["id"] for body in hall.seen()["bodies"]]
    members = [hall.join(f"Member {number}") for number in range(12)]
    for number, account in enumerate(members):
        about = {"participant_id": hall.participant(account), "body_id": bodies[number >= 7]}
        hall.do(hall.lead, "change_participant", **about)
    return members


def _hold(
    hall: Hall, crowd: list[int], sheets: int, secrecy: str, *, late: bool = False
) -> tuple[dict, dict, list[str]]:
    goals = [str(goal) for goal in hall.goals(2)]
    vote = hall.opened("vote", method="approve", secrecy=secrecy, results="at_close" if not late else "on_reveal")
    for number, account in enumerate(crowd):
        hall.do(account, "cast_ballot", round_id=vote, choices={goals[number % 2]: 1})
    if late:
        hall.do(hall.lead, "close_round", round_id=vote)
    for number in range(1, sheets + 1):
        sheet = {"round_id": vote, "number": number, "choices": {goals[number % 2]: 1}}
        hall.do(hall.lead, "enter_paper_ballot", **sheet)
        hall.do(hall.lead, "confirm_paper_ballot", **sheet)
    if not late:
        hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    if late:
        hall.do(hall.lead, "reveal_results", round_id=vote)
    seen = hall.seen(hall.aino)
    return one(seen["rounds"], vote), seen["tallies"][str(vote)], goals


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
def test_few_sheets_are_counted_and_not_told_apart(hall, crowd, secrecy, late):
    round_, shown, goals = _hold(hall, crowd, 3, secrecy, late=late)
    assert shown["voters"] == 15
    assert sum(shown["goals"][goal]["approve"] for goal in goals) == 15
    for name in ("device", "paper"):
        own = shown["channels"][name]
        assert (own["voters"], set(own["goals"].values()), own["salt"]) == (None, {None}, None)
    assert round_["salt"] is None
    assert round_["paper_proof"]["salt"] is None
    assert round_["paper_proof"]["total_salt"], "the sum is proven"
    if secrecy == "confidential":
        for goal in goals:
            hidden = [cells for cells in shown["breakdowns"]["body"][goal].values() if cells is None]
            assert hidden, "else paper would be what is left of the total"


def test_enough_sheets_are_told_apart(hall, crowd):
    round_, shown, goals = _hold(hall, crowd, 6, "confidential")
    paper = shown["channels"]["paper"]
    assert (paper["voters"], {goal: cells["approve"] for goal, cells in paper["goals"].items()}) == (
        6,
        dict.fromkeys(goals, 3),
    )
    assert round_["salt"] and round_["paper_proof"]["salt"]


def test_sheets_of_one_mind_are_not_told_apart(hall, crowd):
    goals = [str(goal) for goal in hall.goals(2)]
    vote = hall.opened("vote", method="approve", secrecy="confidential", results="at_close")
    for number, account in enumerate(crowd):
        hall.do(account, "cast_ballot", round_id=vote, choices={goals[number % 2]: 1})
    for number in range(1, 7):
        sheet = {"round_id": vote, "number": number, "choices": {goals[0]: 1}}
        hall.do(hall.lead, "enter_paper_ballot", **sheet)
        hall.do(hall.lead, "confirm_paper_ballot", **sheet)
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    seen = hall.seen(hall.aino)
    paper = seen["tallies"][str(vote)]["channels"]["paper"]
    assert paper["voters"] == 6
    assert set(paper["goals"].values()) == {None}
    assert one(seen["rounds"], vote)["salt"] is None, "a salt would tell by trial what is hidden"


def test_so_few_in_all_that_nothing_is_shown(hall):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy="secret", results="at_close", totals="threshold")
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={goal: 1})
    for number in (1, 2):
        sheet = {"round_id": vote, "number": number, "choices": {goal: 1}}
        hall.do(hall.lead, "enter_paper_ballot", **sheet)
        hall.do(hall.lead, "confirm_paper_ballot", **sheet)
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    seen = hall.seen(hall.aino)
    round_ = one(seen["rounds"], vote)
    assert round_["withheld"]
    assert str(vote) not in seen["tallies"]
    assert (round_["salt"], round_["paper_proof"]["total_salt"]) == (None, None)


def test_enough_in_all_are_shown_where_devices_alone_were_too_few(hall):
    goals = [str(goal) for goal in hall.goals(2)]
    vote = hall.opened("vote", method="approve", secrecy="secret", results="at_close", totals="threshold", quorum=5)
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={goals[0]: 1})
    for number in range(1, LEAST):
        sheet = {"round_id": vote, "number": number, "choices": {goals[number % 2]: 1}}
        hall.do(hall.lead, "enter_paper_ballot", **sheet)
        hall.do(hall.lead, "confirm_paper_ballot", **sheet)
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    shown = hall.seen(hall.aino)["tallies"][str(vote)]
    assert shown["voters"] == LEAST
    assert shown["outcome"]["reached"] is True, "paper counts towards the quorum"


def test_a_body_counts_nobody_who_was_given_a_sheet(hall, crowd):
    [goal] = map(str, hall.goals(1))
    vote = hall.opened("vote", method="approve", secrecy="named", results="at_close")
    for account in crowd[:2]:
        hall.do(hall.lead, "give_sheet", round_id=vote, participant_id=hall.participant(account))
    for account in crowd[2:]:
        hall.do(account, "cast_ballot", round_id=vote, choices={goal: 1})
    sheet = {"round_id": vote, "number": 1, "choices": {goal: 1}}
    hall.do(hall.lead, "enter_paper_ballot", **sheet)
    hall.do(hall.lead, "confirm_paper_ballot", **sheet)
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    turnout = hall.seen()["tallies"][str(vote)]["turnout"]
    assert (turnout["voted"], turnout["entitled"]) == (11, 15), (
        "fifteen are here, two of them with sheets, one of these came back"
    )
    assert sorted((own["entitled"], own["voted"]) for own in turnout["bodies"].values()) == [(3, 0), (5, 5), (5, 5)]
