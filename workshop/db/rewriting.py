"""Rewriting tables, since a database engine keeps copies of rows long after they were deleted or changed."""

import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import gevent
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from workshop.db.driver import driver_connection
from workshop.errors import CannotSave

# As much as others may wait for: they are let in between two parts.
PART_ROWS = 1000
PAUSE_SECONDS = 0.02
# In the names of a table that is being filled, and of the one that it has replaced, with what tells two runs apart.
_ANEW, _BEFORE = "anew", "before"
_PASSING = re.compile(rf"\w+_({_ANEW}|{_BEFORE})_[0-9a-f]{{8}}")
_HEAD = re.compile(r'CREATE TABLE\s+("[^"]+"|\w+)')
_CHANGES = {
    "INSERT": "{put}",
    "UPDATE": "{drop} {put}",
    "DELETE": "{drop}",
}

Write = Callable[[Callable[[Session], Any]], Any]


def rewrite_embedded(write: Write, tables: Iterable[str]) -> None:
    """Move all rows of SQLite's tables to new pages, and zero the old ones; others write meanwhile.

    `write(work)` runs `work(session)` in a transaction. Danger: `secure_delete` zeroes what is deleted, and whole pages
    that are freed, but not the copies that stay behind where a page's rows are moved to its neighbours. Of a table that
    is dropped all pages are zeroed. Raises CannotSave where another run began, or a migration changed a table,
    meanwhile.
    """
    run = secrets.token_hex(4)
    for each in tables:
        _discard_all(write, each)
        table = write(partial(_begin, name=each, run=run))
        after = None
        while after := write(partial(table.copy_part, after=after)):
            gevent.sleep(PAUSE_SECONDS)
        write(table.swap)
        _discard_all(write, each)


def is_passing(name: str) -> bool:
    """Whether a table of SQLite holds what another one holds, or held, and is there only until that is rewritten."""
    return bool(_PASSING.fullmatch(name))


def rewrite_shared(connection: Connection, table: str) -> int:
    """Rewrite a table of PostgreSQL, which nobody can use meanwhile; return how many dead rows had to be kept."""
    details = []

    def hear(said):
        # The driver frees the notice after this call, so its text is copied.
        details.append(said.message_detail or "")

    raw = driver_connection(connection)
    raw.add_notice_handler(hear)
    try:
        connection.execute(text(f"VACUUM (FULL, VERBOSE) {table}"))
    finally:
        raw.remove_notice_handler(hear)
    # In every language the detail begins with the number of "dead row versions cannot be removed yet".
    [kept] = [int(number[1]) for detail in details if (number := re.match(r"\D*(\d+)", detail))]
    return kept


