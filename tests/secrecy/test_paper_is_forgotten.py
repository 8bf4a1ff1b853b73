"""Of what was entered of sheets nothing is left once paper is complete: not in rows, files, journal, keys or jobs."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.commands.hall import Hall, found
from workshop.config import read_settings
from workshop.db import Database
from workshop.errors import Conflict
from workshop.models import CommandKey, Event, Job, PaperBallot, PaperEntry
from workshop.operations.installing import install
from workshop.worker import Worker

SHEETS = 60
# Words that stand nowhere else: the reasons of objections, by which an entry is found wherever bytes are left of it.
CONFIRMED, UNCONFIRMED, OTHERWISE = ("konfirmoitu", "hylatty", "toisin")


@pytest.fixture
def hall(tables_url) -> Hall:
    """A consultation in a database of this test's own."""
    database = Database(tables_url)
    database.write(install)
    yield found(database)
    database.dispose()


def _sheet(goal: int, word: str, number: int) -> dict:
    return {str(goal): {"choice": "object", "reason": f"{word}-{number}-{uuid4().hex}"}}


def _bytes_of(url: str, request) -> bytes:
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        return b"".join(each.read_bytes() for each in (path, Path(f"{path}-wal")) if each.exists())
    cluster, name = request.getfixturevalue("postgres"), url.rpartition("/")[2]
    with cluster.connect(name) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        pages = []
        for table in ("paper_entry", "paper_ballot"):
            [(number,)] = connection.execute("SELECT pg_relation_size(%s) / 8192", [table]).fetchall()
            for page in range(number):
                [(raw,)] = connection.execute("SELECT get_raw_page(%s, %s)", [table, page]).fetchall()
                pages.append(bytes(raw))
    return b"".join(pages) + cluster.dump(name, "--inserts").encode()


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_nothing_that_was_entered_is_left_but_the_ballots_that_count(hall, tables_url, request, tmp_path, secrecy):
    [goal] = hall.goals(1)
    vote = hall.opened("vote", method="consent", secrecy=secrecy)
    for number in range(1, SHEETS + 1):
        kept = number % 3 == 0
        choices = _sheet(goal, CONFIRMED if kept else UNCONFIRMED, number)
        sheet = {"round_id": vote, "number": number}
        hall.do(hall.lead, "enter_paper_ballot", **sheet, choices=choices)
        if kept:
            hall.do(hall.lead, "confirm_paper_ballot", **sheet, choices=_sheet(goal, OTHERWISE, number))
        else:
            with pytest.raises(Conflict):
                hall.do(hall.lead, "confirm_paper_ballot", **sheet, choices={str(goal): "agree"})
    assert UNCONFIRMED.encode() in _bytes_of(tables_url, request), "there is something to be forgotten"
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    with hall.database.read() as session:
        assert session.scalars(select(PaperEntry)).all() == []
        assert len(session.scalars(select(PaperBallot)).all()) == SHEETS // 3
        told = [json.dumps(event.data) for event in session.scalars(select(Event))]
        told += [json.dumps(job.arguments) for job in session.scalars(select(Job))]
        keys = session.scalars(select(CommandKey).where(CommandKey.command.like("%paper_ballot"))).all()
        told += [json.dumps(key.result) for key in keys]
    assert len(keys) == SHEETS + SHEETS // 3
    assert {key.fingerprint for key in keys} == {None}
    assert not [each for each in told if any(word in each for word in (CONFIRMED, UNCONFIRMED, OTHERWISE, '"object"'))]
    worker = Worker(read_settings({}, data=str(tmp_path)), hall.database)
    while worker.work():
        pass
    remains = _bytes_of(tables_url, request)
    assert UNCONFIRMED.encode() not in remains
    assert OTHERWISE.encode() not in remains, "the second entry is stored nowhere"
    # Twenty objected with a reason, which is enough for these to be published; in a named round they stay in ballots.
    assert CONFIRMED.encode() in remains


def test_a_sheet_that_counts_is_in_no_order_and_beside_no_number(hall):
    goals = hall.goals(3)
    vote = hall.opened("vote", method="dots", points=100, secrecy="secret")
    for number in range(1, SHEETS + 1):
        sheet = {"round_id": vote, "number": number, "choices": {str(goals[0]): number}}
        for command in ("enter_paper_ballot", "confirm_paper_ballot"):
            hall.do(hall.lead, command, **sheet)
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.lead, "complete_paper", round_id=vote)
    with hall.database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM paper_ballot").mappings().all()
        stored = [row.choices[str(goals[0])] for row in session.scalars(select(PaperBallot))]
    assert set(rows[0]) == {"id", "round_id", "choices"}
    assert sorted(stored) == list(range(1, SHEETS + 1))
    assert stored != sorted(stored), "they stand in the order of random ids"
