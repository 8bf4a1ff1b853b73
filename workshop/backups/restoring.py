"""Restoring: a backup replaces everything in a database, in one transaction, also while people are connected."""

import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, func, select, text, update
from sqlalchemy.exc import OperationalError

from workshop.backups.copying import copy_rows, highest_ids, never_again
from workshop.backups.files import Manifest, back_up, opened
from workshop.db import Database, plain_engine
from workshop.db.again import tried
from workshop.migrating import migrate, revision_of
from workshop.models import (
    AccessToken,
    Account,
    AdoptedFile,
    AdoptedFilePart,
    Base,
    Export,
    ExportPart,
    Installation,
    Job,
    Presence,
    SignInLink,
)
from workshop.operations.anonymising import PURGED_TABLES

TRIES = 6
# Presence is known by the processes alone, a link that signs in once must not do so twice, and a file that was made for
# somebody shows what could be seen then. Those of adopted documents are made anew.
LEFT_OUT = tuple(
    each.__tablename__ for each in (Presence, SignInLink, ExportPart, Export, AdoptedFilePart, AdoptedFile)
)
LINK_MAIL = "sign_in_link"
# Danger: in any other order, restoring and writing deadlock, and the database aborts the restoring. Every command
# begins with a lock on one of these: those under way can finish, and later ones wait while holding nothing.
LOCKED_FIRST = ("consultation", "round")


class InUse(Exception):
    """The database holds an installation already, which only `force` replaces."""


@dataclass(frozen=True)
class Restored:
    """The result: the backup's manifest, and the backup of what was there before, if anything was.

    `wiped` is False where a reader still sees an earlier moment, so that the engine keeps deleted rows.
    """

    manifest: Manifest
    kept: Path | None
    wiped: bool


def restore(database_url: str, file: Path, folder: Path, *, force: bool = False) -> Restored:
    """Replace everything in a database by a backup's contents, under a new epoch, so that every client starts again.

    The app may keep running: readers see the old state or the new one, and writes wait meanwhile. The old contents are
    kept as a backup in `folder`. Accounts signed out since the backup stay so. Raises BadBackup, InUse and
    NewerSchema before anything is changed.
    """
    with opened(file, folder) as (manifest, rows):
        migrate(f"sqlite:///{rows}")
        used = _is_used(database_url)
        if used and not force:
            raise InUse("The database holds accounts already. With --force they are replaced, and kept as a backup.")
        migrate(database_url)
        kept = folder / f"before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.zip" if used else None
        _replace(database_url, f"sqlite:///{rows}", kept)
    return Restored(manifest, kept, _wiped(database_url))


def _is_used(database_url):
    engine = plain_engine(database_url)
    try:
        with engine.connect() as connection:
            there = revision_of(connection) is not None
            return there and bool(connection.scalar(text("SELECT count(*) FROM account")))
    finally:
        engine.dispose()


def _replace(database_url, rows_url, kept):
    live, restored = plain_engine(database_url), plain_engine(rows_url)
    try:
        # Commands keep writing until the lock is obtained, and SQLite does not grant it in order: hence the retries.
        tried(lambda: _replace_once(live, restored, kept), TRIES, lambda failure: isinstance(failure, OperationalError))
    finally:
        live.dispose()
        restored.dispose()


def _replace_once(live, restored, kept):
    with restored.connect() as source, live.begin() as target:
        _let_nobody_write(target)
        if kept:
            back_up(target, kept, force=True)
        _put_in_place(source, target)


def _let_nobody_write(target: Connection):
    # In SQLite the transaction has begun as the one writer.
    if target.dialect.name != "sqlite":
        target.execute(text("SET LOCAL lock_timeout = '10s'"))
        for table in sorted(Base.metadata.tables, key=lambda name: (name not in LOCKED_FIRST, name)):
            target.execute(text(f"LOCK TABLE {table} IN EXCLUSIVE MODE"))


def _put_in_place(source, target):
    tables = Base.metadata.sorted_tables
    before = target.execute(select(Installation.created_at, Installation.access_version)).first()
    ended = _ended_sign_ins(target)
    given = highest_ids(target, tables)
    if target.dialect.name == "sqlite":
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for table in reversed(tables):
        target.execute(delete(table))
    copy_rows(source, target, [table for table in tables if table.name not in LEFT_OUT])
    for each in (highest_ids(source, tables), given):
        never_again(target, each)
    target.execute(delete(Job).where(Job.name == LINK_MAIL))
    _begin_epoch(target, before.access_version if before else 0)
    if before and before.created_at == target.scalar(select(Installation.created_at)):
        _end_sign_ins(target, *ended)


def _begin_epoch(target, access_version):
    version = func.max if target.dialect.name == "sqlite" else func.greatest
    target.execute(
        update(Installation).values(
            epoch=secrets.token_hex(8), access_version=version(Installation.access_version, access_version) + 1
        )
    )


def _ended_sign_ins(target):
    stamps = target.execute(select(Account.id, Account.created_at, Account.stamp)).all()
    tokens = target.execute(
        select(AccessToken.id, AccessToken.nonce, AccessToken.revoked_at).where(AccessToken.revoked_at.is_not(None))
    ).all()
    return stamps, tokens


def _end_sign_ins(target, stamps, tokens):
    """Keep cookies and tokens ended that had ended; only where the backup is of this same installation."""
    account = (Account.id == bindparam("number"), Account.created_at == bindparam("made"))
    token = (AccessToken.id == bindparam("number"), AccessToken.nonce == bindparam("once"))
    if stamps:
        values = [{"number": row.id, "made": row.created_at, "value": row.stamp} for row in stamps]
        target.execute(update(Account).where(*account).values(stamp=bindparam("value")), values)
    if tokens:
        values = [{"number": row.id, "once": row.nonce, "value": row.revoked_at} for row in tokens]
        target.execute(update(AccessToken).where(*token).values(revoked_at=bindparam("value")), values)


def _wiped(database_url):
    database = Database(database_url)
    try:
        for _ in range(TRIES):
            if database.purge(PURGED_TABLES):
                return True
            time.sleep(1)
        return False
    finally:
        database.dispose()
