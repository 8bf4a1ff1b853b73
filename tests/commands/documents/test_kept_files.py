"""Files of adopted documents are kept whole or not at all, and are deleted when their time is over."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.commands.hall import Hall
from workshop.config import read_settings
from workshop.jobs import KINDS, adopted_files
from workshop.jobs.kind import JobContext
from workshop.models import AdoptedDocument, AdoptedFile, AdoptedFilePart, Job
from workshop.operations.handing_out.adopted_files import (
    KEPT,
    NAME,
    file_of,
    files_of,
    keep_file,
    parts_of_file,
    purge_adopted_files,
)
from workshop.operations.handing_out.parts import PART


def test_a_file_is_found_once_it_is_whole_and_deleted_when_its_time_is_over(hall: Hall):
    number, about = _adopted(hall), "pdf fi after https://example.org"
    contents = bytes(range(256)) * (PART // 128)
    hall.database.write(lambda session: session.add(AdoptedFile(adopted_id=number, about=about, made_at=_now(session))))
    assert _found(hall, number, about) is None, "it is being kept still"
    keep_file(hall.database, number, about, contents)
    assert b"".join(parts_of_file(hall.database, _found(hall, number, about))) == contents
    assert _found(hall, number, "pdf sv after https://example.org") is None
    hall.database.write(purge_adopted_files)
    assert _found(hall, number, about)

    def age(session):
        for each in session.scalars(select(AdoptedFile)):
            each.made_at -= KEPT + timedelta(hours=1)

    hall.database.write(age)
    hall.database.write(purge_adopted_files)
    with hall.database.read() as session:
        left = [session.scalar(select(func.count()).select_from(each)) for each in (AdoptedFile, AdoptedFilePart)]
    assert left == [0, 0]


def test_adopting_has_each_file_made_once_in_turn_and_one_that_cannot_be_made_keeps_none_back(
    hall: Hall, monkeypatch, tmp_path
):
    number = _adopted(hall, "fi", "sv")
    context = JobContext(read_settings({}, data=str(tmp_path), url="https://example.org"), hall.database)
    files, asked = files_of(("fi", "sv"), ("docx", "pdf", "xlsx")), []
    assert len(files) == 11 and ("xlsx", ("fi", "sv"), True) not in files
    before, failing = files[1], files[3]
    keep_file(hall.database, number, before.about(context.settings.url), b"a reader had it made")

    def write(kind, content, languages, *, beside):
        asked.append((kind, languages, beside))
        if asked[-1] == failing:
            raise MemoryError
        assert content.sha256 and content.address.startswith("https://example.org/d/")
        return b"made"

    monkeypatch.setattr(adopted_files, "kinds_here", lambda: ["docx", "pdf", "xlsx"])
    monkeypatch.setattr(adopted_files, "write", write)
    for at, file in enumerate(files):
        [ordered] = _take_orders(hall, number)
        assert ordered["number"] == at
        if file == failing:
            with pytest.raises(MemoryError):
                KINDS[NAME].run(context, **ordered)
        else:
            KINDS[NAME].run(context, **ordered)
    assert asked == [each for each in files if each != before]
    assert _take_orders(hall, number) == []
    there = [each for each in files if _found(hall, number, each.about(context.settings.url))]
    assert there == [each for each in files if each != failing]


def _take_orders(hall: Hall, number: int) -> list[dict]:
    """Return the arguments of the jobs for an adopted document, which are done with that."""

    def take(session):
        address = session.get_one(AdoptedDocument, number).address
        jobs = [
            job for job in session.scalars(select(Job).where(Job.name == NAME)) if job.arguments["address"] == address
        ]
        for job in jobs:
            session.delete(job)
        return [job.arguments for job in jobs]

    return hall.database.write(take)


def _adopted(hall: Hall, *languages: str) -> int:
    hall.do(hall.lead, "create_document", languages=languages or ("fi",))
    for state in ("for_comment", "proposed"):
        hall.do(hall.lead, "advance_document", state=state)
    meeting = {"body": "Hallitus", "date": "2026-11-27", "unfinished": "Kiire"}
    address = hall.do(hall.lead, "adopt_document", **meeting)["address"]
    with hall.database.read() as session:
        return session.scalars(select(AdoptedDocument.id).where(AdoptedDocument.address == address)).one()


def _now(session):
    return session.scalars(select(AdoptedDocument.adopted_at).order_by(AdoptedDocument.id.desc())).first()


def _found(hall: Hall, number: int, about: str) -> int | None:
    with hall.database.read() as session:
        return file_of(session, number, about)
