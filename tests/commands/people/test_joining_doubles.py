"""One person who joined twice is made one: what they wrote, where they are, and one ballot that is the newest."""

import pytest
from sqlalchemy import select

from tests.commands.hall import Hall, one
from workshop.errors import AlreadyVoted, Conflict, Invalid, NotFound
from workshop.models import AuditEntry, Ballot, RollEntry


def joined(hall: Hall, stays: int, *doubles: int, **more):
    """Join accounts' participants into that of the first."""
    ids = [hall.participant(account) for account in doubles]
    return hall.ask(hall.lead, "join_participants", participant_id=hall.participant(stays), double_ids=ids, **more)


def opened(hall: Hall, **more) -> tuple[int, int]:
    """Open a vote on two goals, and return the round and the first goal."""
    goal = hall.goals(2)[0]
    return hall.opened("vote", method="approve", **more), goal


def ballots(hall: Hall, number: int) -> dict[int, dict]:
    """The ballots of a round that are not empty, by participant."""
    with hall.database.read() as session:
        found = session.execute(select(Ballot.participant_id, Ballot.choices).where(Ballot.round_id == number)).all()
    return {row[0]: row[1] for row in found if row[1]}


def roll(hall: Hall, number: int) -> set[int]:
    """Those who have voted in a round."""
    with hall.database.read() as session:
        return set(
            session.scalars(select(RollEntry.participant_id).where(RollEntry.round_id == number, ~RollEntry.empty))
        )


def test_what_they_wrote_and_where_they_are_goes_to_the_one_who_stays(hall: Hall):
    hall.opened("propose")
    goal = hall.do(hall.ville, "propose_goal", theme_id=hall.theme, title="Kuitu")["goal_id"]
    other = hall.ask(hall.lead, "create_workshop", title="Toinen").events[0].data
    first, second = hall.participant(hall.aino), hall.participant(hall.ville)
    hall.code, code = other["code"], hall.code
    hall.join("Ville", account=hall.ville)
    hall.code = code
    answer = joined(hall, hall.aino, hall.ville)
    assert answer.result == {"participant_id": first}
    assert [event.name for event in answer.events][:2] == ["participant_changed", "participant_removed"]
    seen = hall.seen(hall.aino)["me"]
    assert seen["mine"]["goals"] == [goal]
    assert seen["participant"]["workshop_ids"] == [hall.workshop, other["id"]]
    people = hall.seen()["participants"]
    assert one(people, second).get("removed")
    assert [each["participant_id"] for each in hall.seen()["authorships"] if each["thing_id"] == goal] == [first]
    hall.do(hall.aino, "edit_goal", goal_id=goal, title="Valokuitu")
    with hall.database.read() as session:
        assert "participants_joined" in session.scalars(select(AuditEntry.name)).all()


def test_the_others_can_t_come_in_any_more(hall: Hall):
    joined(hall, hall.aino, hall.ville)
    for give in (lambda: hall.seen(hall.ville), lambda: hall.join("Ville", account=hall.ville)):
        with pytest.raises(NotFound):
            give()


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
@pytest.mark.parametrize("last", ["aino", "ville"])
def test_of_two_ballots_in_an_open_round_the_newest_stays(hall: Hall, secrecy, last):
    number, goal = opened(hall, secrecy=secrecy, results="at_close")
    accounts = {"aino": hall.aino, "ville": hall.ville}
    for name in sorted(accounts, key=lambda each: each == last):
        choices = {f"g{goal}": 1} if name == last else {f"g{goal + 1}": 1}
        hall.cast(accounts[name], number, **choices)
    joined(hall, hall.aino, hall.ville)
    mine = hall.participant(hall.aino)
    assert ballots(hall, number) == {mine: {str(goal): 1}}
    assert roll(hall, number) == {mine}
    seen = hall.seen(hall.aino)["me"]
    assert (seen["ballots"][str(number)], seen["voted"]) == ({str(goal): 1}, [number])
    hall.cast(hall.aino, number, **{f"g{goal + 1}": 1})
    hall.do(hall.lead, "close_round", round_id=number)
    with hall.database.read() as session:
        times = session.scalars(select(Ballot.cast_at).where(Ballot.round_id == number)).all()
    assert not any(times), "when people voted is kept no longer than it is needed"


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_the_only_ballot_moves(hall: Hall, secrecy):
    number, goal = opened(hall, secrecy=secrecy, results="at_close")
    hall.cast(hall.ville, number, **{f"g{goal}": 1})
    joined(hall, hall.aino, hall.ville)
    assert ballots(hall, number) == {hall.participant(hall.aino): {str(goal): 1}}
    hall.do(hall.lead, "close_round", round_id=number)
    if secrecy == "named":
        tally = hall.seen()["tallies"][str(number)]
        assert (tally["voters"], [each["name"] for each in tally["ballots"]]) == (1, ["Aino"])


