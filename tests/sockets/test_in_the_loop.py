"""What a turn of telling does in the event loop, where it keeps others waiting, does not grow with those who voted."""

import threading

import pytest
from sqlalchemy import event, insert, select

from tests.commands.hall import found
from workshop.db import Database, database_now
from workshop.models import Account, Ballot, Participant, RollEntry, Tally
from workshop.sockets.broadcast import Broadcaster
from workshop.sockets.listeners import Listener

VOTERS, OPCODES = 2000, 100


@pytest.fixture
def database(tables_url):
    database = Database(tables_url)
    yield database
    database.dispose()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_it_does_not_grow_with_those_who_voted(database, secrecy):
    hall = found(database)
    goal, round_id = _live(hall, secrecy)
    with database.read() as session:
        lead = session.scalar(select(Participant).where(Participant.account_id == hall.lead))
        by = {"account_id": hall.lead, "stamp": session.get(Account, hall.lead).stamp}
    broadcaster = Broadcaster(database, lambda name, data, sids: None, lambda sid: None)
    broadcaster.welcome(Listener("a", lead.consultation_id, lead.id, True, lead.me_version, **by))
    _let_vote(database, lead, round_id, goal, VOTERS)
    assert _worked_in_loop(database, broadcaster, lead.consultation_id) < VOTERS
    with database.read() as session:
        assert session.get(Tally, round_id).figures["voters"] == VOTERS


def _live(hall, secrecy):
    [goal] = hall.goals(1)
    hall.do(hall.lead, "lock_workshop", workshop_id=hall.workshop, locked=True)
    about = {"title": "Vote", "method": "approve", "secrecy": secrecy, "results": "live", "workshop_id": hall.workshop}
    made = hall.do(hall.lead, "create_round", kind="vote", **about)["round_id"]
    hall.do(hall.lead, "open_round", round_id=made)
    return goal, made


def _let_vote(database, lead, round_id, goal, number):
    def work(session):
        now = database_now(session)
        last = session.scalar(select(Account.id).order_by(Account.id.desc()))
        ids = range(last + 1, last + 1 + number)
        of_account = {"lang": "fi", "stamp": "0" * 32, "created_at": now}
        session.execute(insert(Account), [{"id": each, "name": "Voter", **of_account} for each in ids])
        here = {"consultation_id": lead.consultation_id, "role": "member", "lang": "fi", "joined_at": lead.joined_at}
        people = [{"account_id": each, "name": "Voter", "key": f"voter-{each}", **here} for each in ids]
        session.execute(insert(Participant), people)
        there = session.scalars(select(Participant.id).where(Participant.account_id > last)).all()
        rows = [{"round_id": round_id, "participant_id": each} for each in there]
        session.execute(insert(RollEntry), rows)
        session.execute(insert(Ballot), [{**row, "choices": {str(goal): 1}} for row in rows])
        session.execute(Participant.__table__.update().values(me_version=Participant.me_version + 1))

    database.write(work)


def _worked_in_loop(database, broadcaster, consultation_id):
    """Count the opcodes that SQLite runs in this thread to read while a turn counts and tells."""
    loop, worked = threading.get_ident(), []

    def note():
        if threading.get_ident() == loop:
            worked.append(OPCODES)

    event.listen(database._reading, "checkout", lambda raw, *about: raw.set_progress_handler(note, OPCODES))
    broadcaster.pace.forget(consultation_id)
    broadcaster.turn(True)
    return sum(worked)
