"""Every change goes through one door: the journal has one writer, and what nobody did has no actor."""

import ast
from datetime import timedelta

from sqlalchemy import select

from tests.commands.conftest import database, hall
from tests.commands.hall import Hall
from tests.house.tree import ROOT, files, places
from workshop.commands.inviting import invite_as_system
from workshop.db import database_now
from workshop.engine.door import perform, under_lock
from workshop.models import Consultation, Event, Participant
from workshop.operations.arriving import arrive
from workshop.operations.publishing import close_due_rounds_of

__all__ = ["database", "hall"]
# The door itself, and its way to the journal.
DOOR = ("workshop/engine/door.py", "workshop/engine/journal.py")


def test_the_journal_has_one_writer():
    python = [
        path for path in files(".py", under=("workshop", "tests/bench")) if str(path.relative_to(ROOT)) not in DOOR
    ]
    assert places("write_journal", python) == []
    calls = [node for node in ast.walk(ast.parse((ROOT / DOOR[0]).read_text())) if isinstance(node, ast.Call)]
    assert sum(getattr(call.func, "id", None) == "write_journal" for call in calls) == 1


def test_what_the_clock_and_the_machine_do_is_done_by_nobody(hall: Hall):
    before = last(hall)[0]
    hall.database.write(lambda session: invite_as_system(session, hall.slug, f"{hall.slug}@x.org", "member", "P", "fi"))
    assert last(hall) == (before + 1, "participant_invited", None)
    hall.do(hall.lead, "create_round", kind="comment", title="Kommentit", opens_at="2020-01-01T00:00:00Z")
    assert last(hall) == (before + 2, "round_created", hall.participant(hall.lead))
    assert close_due_rounds_of(hall.database, id_of(hall)) == 1
    assert last(hall) == (before + 3, "round_opened", None)
    assert close_due_rounds_of(hall.database, id_of(hall)) == 0


def test_somebody_who_arrives_does_so_themselves(hall: Hall):
    hall.database.write(lambda session: invite_as_system(session, hall.slug, f"{hall.slug}@y.org", "member", "P", "fi"))
    with hall.database.read() as session:
        invited = session.scalar(select(Participant.id).where(Participant.consultation_id == id_of(hall), INVITED))
    hall.database.write(lambda session: arrive(session, {id_of(hall): [invited]}))
    assert last(hall)[1:] == ("participant_joined", invited)
    again = last(hall)
    hall.database.write(lambda session: arrive(session, {id_of(hall): [invited]}))
    assert last(hall) == again


def test_nothing_is_logged_where_nothing_happened(hall: Hall):
    before = last(hall)
    number = id_of(hall)
    assert hall.database.write(lambda session: perform(under_lock(session, number), lambda actor: [])) == []
    assert last(hall) == before


def test_whoever_waits_for_the_lock_acts_at_the_time_at_which_they_got_it(hall: Hall):
    number = id_of(hall)
    at, now = hall.database.write(lambda session: (under_lock(session, number).now, database_now(session)))
    assert timedelta(0) <= now - at < timedelta(seconds=5)


INVITED = Participant.invited_at.is_not(None)


def id_of(hall: Hall) -> int:
    """The consultation that a hall is of."""
    with hall.database.read() as session:
        return session.scalar(select(Consultation.id).where(Consultation.slug == hall.slug))


def last(hall: Hall) -> tuple[int, str, int | None]:
    """The revision, name and actor of the newest event."""
    with hall.database.read() as session:
        newest = select(Event.revision, Event.name, Event.actor_id).where(Event.consultation_id == id_of(hall))
        return tuple(session.execute(newest.order_by(Event.revision.desc())).first())
