"""People who join at once join in one transaction, and none of them is harmed by another."""

from dataclasses import replace
from uuid import uuid4

import gevent
from sqlalchemy import select

from tests.commands.hall import Hall
from tests.engine.test_batch import hall, transactions
from workshop.commands.joining import Joined, join
from workshop.config.ceilings import DEFAULTS
from workshop.errors import Conflict, Invalid, KeyReused, NotFound
from workshop.models import AccessToken, Consultation, Device, Event, Membership, Participant

__all__ = ["hall", "transactions"]
PEOPLE = 12


def at_once(hall: Hall, *asked: dict) -> list:
    """Let all of them join at the same time; gives each one's place, or the refusal."""

    def one(name, key=None, account_id=None, code=None, body=None, device=None, ceilings=DEFAULTS):
        given = {"code": code or hall.code, "name": name, "body": body}
        who = {"account_id": account_id, "lang": "fi", "ceilings": ceilings, "device": device}
        try:
            return join(hall.database, given, key or str(uuid4()), **who)
        except Exception as refusal:
            return refusal

    joining = [gevent.spawn(one, **each) for each in asked]
    return [each.get() for each in joining]


def journal(hall: Hall) -> list[tuple[int, str, int | None]]:
    """The whole journal: revision, name and actor."""
    with hall.database.read() as session:
        here = select(Consultation.id).where(Consultation.slug == hall.slug).scalar_subquery()
        rows = session.execute(
            select(Event.revision, Event.name, Event.actor_id)
            .where(Event.consultation_id == here)
            .order_by(Event.revision)
        )
        return [tuple(row) for row in rows]


def test_a_hall_joins_in_one_transaction_each_with_a_place_token_and_event_of_their_own(hall, transactions):
    before = journal(hall)
    transactions.clear()
    joined = at_once(hall, *({"name": f"Person {n}", "device": f"browser {n}"} for n in range(PEOPLE)))
    assert len(transactions) == 1
    assert all(isinstance(each, Joined) and each.arrived for each in joined)
    ids = [each.participant.id for each in joined]
    assert len({*ids}) == len({each.token.nonce for each in joined}) == PEOPLE
    after = journal(hall)[len(before) :]
    assert after == [(len(before) + 1 + n, "participant_joined", ids[n]) for n in range(PEOPLE)]
    with hall.database.read() as session:
        for each, (revision, *_) in zip(joined, after, strict=True):
            stored = session.get(Participant, each.participant.id)
            assert (stored.name, stored.account_id, stored.revision) == (
                each.account.name,
                each.token.account_id,
                revision,
            )
            assert session.get(AccessToken, each.token.id).account_id == each.account.id
            assert session.get(Membership, (stored.id, hall.workshop)) is not None
        assert session.query(Device).where(Device.participant_id.in_(ids)).count() == PEOPLE
    assert {each["name"] for each in hall.seen()["participants"]} >= {f"Person {n}" for n in range(PEOPLE)}


def test_odd_ones_are_refused_by_themselves_and_all_others_join(hall):
    removed = hall.join("Removed")
    hall.do(hall.lead, "remove_participant", participant_id=hall.participant(removed))
    key, used = str(uuid4()), str(uuid4())
    [first] = at_once(hall, {"name": "Used", "key": used})
    one, wrong, nobody, gone, other, again, two, replayed = at_once(
        hall,
        {"name": "One", "key": key},
        {"name": "Wrong", "code": "1234 5678"},
        {"name": "Nobody", "body": "no-such-body"},
        {"name": "Removed", "account_id": removed},
        {"name": "Another", "key": used},
        {"name": "One", "key": key},
        {"name": "Two"},
        {"name": "Used", "key": used},
    )
    assert [type(each) for each in (wrong, nobody, gone, other)] == [NotFound, Invalid, NotFound, KeyReused]
    assert one.participant.id == again.participant.id != two.participant.id
    assert replayed.token.id == first.token.id
    names = [each.get("name") for each in hall.seen()["participants"]]
    assert [names.count(name) for name in ("One", "Two", "Used", "Wrong", "Nobody", "Another")] == [1, 1, 1, 0, 0, 0]


def test_who_takes_part_already_joins_the_next_workshop_among_newcomers(hall, transactions):
    next_one = hall.ask(hall.lead, "create_workshop", title="Toinen").events[0].data
    transactions.clear()
    known = [{"name": "Aino", "account_id": hall.aino}, {"name": "Ville", "account_id": hall.ville}]
    joined = at_once(hall, *({**each, "code": next_one["code"]} for each in [*known, {"name": "Uusi"}]))
    assert len(transactions) == 1
    assert [each.account.id for each in joined[:2]] == [hall.aino, hall.ville]
    assert [each.arrived for each in joined] == [False, False, True]
    assert [each.participant.workshop_ids for each in joined] == [[hall.workshop, next_one["id"]]] * 2 + [
        [next_one["id"]]
    ]


def test_a_consultation_takes_as_many_as_it_may_have_and_refuses_the_rest(hall):
    here = len(hall.seen()["participants"])
    most = replace(DEFAULTS, people=here + 5)
    joined = at_once(hall, *({"name": f"Person {n}", "ceilings": most} for n in range(PEOPLE)))
    assert sum(isinstance(each, Joined) for each in joined) == 5
    refused = [each for each in joined if not isinstance(each, Joined)]
    assert all(isinstance(each, Conflict) and each.reason == "people_full" for each in refused)


def test_after_the_door_is_locked_nobody_of_a_group_comes_in(hall):
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    before = journal(hall)
    asked = [{"name": f"Person {n}"} for n in range(3)]
    refused = at_once(hall, *asked, {"name": "Aino", "account_id": hall.aino})
    assert [getattr(each, "reason", None) for each in refused] == ["workshop_locked"] * 3 + [None]
    assert journal(hall) == before
