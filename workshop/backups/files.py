"""The file of a backup: a ZIP with a manifest and an SQLite database, whichever kind the installation uses.

A backup is a copy of the rows, made in one read-only transaction, not a copy of the engine's files. So no voter waits
for it, it can be restored on either kind of database, and it has no free pages, write-ahead log, dead rows or
transaction ids, by which an engine remembers who cast which ballot, even before `operations/anonymising.py` has purged
them. Danger: it contains what the rows say. An open confidential round links ballots to voters, and so does its
backup, for as long as that is kept.
"""

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection

from workshop.backups.copying import copy_rows, highest_ids, never_again, tables_of
from workshop.backups.workplace import workplace
from workshop.db import plain_engine
from workshop.fields import rfc3339
from workshop.migrating import migrate, revision_of, revisions
from workshop.queries.own import epoch

FORMAT = 1
MANIFEST, ROWS = "manifest.json", "database.sqlite"
LARGEST_MANIFEST = 1024 * 1024


class BadBackup(Exception):
    """A file that can't be restored; the message says why."""


@dataclass(frozen=True)
class Manifest:
    """A backup's own description; `sha256` and `size` are of the database in it, `counts` are rows by table."""

    format: int
    version: str
    schema: str
    made_at: str
    database: str
    epoch: str
    counts: dict[str, int]
    sha256: str
    size: int


def back_up(source: Connection, target: Path, *, force: bool = False) -> Manifest:
    """Write what the transaction of `source` sees to a file, which then exists whole or not at all.

    Raises FileExistsError where the file exists, unless `force`.
    """
    _refuse_to_overwrite(target, force)
    with workplace(target.parent) as folder:
        rows = folder / ROWS
        schema = revision_of(source)
        assert schema is not None, "a database without tables was refused before"
        counts = _write_rows(source, rows, schema)
        manifest = Manifest(
            format=FORMAT,
            version=version("workshop"),
            schema=schema,
            made_at=rfc3339(datetime.now(UTC)),
            database=source.dialect.name,
            epoch=epoch(source),
            counts=counts,
            sha256=_sha256(rows),
            size=rows.stat().st_size,
        )
        packed = folder / "packed"
        _pack(manifest, rows, packed)
        _refuse_to_overwrite(target, force)
        packed.replace(target)
        _sync(target.parent)
    return manifest


@contextmanager
def opened(file: Path, beside: Path) -> Iterator[tuple[Manifest, Path]]:
    """Check a backup, and yield its manifest and its database as a temporary file below `beside`.

    Raises BadBackup.
    """
    with workplace(beside) as folder:
        rows = folder / ROWS
        manifest = _unpack(file, rows)
        _check(manifest, rows)
        yield manifest, rows


def faults_of(rows: Path) -> list[str]:
    """Return what SQLite's own checks find wrong with a database file; empty where it is whole."""
    with closing(sqlite.connect(f"file:{rows}?mode=ro", uri=True)) as connection:
        try:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite.DatabaseError as failure:
            return [str(failure)]
    return found + [f"{row[0]} names a row of {row[2]} that is not there" for row in dangling]


def _write_rows(source, rows, schema):
    url = f"sqlite:///{rows}"
    migrate(url, schema)
    tables = tables_of(source)
    engine = plain_engine(url)
    try:
        with engine.begin() as target:
            counts = copy_rows(source, target, tables)
            never_again(target, highest_ids(source, tables))
    finally:
        engine.dispose()
    with closing(sqlite.connect(str(rows), isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    return counts


def _pack(manifest, rows, packed):
    with packed.open("xb") as file:
        packed.chmod(0o600)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2) + "\n")
            archive.write(rows, ROWS)
        file.flush()
        os.fsync(file.fileno())


def _unpack(file, rows):
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise BadBackup(f"{file} is no backup of Workshop.")
            said = json.loads(archive.read(MANIFEST))
            manifest = _manifest(said)
            with archive.open(ROWS) as packed, rows.open("xb") as unpacked:
                shutil.copyfileobj(packed, unpacked, 1024 * 1024)
    except FileNotFoundError:
        raise BadBackup(f"{file} is not there.") from None
    except (zipfile.BadZipFile, EOFError, zlib.error, OSError) as failure:
        raise BadBackup(f"{file} is broken or no backup of Workshop: {failure}") from failure
    except (KeyError, TypeError, ValueError) as failure:
        raise BadBackup(f"{file} is no backup of Workshop.") from failure
    return manifest


def _manifest(said):
    if said["format"] != FORMAT:
        raise BadBackup(f"The backup has format {said['format']}, which this version of Workshop does not know.")
    return Manifest(**{field.name: said[field.name] for field in fields(Manifest)})


def _check(manifest, rows):
    if manifest.schema not in revisions():
        raise BadBackup(
            f"The backup was made by a newer Workshop ({manifest.version}, tables of {manifest.schema}): "
            "install that version or a newer one."
        )
    if rows.stat().st_size != manifest.size or _sha256(rows) != manifest.sha256:
        raise BadBackup("The backup is broken: what is in it is not what was put in.")
    if faults := faults_of(rows):
        raise BadBackup(f"The backup is broken: {faults[0]}.")


def _refuse_to_overwrite(target, force):
    if target.exists() and not force:
        raise FileExistsError(f"{target} is there already.")


def _sha256(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder):
    opened_folder = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened_folder)
    finally:
        os.close(opened_folder)
