"""Upgrading the tables: check, make a backup, migrate, and check again."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from workshop.backups.copying import counts_of, tables_of
from workshop.backups.files import back_up, faults_of, opened
from workshop.backups.reading import reading
from workshop.migrating import migrate, revision_of, revisions

# Copy of the rows, packed backup, its unpacked copy for checking, and what a migration rewrites.
TIMES_THE_SIZE = 4
SPARE = 64 * 1024 * 1024


class UpgradeFailed(Exception):
    """An upgrade failed; the message says what to do now."""


@dataclass(frozen=True)
class Outlook:
    """The prospect of an upgrade: `pending` has the revisions to come and what each changes.

    `problems` are reasons not to begin.
    """

    pending: dict[str, str]
    problems: list[str]


def look(database_url: str, folder: Path) -> Outlook:
    """Check whether an upgrade can begin, and change nothing; raises NothingThere and NewerSchema."""
    with reading(database_url) as connection:
        schema, size = revision_of(connection), _size(connection)
    problems = [f"The database is broken: {fault}." for fault in _faults(database_url)[:3]]
    free = shutil.disk_usage(_nearest(folder)).free
    if free < size * TIMES_THE_SIZE + SPARE:
        problems.append(f"{_mb(size * TIMES_THE_SIZE + SPARE)} must be free in {folder}, and {_mb(free)} are.")
    known = revisions()
    assert schema is not None, "a database without tables was refused before"
    begun = list(known).index(schema) + 1
    return Outlook({name: known[name] for name in list(known)[begun:]}, problems)


def upgrade(database_url: str, backup: Path) -> None:
    """Make a backup and check it, migrate the tables to this version's revision and check them.

    Raises UpgradeFailed, which says what to do; if the migration itself failed, the tables are as before.
    """
    with reading(database_url) as connection:
        back_up(connection, backup)
    with opened(backup, backup.parent) as (manifest, _):
        before = manifest.counts
    try:
        migrate(database_url)
    except Exception as failure:
        raise UpgradeFailed(f"The tables could not be changed, and are as they were: {failure}") from failure
    with reading(database_url) as connection:
        after = counts_of(connection, tables_of(connection))
    wrong = _faults(database_url)
    # The app may keep running meanwhile, so there may be more rows than before, but not fewer of those that last.
    wrong += [f"{name} had {n} rows and has {after[name]}" for name, n in before.items() if _lost(name, n, after)]
    if wrong:
        raise UpgradeFailed(f"The tables are not as they should be: {'; '.join(wrong)}.\n{way_back(backup)}")


def way_back(backup: Path) -> str:
    """Return instructions for going back to the previous version."""
    return (
        "To go back: stop Workshop, install the version that you had, give it an empty database (move "
        "workshop.sqlite and the files beside it away, or make a new one in PostgreSQL), run "
        f"`workshop restore {backup}` and start it again."
    )


# Tables whose rows come and go by themselves.
_PASSING = frozenset({"job", "presence", "join_key", "sign_in_link", "ballot", "roll", "command_key"})


def _lost(name, number, after):
    return name in after and name not in _PASSING and after[name] < number


def _size(connection):
    if connection.dialect.name == "sqlite":
        pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        return connection.scalar(text(pages))
    return connection.scalar(text("SELECT pg_database_size(current_database())"))


def _faults(database_url):
    # PostgreSQL's check (pg_amcheck) needs a superuser; all readable rows were copied into the backup.
    if not database_url.startswith("sqlite"):
        return []
    return faults_of(Path(database_url.removeprefix("sqlite:///")))


def _nearest(folder):
    return next(each for each in (folder, *folder.parents) if each.is_dir())


def _mb(size):
    return f"{size / 1024 / 1024:.0f} MB"
