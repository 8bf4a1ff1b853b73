"""The bytes of files that are kept, in parts: the database is all that a worker and several web servers share."""

from collections.abc import Iterator
from functools import partial

from sqlalchemy import insert, select
from sqlalchemy.orm import InstrumentedAttribute

from workshop.db import Database

# A part is small enough that storing it keeps no ballot waiting.
PART = 256 * 1024


def store_parts(database: Database, of: InstrumentedAttribute[int], number: int, contents: bytes) -> None:
    """Store the bytes of a file; `of` is the column of its table of parts that names the file."""
    for position, at in enumerate(range(0, len(contents), PART)):
        part = {of.key: number, "position": position, "contents": contents[at : at + PART]}
        database.write(partial(_store, of.class_, part))


def stored_parts(database: Database, of: InstrumentedAttribute[int], number: int) -> Iterator[bytes]:
    """Give the bytes of a file part by part, none of which holds a transaction."""
    table, position = of.class_, 0
    while True:
        with database.read() as session:
            part = session.scalar(select(table.contents).where(of == number, table.position == position))
        if part is None:
            return
        yield part
        position += 1


def _store(table, part, session):
    session.execute(insert(table), [part])
