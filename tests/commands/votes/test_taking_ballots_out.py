"""Who is removed takes their ballot out of open named and confidential rounds, and no figure tells what was on it."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid, NotFound
from workshop.models import Account
from workshop.operations.people.accounts import make_link, use_link
from workshop.operations.publishing import publish_live

LEAST = 3


@pytest.fixture
def crowd(hall: Hall) -> Hall:
    """A hall where figures move by three ballots, with two goals and six members."""
    hall.do(hall.lead, "edit_consultation", threshold=LEAST)
    hall.first, hall.second = hall.goals(2)
    hall.people = [hall.aino, hall.ville, *(hall.join(f"Jäsen {number}") for number in range(4))]
    return hall


def removed(hall: Hall, *accounts: int) -> dict:
    """Remove participants in one step."""
    return hall.do(hall.lead, "remove_participants", participant_ids=[hall.participant(each) for each in accounts])


def figures(hall: Hall, round_id: int) -> tuple[int, list[int]] | None:
    """The figures that leave the house: voters, and the approvals of the two goals."""
    tally = hall.seen()["tallies"].get(str(round_id))
    if tally is None:
        return None
    return tally["voters"], [tally["goals"][str(goal)]["approve"] for goal in (hall.first, hall.second)]


def voted(hall: Hall, round_id: int, *accounts: int, goal: int) -> None:
    """Let accounts approve of a goal beside what they approved of before."""
    for account in accounts:
        hall.cast(account, round_id, **{f"g{goal}": 1})


@pytest.mark.parametrize("results", ["at_close", "on_reveal"])
@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_a_removed_participant_is_not_counted(crowd, secrecy, results):
    round_id = crowd.opened("vote", method="approve", secrecy=secrecy, results=results)
    voted(crowd, round_id, *crowd.people, goal=crowd.first)
    removed(crowd, crowd.people[0], crowd.people[1])
    crowd.do(crowd.lead, "close_round", round_id=round_id)
    if results == "on_reveal":
        crowd.do(crowd.lead, "reveal_results", round_id=round_id)
    assert figures(crowd, round_id) == (4, [4, 0])


def test_a_secret_ballot_stays(crowd):
    round_id = crowd.opened("vote", method="approve", secrecy="secret", results="at_close")
    voted(crowd, round_id, *crowd.people, goal=crowd.first)
    removed(crowd, *crowd.people[:3])
    crowd.do(crowd.lead, "close_round", round_id=round_id)
    assert figures(crowd, round_id) == (6, [6, 0])


def test_live_figures_of_a_named_round_move_at_once(crowd, database):
    round_id = crowd.opened("vote", method="approve", secrecy="named", results="live")
    voted(crowd, round_id, *crowd.people, goal=crowd.first)
    publish_live(database, round_id)
    removed(crowd, crowd.people[0])
    assert publish_live(database, round_id)
    assert figures(crowd, round_id) == (5, [5, 0])


def live(crowd, database) -> int:
    """Open a live confidential round in which all have voted, and let its figures be told."""
    crowd.do(crowd.lead, "lock_workshop", workshop_id=crowd.workshop, locked=True)
    asked = {"method": "approve", "secrecy": "confidential", "results": "live", "workshop_id": crowd.workshop}
    round_id = crowd.opened("vote", **asked)
    victim, *others = crowd.people
    voted(crowd, round_id, victim, goal=crowd.second)
    voted(crowd, round_id, *others, goal=crowd.first)
    assert publish_live(database, round_id)
    assert figures(crowd, round_id) == (6, [5, 1])
    return round_id


def test_live_figures_of_a_confidential_round_move_with_the_next_changes_of_others(crowd, database):
    round_id = live(crowd, database)
    victim, *others = crowd.people
    removed(crowd, victim)
    for other in others[:LEAST]:
        assert not publish_live(database, round_id), "the removal itself is none of the changes"
        assert figures(crowd, round_id) == (6, [5, 1])
        voted(crowd, round_id, other, goal=crowd.second)
    assert publish_live(database, round_id)
    assert figures(crowd, round_id) == (5, [5, 3])


def test_many_removed_at_once_move_no_live_figure_either(crowd, database):
    round_id = live(crowd, database)
    removed(crowd, *crowd.people[: LEAST + 1])
    assert not publish_live(database, round_id)
    assert figures(crowd, round_id) == (6, [5, 1])


def test_a_close_right_after_a_removal_does_not_tell_what_was_on_the_ballot(crowd, database):
    round_id = live(crowd, database)
    removed(crowd, crowd.people[0])
    crowd.do(crowd.lead, "close_round", round_id=round_id)
    assert figures(crowd, round_id) == (6, [5, 1])


def test_a_close_after_enough_changes_of_others_counts_without_who_was_removed(crowd, database):
    round_id = live(crowd, database)
    removed(crowd, crowd.people[0])
    voted(crowd, round_id, *crowd.people[1 : LEAST + 1], goal=crowd.second)
    crowd.do(crowd.lead, "close_round", round_id=round_id)
    assert figures(crowd, round_id) == (5, [5, 3])


def test_what_was_counted_before_a_removal_stays_as_it_was_counted(crowd):
    round_id = crowd.opened("vote", method="approve", secrecy="named", results="at_close")
    voted(crowd, round_id, *crowd.people, goal=crowd.first)
    crowd.do(crowd.lead, "close_round", round_id=round_id)
    told = crowd.seen()["tallies"][str(round_id)]
    removed(crowd, *crowd.people[:3])
    assert crowd.seen()["tallies"][str(round_id)] == told


def test_who_comes_back_by_an_invitation_votes_anew(crowd, database):
    named = crowd.opened("vote", method="approve", secrecy="named", results="at_close")
    secretly = crowd.opened("vote", method="approve", secrecy="confidential", results="at_close")
    for round_id in (named, secretly):
        voted(crowd, round_id, crowd.aino, goal=crowd.first)
    email = f"aino-{crowd.aino}@example.org"
    with_address(database, crowd.aino, email)
    removed(crowd, crowd.aino)
    crowd.do(crowd.lead, "invite_participant", email=email)
    # The letter gives them their own place again.
    secret = database.write(lambda session: make_link(session, email))
    database.write(lambda session: use_link(session, secret).id)
    assert crowd.seen(crowd.aino)["me"]["voted"] == []
    for round_id in (named, secretly):
        voted(crowd, round_id, crowd.aino, goal=crowd.second)
        crowd.do(crowd.lead, "close_round", round_id=round_id)
    assert figures(crowd, named) == (1, [0, 1])


def test_several_are_removed_in_one_step_or_none_of_them(crowd):
    lead, aino, ville = (crowd.participant(account) for account in (crowd.lead, crowd.aino, crowd.ville))
    foreign = crowd.participant(crowd.people[2]) + 10_000
    for ids, refusal in (([aino, lead], Conflict), ([aino, foreign], NotFound), ([], Invalid), ([aino, 0], NotFound)):
        with pytest.raises(refusal):
            crowd.do(crowd.lead, "remove_participants", participant_ids=ids)
    assert not one(crowd.seen()["participants"], aino).get("removed")
    before = crowd.seen()["revision"]
    answer = crowd.ask(crowd.lead, "remove_participants", participant_ids=[aino, ville, aino])
    assert answer.result == {"participant_ids": [aino, ville]}
    assert [event.name for event in answer.events] == ["participant_removed"] * 2
    assert crowd.seen()["revision"] == before + 2
    for account in (crowd.aino, crowd.ville):
        with pytest.raises(NotFound):
            crowd.seen(account)


def with_address(database, account: int, email: str) -> None:
    """Give an account an address."""

    def work(session):
        session.get(Account, account).email = email

    database.write(work)
