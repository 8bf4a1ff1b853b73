"""Files of adopted documents are kept whole or not at all, and are deleted when their time is over."""

from datetime import timedelta

from sqlalchemy import func, select

from tests.commands.hall import Hall
from workshop.models import AdoptedDocument, AdoptedFile, AdoptedFilePart
from workshop.operations.handing_out.adopted_files import (
    KEPT,
    file_of,
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


def _adopted(hall: Hall) -> int:
    hall.do(hall.lead, "create_document", languages=["fi"])
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
