"""Ballots that are cast at once are one transaction, and none of them is harmed by another."""

from collections.abc import Iterator
from uuid import uuid4

import gevent
import pytest

from tests.commands.hall import Hall, found
from workshop.commands import Request, carry_out
from workshop.db import Database
from workshop.engine.batch import Batch, Marks
from workshop.errors import AlreadyVoted, Invalid, NotFound, RoundClosed
from workshop.operations.installing import install

PEOPLE = 8


@pytest.fixture
def hall(tables_url) -> Iterator[Hall]:
    """A consultation of this test's own, on each database."""
    database = Database(tables_url)
    database.write(install)
    yield found(database)
    database.dispose()


@pytest.fixture
def transactions(hall, monkeypatch) -> list[int]:
    """Grows by one with each transaction that writes."""
    begun, write = [], hall.database.write

    def counted(work, *lane):
        begun.append(1)
        return write(work, *lane)

    monkeypatch.setattr(hall.database, "write", counted)
    return begun


def at_once(hall: Hall, asked: list[tuple[int, dict]]) -> list:
    """Let all of them ask at the same time, each under a key of its own; gives each answer, or its refusal."""

    def one(account, arguments):
        key = arguments.pop("key", None) or str(uuid4())
        try:
            return carry_out(hall.database, account, Request(hall.slug, "cast_ballot", key, arguments))
        except Exception as refusal:
            return refusal

    asking = [gevent.spawn(one, account, dict(arguments)) for account, arguments in asked]
    return [each.get() for each in asking]


def paused(arrivals: list[float], pause: float) -> list[int]:
    """Let requests arrive at these moments (s) at a batch with a pause; gives the sizes of its groups."""
    groups: list[int] = []

    def together(group):
        groups.append(len(group))
        return list(group)

    batch = Batch(together, lambda asked: asked, lambda asked: Marks(None, [asked]), pause=pause)
    coming = [gevent.spawn_later(moment, batch.carry_out, number) for number, moment in enumerate(arrivals)]
    assert [each.get() for each in coming] == list(range(len(arrivals)))
    return groups


def test_while_several_come_at_a_time_groups_wait_for_more_and_who_comes_alone_does_not():
    assert paused([0, 0, 0.05, 0.1, 0.15, 0.2], pause=0.5) == [2, 4]
    assert paused([0, 0.02, 0.04], pause=0.5) == [1, 1, 1]


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_what_is_cast_at_once_is_one_transaction(hall, transactions, secrecy):
    goals, voters = hall.goals(2), [hall.join(f"Jäsen {number}") for number in range(PEOPLE)]
    round_id = hall.opened("vote", method="dots", points=5, secrecy=secrecy, results="at_close")
    transactions.clear()
    answers = at_once(hall, [(who, {"round_id": round_id, "choices": {str(goals[0]): 2}}) for who in voters])
    assert len(transactions) == 1
    assert [answer.result for answer in answers] == [{"round_id": round_id, "version": 1}] * PEOPLE
    for who, answer in zip(voters, answers, strict=True):
        me = hall.seen(who)["me"]
        assert me["version"] == answer.me_version
        assert (
            me["voted"] == [round_id] if secrecy == "secret" else me["ballots"] == {str(round_id): {str(goals[0]): 2}}
        )
    hall.do(hall.lead, "close_round", round_id=round_id)
    hall.do(hall.lead, "reveal_results", round_id=round_id)
    figures = hall.seen()["tallies"][str(round_id)]
    assert (figures["voters"], figures["goals"][str(goals[0])]["points"]) == (PEOPLE, 2 * PEOPLE)


def test_an_odd_ballot_is_refused_by_itself_and_all_others_are_cast(hall):
    goals, voters = hall.goals(2), [hall.join(f"Jäsen {number}") for number in range(PEOPLE)]
    round_id = hall.opened("vote", method="dots", points=5, secrecy="named", results="at_close")
    over = hall.opened("vote", method="approve", secrecy="named", results="at_close")
    hall.do(hall.lead, "close_round", round_id=over)
    right = {"round_id": round_id, "choices": {str(goals[1]): 1}}
    odd = [
        (voters[1], {**right, "choices": {str(goals[0]): 9}}, Invalid),
        (voters[3], {**right, "choices": {"77777": 1}}, Invalid),
        (voters[4], {**right, "choices": {}}, Invalid),
        (voters[5], {**right, "round_id": over}, RoundClosed),
        (voters[6], {**right, "round_id": 77777}, NotFound),
        (hall.lead + 100_000, right, NotFound),
    ]
    asked = [(who, right) for who in (voters[0], voters[2], voters[7])]
    answers = at_once(hall, [asked[0], *[each[:2] for each in odd], *asked[1:]])
    refused = answers[1 : 1 + len(odd)]
    assert [type(each) for each in refused] == [kind for *_, kind in odd]
    assert [each.result["version"] for each in (answers[0], *answers[1 + len(odd) :])] == [1, 1, 1]
    assert [who for who in voters if hall.seen(who)["me"]["ballots"]] == [voters[0], voters[2], voters[7]]


def test_two_of_one_person_follow_each_other_and_the_same_one_is_answered_the_same(hall):
    goals, round_id = hall.goals(2), hall.opened("vote", method="approve", secrecy="named", results="at_close")
    first, second = ({"round_id": round_id, "choices": {str(goal): 1}, "key": str(uuid4())} for goal in goals)
    other = {"round_id": round_id, "choices": {str(goals[0]): 1}}
    one, again, two, ville = at_once(
        hall, [(hall.aino, first), (hall.aino, first), (hall.aino, second), (hall.ville, other)]
    )
    assert (one.result["version"], two.result["version"], ville.result["version"]) == (1, 2, 1)
    assert again.replayed and again.result == one.result
    assert hall.seen(hall.aino)["me"]["ballots"] == {str(round_id): {str(goal): 1 for goal in goals}}


def test_a_second_secret_ballot_is_refused_among_first_ones(hall):
    [goal], round_id = hall.goals(1), hall.opened("vote", method="approve", secrecy="secret", results="at_close")
    cast = {"round_id": round_id, "choices": {str(goal): 1}}
    at_once(hall, [(hall.aino, cast)])
    again, first = at_once(hall, [(hall.aino, cast), (hall.ville, cast)])
    assert isinstance(again, AlreadyVoted) and first.result["version"] == 1
    hall.do(hall.lead, "close_round", round_id=round_id)
    hall.do(hall.lead, "reveal_results", round_id=round_id)
    assert hall.seen()["tallies"][str(round_id)]["voters"] == 2


def test_changed_unchanged_and_emptied_ballots_of_one_group_each_become_what_was_sent(hall):
    goals, voters = hall.goals(2), [hall.join(f"Jäsen {number}") for number in range(4)]
    round_id = hall.opened("vote", method="approve", secrecy="named", results="at_close")
    one, both = {str(goals[0]): 1}, {str(goal): 1 for goal in goals}
    at_once(hall, [(who, {"round_id": round_id, "choices": one}) for who in voters[:3]])
    sent = [one, {str(goals[1]): 1}, {str(goals[0]): None}, one]
    at_once(hall, [(who, {"round_id": round_id, "choices": each}) for who, each in zip(voters, sent, strict=True)])
    held = [hall.seen(who)["me"]["ballots"].get(str(round_id), {}) for who in voters]
    assert held == [one, both, {}, one]
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert hall.seen()["tallies"][str(round_id)]["voters"] == 3
