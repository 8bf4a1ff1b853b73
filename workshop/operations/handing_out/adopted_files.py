"""Files of adopted documents: nothing in them changes, so each is made once and kept for all who read it."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workshop.db import Database, database_now
from workshop.models import AdoptedFile, AdoptedFilePart
from workshop.operations.handing_out.parts import store_parts, stored_parts

# Then it is made anew: a later version of the app may set it better.
KEPT = timedelta(days=30)


def file_of(session: Session, adopted_id: int, about: str) -> int | None:
    """Return the id of a file of an adopted document that is kept whole; `about` tells it from its others."""
    same = (AdoptedFile.adopted_id == adopted_id, AdoptedFile.about == about, AdoptedFile.size.is_not(None))
    return session.scalar(select(AdoptedFile.id).where(*same).order_by(AdoptedFile.id).limit(1))


def keep_file(database: Database, adopted_id: int, about: str, contents: bytes) -> None:
    """Keep a file, a part at a time so that nobody waits for it. Another process may keep the same beside it."""

    def begin(session: Session) -> int:
        made = AdoptedFile(adopted_id=adopted_id, about=about, made_at=database_now(session))
        session.add(made)
        session.flush()
        return made.id

    number = database.write(begin)
    store_parts(database, AdoptedFilePart.file_id, number, contents)
    whole = update(AdoptedFile).where(AdoptedFile.id == number).values(size=len(contents))
    database.write(lambda session: session.execute(whole))


def parts_of_file(database: Database, number: int) -> Iterator[bytes]:
    """Give the bytes of a file part by part."""
    return stored_parts(database, AdoptedFilePart.file_id, number)


def purge_adopted_files(session: Session) -> None:
    """Delete the files whose time is over."""
    over = select(AdoptedFile.id).where(AdoptedFile.made_at <= database_now(session) - KEPT)
    session.execute(delete(AdoptedFilePart).where(AdoptedFilePart.file_id.in_(over)))
    session.execute(delete(AdoptedFile).where(AdoptedFile.id.in_(over)))
