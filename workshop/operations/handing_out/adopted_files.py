"""Files of adopted documents: nothing in them changes, so each is made once and kept for all who read it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from workshop.db import Database, database_now
from workshop.engine.jobs import order
from workshop.models import AdoptedFile, AdoptedFilePart
from workshop.operations.handing_out.parts import store_parts, stored_parts

# Then it is made anew: a later version of the app may set it better.
KEPT = timedelta(days=30)
# The job that makes them, in jobs/adopted_files.py.
NAME = "adopted_files"


class AdoptedAs(NamedTuple):
    """A file of an adopted document: its kind, and its languages, one after the other or `beside` each other."""

    kind: str
    languages: tuple[str, ...]
    beside: bool = False

    def about(self, site: str) -> str:
        """Return what tells the file from the others of its document; it says at which site that is found."""
        return " ".join((self.kind, ",".join(self.languages), "beside" if self.beside else "after", site))


def files_of(languages: Sequence[str], kinds: Sequence[str]) -> list[AdoptedAs]:
    """Return the files that are offered of a document in these languages, those of one language first."""
    found = [AdoptedAs(kind, (lang,)) for lang in languages for kind in kinds]
    if len(languages) > 1:
        # A table has no languages beside each other.
        found += [AdoptedAs(kind, tuple(languages), True) for kind in kinds if kind != "xlsx"]
        found += [AdoptedAs(kind, tuple(languages)) for kind in kinds]
    return found


def order_files(session: Session, address: str, number: int = 0) -> None:
    """Have the files of an adopted document made from this one on.

    One at a time: whoever waits for another file meanwhile waits for one of these alone.
    """
    order(session, NAME, {"address": address, "number": number}, database_now(session))


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
