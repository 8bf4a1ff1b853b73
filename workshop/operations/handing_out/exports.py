"""Files that are made by a job: asked for, followed, cancelled, fetched, and deleted when their time is over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workshop.db import Database, count_changed, database_now
from workshop.engine.jobs import order
from workshop.models import Export, ExportPart, Job, Participant
from workshop.operations.handing_out.parts import store_parts, stored_parts

NAME = "export"
WAITING, RUNNING, DONE, FAILED, CANCELLED = ("waiting", "running", "done", "failed", "cancelled")
UNDER_WAY = (WAITING, RUNNING)
KEPT = timedelta(hours=24)


class Cancelled(Exception):
    """Whoever asked for the export has cancelled it, or it was deleted."""


class Asked(NamedTuple):
    """Which file: its name, the reader's language and, of a document, in which languages, how these stand, and in which
    of the organisation's templates; or which sealed file."""

    name: str
    lang: str
    languages: tuple[str, ...] = ()
    beside: bool = False
    sealed_file_id: int | None = None
    template_id: int | None = None


def ask_for_export(session: Session, me: Participant, asked: Asked, key: str) -> Export:
    """Order an export; the same key gives the same one, and so does the same file while it is under way."""
    mine = select(Export).where(Export.participant_id == me.id)
    about = {**asked._asdict(), "languages": ",".join(asked.languages)}
    same = mine.filter_by(**about).where(Export.state.in_(UNDER_WAY))
    held = session.scalars(mine.where(Export.key == key)).first() or session.scalars(same).first()
    if held:
        return held
    now = database_now(session)
    times = {"asked_at": now, "ends_at": now + KEPT}
    export = Export(**about, **times, participant_id=me.id, key=key, state=WAITING, progress=0)
    session.add(export)
    session.flush()
    order(session, NAME, {"export_id": export.id}, now)
    return export


def cancel_export(session: Session, me: Participant, export_id: int) -> None:
    """Cancel an export of one's own that is under way; the job stops at its next step."""
    mine = (Export.id == export_id, Export.participant_id == me.id, Export.state.in_(UNDER_WAY))
    session.execute(update(Export).where(*mine).values(state=CANCELLED))


def exports_of(session: Session, me: Participant) -> list[Export]:
    """Return the exports that a participant asked for and that are kept still, the newest first."""
    mine = (Export.participant_id == me.id, Export.ends_at > database_now(session))
    return list(session.scalars(select(Export).where(*mine).order_by(Export.id.desc())))


def export_of(session: Session, me: Participant, export_id: int) -> Export | None:
    """Return one of them by its id, if it is theirs and kept still."""
    return next((each for each in exports_of(session, me) if each.id == export_id), None)


class Begun(NamedTuple):
    """What is to be made, and for whom."""

    asked: Asked
    consultation_id: int
    participant_id: int


def begin(session: Session, export_id: int) -> Begun:
    """Begin to make an export, anew if it was begun before. Raises Cancelled.

    Whoever has left the consultation meanwhile gets nothing.
    """
    row = session.execute(
        select(Export, Participant)
        .join(Participant, Participant.id == Export.participant_id)
        .where(Export.id == export_id, Participant.state == "current")
    ).first()
    if row is None or row[0].state in (DONE, CANCELLED):
        raise Cancelled
    export, me = row
    export.state, export.progress = RUNNING, 0
    session.execute(delete(ExportPart).where(ExportPart.export_id == export_id))
    languages = tuple(export.languages.split(",")) if export.languages else ()
    asked = Asked(export.name, export.lang, languages, export.beside, export.sealed_file_id, export.template_id)
    return Begun(asked, me.consultation_id, me.id)


def report(session: Session, export_id: int, progress: int) -> None:
    """Store how far an export has come, in per cent; raises Cancelled."""
    running = (Export.id == export_id, Export.state == RUNNING)
    if not count_changed(session, update(Export).where(*running).values(progress=progress)):
        raise Cancelled


def keep(database: Database, export_id: int, contents: bytes) -> None:
    """Store an export's bytes, a part at a time so that nobody waits for it, and finish it; raises Cancelled."""
    store_parts(database, ExportPart.export_id, export_id, contents)

    def finish(session: Session) -> None:
        running = (Export.id == export_id, Export.state == RUNNING)
        done = update(Export).where(*running).values(state=DONE, progress=100, size=len(contents))
        if not count_changed(session, done):
            raise Cancelled

    database.write(finish)


def fail(session: Session, export_id: int) -> None:
    """Say that an export could not be made."""
    session.execute(update(Export).where(Export.id == export_id, Export.state == RUNNING).values(state=FAILED))


def parts_of(database: Database, export_id: int) -> Iterator[bytes]:
    """Give the bytes of an export part by part."""
    return stored_parts(database, ExportPart.export_id, export_id)


def purge_exports(session: Session) -> None:
    """Delete exports whose time is over, the bytes of cancelled ones, and say of those without a job that they failed.

    A job is given up without its own doing where its process was killed, as for want of memory.
    """
    over = select(Export.id).where(Export.ends_at <= database_now(session))
    useless = select(Export.id).where(Export.state.in_((CANCELLED, FAILED)))
    session.execute(delete(ExportPart).where(ExportPart.export_id.in_(over) | ExportPart.export_id.in_(useless)))
    session.execute(delete(Export).where(Export.id.in_(over)))
    ordered = session.scalars(select(Job).where(Job.name == NAME, Job.done_at.is_(None))).all()
    with_job = [job.arguments["export_id"] for job in ordered]
    without = (Export.state.in_(UNDER_WAY), Export.id.not_in(with_job))
    session.execute(update(Export).where(*without).values(state=FAILED))
