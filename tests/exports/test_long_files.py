"""Files that take long are made by the worker: followed, cancelled, and fetched by nobody but whoever asked."""

import re
import time
from contextlib import suppress
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.exports.meeting import Meeting, begin, database_of
from tests.nodes.client import Client
from workshop.config import read_settings
from workshop.db import database_now
from workshop.exports.bundle import verify
from workshop.exports.names import NAMES
from workshop.jobs import KINDS
from workshop.jobs.kind import JobContext
from workshop.models import Consultation, Export, ExportPart, Job, Participant
from workshop.operations.handing_out import exports, parts
from workshop.queries.exported import reading


@pytest.fixture
def young(database_kind, request, tmp_path_factory):
    """A consultation with one goal."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        yield begin(database)


def me_of(meeting: Meeting, session, member: int | None = None) -> Participant:
    """The participant of a member, or of the facilitator."""
    account = meeting.lead if member is None else meeting.members[member]
    return session.scalars(select(Participant).where(Participant.account_id == account)).one()


def ask(meeting: Meeting, name: str, member: int | None = None, key: str | None = None) -> int:
    """Ask for a file."""

    def work(session):
        me, asked = me_of(meeting, session, member), exports.Asked(name, "fi")
        return exports.ask_for_export(session, me, asked, key or str(uuid4())).id

    return meeting.database.write(work)


def make(meeting: Meeting, number: int, tmp_path) -> None:
    """Do the job as its own process does."""
    KINDS["export"].run(JobContext(read_settings({}, data=str(tmp_path)), meeting.database), export_id=number)


def state_of(meeting: Meeting, number: int) -> str | None:
    """How a file stands."""
    with meeting.database.read() as session:
        return session.scalar(select(Export.state).where(Export.id == number))


def parts_left(meeting: Meeting) -> int:
    """How many parts of files are stored."""
    with meeting.database.read() as session:
        return len(session.scalars(select(ExportPart.position)).all())


def test_the_worker_makes_what_a_small_one_gets_at_once(young, tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "PART", 1000)
    number = ask(young, "record.zip", member=0)
    make(young, number, tmp_path)
    assert b"".join(exports.parts_of(young.database, number)) == young.written("record.zip", 0)
    assert (state_of(young, number), parts_left(young) > 5) == ("done", True)
    # Done again after its worker was killed, it stays as it is.
    make(young, number, tmp_path)
    assert state_of(young, number) == "done"


def test_asking_again_asks_once(young):
    first = ask(young, "record.zip", key="same")
    assert ask(young, "record.zip", key="same") == first
    assert ask(young, "record.zip") == first
    assert ask(young, "results.csv") != first
    assert ask(young, "record.zip", member=0) != first
    with young.database.read() as session:
        assert len(session.scalars(select(Job).where(Job.name == "export")).all()) == 3


def test_a_cancelled_one_is_not_made_also_while_it_is_under_way(young, tmp_path, monkeypatch):
    number = ask(young, "record.zip")

    def cancel():
        def work(session):
            exports.cancel_export(session, me_of(young, session, None), number)

        young.database.write(work)

    writer = type(NAMES["record.zip"])
    written = writer.write

    def write(self, record, lang, told):
        cancel()
        return written(self, record, lang, told)

    monkeypatch.setattr(writer, "write", write)
    make(young, number, tmp_path)
    assert state_of(young, number) == "cancelled"
    young.database.write(exports.purge_exports)
    assert parts_left(young) == 0


def test_nobody_cancels_what_another_asked_for(young):
    number = ask(young, "record.zip")
    young.database.write(lambda session: exports.cancel_export(session, me_of(young, session, 0), number))
    assert state_of(young, number) == "waiting"


def test_one_that_can_not_be_made_says_so(young, tmp_path, monkeypatch):
    number = ask(young, "record.zip")

    def write(self, record, lang, told):
        raise MemoryError

    monkeypatch.setattr(type(NAMES["record.zip"]), "write", write)
    with suppress(MemoryError):
        make(young, number, tmp_path)
    assert state_of(young, number) == "failed"


def test_one_whose_job_was_given_up_says_so_too(young):
    number = ask(young, "record.zip")

    def give_up(session):
        session.execute(update(Job).where(Job.name == "export").values(done_at=database_now(session), failure="killed"))
        session.execute(update(Export).values(state="running"))

    young.database.write(exports.purge_exports)
    assert state_of(young, number) == "waiting"
    young.database.write(give_up)
    young.database.write(exports.purge_exports)
    assert state_of(young, number) == "failed"


def test_its_time_ends_and_then_nothing_of_it_is_left(young, tmp_path):
    number = ask(young, "record.zip")
    make(young, number, tmp_path)

    def pass_by(session):
        session.execute(update(Export).values(ends_at=database_now(session)))

    young.database.write(pass_by)
    with young.database.read() as session:
        assert exports.exports_of(session, me_of(young, session, None)) == []
    young.database.write(exports.purge_exports)
    assert (state_of(young, number), parts_left(young)) == (None, 0)


def test_whoever_was_removed_meanwhile_gets_nothing(young, tmp_path):
    number = ask(young, "record.zip", member=3)
    with young.database.read() as session:
        removed = me_of(young, session, 3).id
    young.do("remove_participant", participant_id=removed)
    make(young, number, tmp_path)
    assert (state_of(young, number), parts_left(young)) == ("waiting", 0)


def test_large_consultations_are_told_by_their_events_and_ballots(young, monkeypatch):
    with young.database.read() as session:
        place = me_of(young, session, None)
        consultation = session.get_one(Consultation, place.consultation_id)
        assert not reading.is_large(session, consultation)
        monkeypatch.setattr(reading, "LARGE", consultation.revision + 11)
        assert reading.is_large(session, consultation)


def form(client: Client, path: str, **fields):
    """Send a form as a browser without scripts does."""
    return client.request("POST", path, data=fields, headers={"Accept": "text/html"}, allow_redirects=False)


def test_by_forms_from_asking_to_the_file_of_ones_own(shared_server, tmp_path):
    slug, code = shared_server.example["consultation"], shared_server.example["workshop"]["code"]
    with Client(shared_server.url) as mine, Client(shared_server.url) as other:
        assert mine.join(code, "Pyytäjä").ok and other.join(code, "Toinen").ok
        asked = form(mine, f"/c/{slug}/exports", name="record.zip", key=str(uuid4()))
        assert (asked.status_code, asked.headers["Location"]) == (303, f"/c/{slug}/exports")
        ends_at, link = time.monotonic() + 60, None
        while link is None and time.monotonic() < ends_at:
            page = mine.request("GET", f"/c/{slug}/exports?part=files").text
            link = re.search(r'href="(/c/[^"]+/record\.zip)"', page)
            time.sleep(0.1)
        assert link, page
        answer = mine.request("GET", link[1])
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{slug}-record.zip"'
        place = tmp_path / "record.zip"
        place.write_bytes(answer.content)
        report = verify.check(place, None, "en")
        assert report.lines(report.faults) == []
        assert other.request("GET", link[1]).status_code == 404
        assert form(mine, f"/c/{slug}/exports", name="record-of-facilitators.zip", key=str(uuid4())).status_code == 404
        assert form(mine, f"/c/{slug}/exports", name="record.exe", key=str(uuid4())).status_code == 404
