"""What is sealed here: a council of its own, with a second facilitator, and the record that everyone gets of it."""

from pathlib import Path

import pytest

from tests.exports.council import WAYS, convene
from tests.exports.meeting import database_of
from tests.exports.sealed.asking import confirmed, make, me_of
from tests.nodes.auditor import opened
from workshop.exports.bundle import VERIFY


@pytest.fixture(scope="package")
def council(database_kind, request, tmp_path_factory):
    """A consultation in which each way of voting was used, with a second facilitator."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        meeting = convene(database)
        meeting.do("change_participant", participant_id=me_of(meeting, 0), role="facilitator")
        yield meeting


@pytest.fixture(scope="package")
def of_all_ways(council, tmp_path_factory) -> bytes:
    """What an auditor opens, of a vote in each way."""
    sealed = confirmed(council, *(f"{method} confidential" for method in WAYS))
    return opened(make(council, sealed, tmp_path_factory.mktemp("ways")))


@pytest.fixture(scope="package")
def record(council, tmp_path_factory) -> Path:
    """The record that everyone gets, as a file, with the program beside it."""
    place = tmp_path_factory.mktemp("record") / "record.zip"
    place.write_bytes(council.written("record.zip"))
    (place.parent / "verify.py").write_bytes(VERIFY.read_bytes())
    return place