@dataclass(frozen=True)
class _Table:
    """A table that is being rewritten: its name, the run's, how it was made, its columns, and those of its key."""

    name: str
    run: str
    sql: str
    columns: list[str]
    key: list[str]

    @property
    def anew(self) -> str:
        return f"{self.name}_{_ANEW}_{self.run}"

    @property
    def before(self) -> str:
        return f"{self.name}_{_BEFORE}_{self.run}"

    def trigger(self, change: str) -> str:
        return f"{self.anew}_{change.lower()}"

    def follow(self, session: Session) -> None:
        """Let the new table have all changes of the old one from now on."""
        own = " AND ".join(f"{column} = OLD.{column}" for column in self.key)
        values = ", ".join(f"NEW.{column}" for column in self.columns)
        drop = f"DELETE FROM {self.anew} WHERE {own};"
        put = f"INSERT OR REPLACE INTO {self.anew} VALUES ({values});"
        for change, what in _CHANGES.items():
            done = what.format(drop=drop, put=put)
            _run(session, f"CREATE TRIGGER {self.trigger(change)} AFTER {change} ON {self.name} BEGIN {done} END")

    def copy_part(self, session: Session, after: tuple | None) -> tuple | None:
        """Copy the rows that come `after` a key; return the key up to which that was, None for the last part."""
        until = _key_of_part(session, self.name, self.key, after)
        bounds = [(">", after)] * bool(after) + [("<=", until)] * bool(until)
        where = " AND ".join(f"{_tuple(self.key)} {sign} {_marks(bound)}" for sign, bound in bounds)
        values = tuple(value for _, bound in bounds for value in bound)
        which = f"WHERE {where}" if where else ""
        # What has changed meanwhile is there already.
        _run(session, f"INSERT OR IGNORE INTO {self.anew} SELECT * FROM {self.name} {which}", values)
        return until

    def swap(self, session: Session) -> None:
        """Put the new table in the old one's place."""
        # Danger: a migration may have given the table what the new one lacks.
        if _sql_of(session, self.name) != self.sql:
            raise CannotSave()
        # Danger: these fail where another run has thrown the new table away, which then lacks rows.
        for change in _CHANGES:
            _run(session, f"DROP TRIGGER {self.trigger(change)}")
        [(missing,)] = _run(
            session, f"SELECT (SELECT count(*) FROM {self.name}) - (SELECT count(*) FROM {self.anew})"
        ).all()
        assert not missing, f"{self.name} would lose {missing} rows"
        indexes = _run(
            session,
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            (self.name,),
        ).all()
        for index, _ in indexes:
            _run(session, f"DROP INDEX {index}")
        _run(session, f"ALTER TABLE {self.name} RENAME TO {self.before}")
        _run(session, f"ALTER TABLE {self.anew} RENAME TO {self.name}")
        for _, sql in indexes:
            _run(session, sql)


def _begin(session, name, run):
    """Make the new table, empty, which follows the old one from then on."""
    columns = _run(session, f"PRAGMA table_info({name})").all()
    key = [column.name for column in sorted(columns, key=lambda column: column.pk) if column.pk]
    table = _Table(name, run, _sql_of(session, name), [column.name for column in columns], key)
    _run(session, _HEAD.sub(f"CREATE TABLE {table.anew}", table.sql, count=1))
    table.follow(session)
    return table


def _sql_of(session, name):
    """Return the statement that would make a table as it is."""
    [(sql,)] = _run(session, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (name,)).all()
    return sql


def _discard_all(write, name):
    """Throw away what was replaced, and what a run has left that ended too early."""
    for left in write(partial(_left_of, name=name)):
        while write(partial(_discard_part, name=left)):
            gevent.sleep(PAUSE_SECONDS)
        gevent.sleep(PAUSE_SECONDS)


def _left_of(session, name):
    patterns = tuple(f"{name}_{what}_*" for what in (_ANEW, _BEFORE))
    named = _run(session, "SELECT name, type FROM sqlite_schema WHERE name GLOB ? OR name GLOB ?", patterns).all()
    for trigger in (one for one, kind in named if kind == "trigger"):
        _run(session, f"DROP TRIGGER {trigger}")
    return [one for one, kind in named if kind == "table"]


def _discard_part(session, name):
    """Delete some rows of a table, or else the table itself; return whether it is still there."""
    key = [row.name for row in sorted(_run(session, f"PRAGMA table_info({name})"), key=lambda row: row.pk) if row.pk]
    until = _key_of_part(session, name, key, None)
    if until is None:
        _run(session, f"DROP TABLE {name}")
        return False
    _run(session, f"DELETE FROM {name} WHERE {_tuple(key)} <= {_marks(until)}", until)
    return True


def _key_of_part(session, name, key, after):
    """Return the key of the last row of the next part, or None where that is the last one."""
    which = f"WHERE {_tuple(key)} > {_marks(after)}" if after else ""
    columns = ", ".join(key)
    query = f"SELECT {columns} FROM {name} {which} ORDER BY {columns} LIMIT 1 OFFSET {PART_ROWS}"
    row = _run(session, query, after or ()).first()
    return row and tuple(row)


def _tuple(key):
    return f"({', '.join(key)})"


def _marks(values):
    return f"({', '.join('?' * len(values))})"


def _run(session, statement, values=()):
    return session.connection().exec_driver_sql(statement, values)
