"""Asking for the ballots of votes, having them confirmed, and having the worker make the file."""

from uuid import uuid4

from sqlalchemy import select

from tests.exports.meeting import Meeting
from tests.nodes.auditor import RECIPIENT
from workshop.config import read_settings
from workshop.jobs import KINDS
from workshop.jobs.kind import JobContext
from workshop.models import Participant
from workshop.operations.handing_out.exports import Asked, ask_for_export, parts_of
from workshop.operations.handing_out.sealed_files import NAME


def me_of(meeting: Meeting, member: int | None) -> int:
    """The id of a participant."""
    account = meeting.lead if member is None else meeting.members[member]
    with meeting.database.read() as session:
        return session.scalars(select(Participant.id).where(Participant.account_id == account)).one()


def ask(meeting: Meeting, *names: str, member: int | None = None, **more) -> int:
    """Ask for the ballots of some votes."""
    asked = {"reason": "Tilintarkastus", "recipient": RECIPIENT, **more}
    numbers = [meeting.rounds[name] for name in names]
    return meeting.do("ask_for_sealed_file", member, round_ids=numbers, **asked)["sealed_file_id"]


def confirmed(meeting: Meeting, *names: str) -> int:
    """Ask for the ballots of some votes, and let the other facilitator confirm it."""
    sealed = ask(meeting, *names)
    meeting.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    return sealed


def make(meeting: Meeting, sealed: int, tmp_path, member: int | None = None) -> bytes:
    """Have a file made by the job, and return its bytes."""
    who = me_of(meeting, member)

    def work(session):
        me, key = session.get_one(Participant, who), str(uuid4())
        return ask_for_export(session, me, Asked(NAME, "", sealed_file_id=sealed), key).id

    number = meeting.database.write(work)
    KINDS["export"].run(JobContext(read_settings({}, data=str(tmp_path)), meeting.database), export_id=number)
    return b"".join(parts_of(meeting.database, number))