def test_live_figures_of_a_named_round_count_them_once(hall: Hall):
    number, goal = opened(hall, secrecy="named", results="live")
    hall.cast(hall.aino, number, **{f"g{goal}": 1})
    hall.cast(hall.ville, number, **{f"g{goal}": 1, f"g{goal + 1}": 1})
    joined(hall, hall.aino, hall.ville)
    hall.do(hall.lead, "close_round", round_id=number)
    tally = hall.seen()["tallies"][str(number)]
    assert (tally["voters"], tally["goals"][str(goal)]) == (1, {"approve": 1})


def test_whoever_voted_secretly_has_voted(hall: Hall):
    number, goal = opened(hall, secrecy="secret", results="at_close", totals="always")
    hall.cast(hall.ville, number, **{f"g{goal}": 1})
    joined(hall, hall.aino, hall.ville)
    with pytest.raises(AlreadyVoted):
        hall.cast(hall.aino, number, **{f"g{goal}": 1})
    assert roll(hall, number) == {hall.participant(hall.aino)}
    hall.do(hall.lead, "close_round", round_id=number)
    assert hall.seen()["tallies"][str(number)]["voters"] == 1


def test_two_secret_ballots_stay_since_nobody_can_find_them(hall: Hall):
    number, goal = opened(hall, secrecy="secret", results="at_close", totals="always")
    for account in (hall.aino, hall.ville):
        hall.cast(account, number, **{f"g{goal}": 1})
    joined(hall, hall.aino, hall.ville)
    hall.do(hall.lead, "close_round", round_id=number)
    assert hall.seen()["tallies"][str(number)]["voters"] == 2


def test_what_is_closed_stays_as_it_was_counted(hall: Hall):
    number, goal = opened(hall, secrecy="named", results="at_close")
    for account in (hall.aino, hall.ville):
        hall.cast(account, number, **{f"g{goal}": 1})
    hall.do(hall.lead, "close_round", round_id=number)
    before = hall.seen()["tallies"][str(number)]
    joined(hall, hall.aino, hall.ville)
    assert hall.seen()["tallies"][str(number)] == before


def test_two_ballots_in_a_confidential_vote_with_live_figures_wait_for_its_end(hall: Hall):
    goal = hall.goals(1)[0]
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    number = hall.opened("vote", method="approve", secrecy="confidential", results="live", workshop_id=hall.workshop)
    hall.cast(hall.ville, number, **{f"g{goal}": 1})
    hall.cast(hall.aino, number, **{f"g{goal}": 1})
    with pytest.raises(Conflict) as refused:
        joined(hall, hall.aino, hall.ville)
    assert refused.value.reason == "doubles_in_live_vote"
    assert len(ballots(hall, number)) == 2


def test_nobody_is_joined_with_themselves_and_no_facilitator_away(hall: Hall):
    for doubles in ((hall.aino,), (hall.lead,)):
        with pytest.raises(Invalid):
            joined(hall, hall.aino, *doubles)
    # The one who stays may be among them, as a form has it.
    joined(hall, hall.aino, hall.aino, hall.ville)
