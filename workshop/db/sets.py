"""Statements about many rows at once, whose text does not depend on how many there are.

In PostgreSQL a statement with a parameter for each row is another text for each number of rows, which is parsed,
planned and prepared anew, so there the values go as arrays. SQLite prepares within microseconds.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import JSON, Boolean, ColumnElement, CursorResult, Table, any_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

Insert = postgresql.Insert | sqlite.Insert
Completed = Callable[[Insert], Any]


class Among(FunctionElement[bool]):
    """The condition that a column has one of the values of a list, which is the parameter `name`."""

    name = "among"
    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str):
        single = bindparam(name, expanding=True, type_=column.type)
        super().__init__(column.in_(single), column == any_(bindparam(name, type_=postgresql.ARRAY(column.type))))


@compiles(Among)
def _shared(element, compiler, **kw):
    return compiler.process(element.clauses.clauses[1], **kw)


@compiles(Among, "sqlite")
def _embedded(element, compiler, **kw):
    return compiler.process(element.clauses.clauses[0], **kw)


class RowsInsert:
    """An INSERT of any number of rows; `completed` says what it does where a row is there, and what it returns.

    PostgreSQL takes the rows in the order in which they are given, and so their locks.
    """

    def __init__(self, table: Table, names: Sequence[str], completed: Completed):
        self._table, self._names, self._completed = table, names, completed

    def run(self, session: Session, rows: Sequence[dict[str, Any]]) -> CursorResult[Any]:
        """Insert rows, each a value for each of the names."""
        if is_shared(session):
            return session.connection().execute(self._by_arrays, {n: [row[n] for row in rows] for n in self._names})
        return session.connection().execute(self._by_rows, rows)

    @cached_property
    def _by_rows(self):
        return self._completed(sqlite.insert(self._table))

    @cached_property
    def _by_arrays(self):
        columns = [self._table.c[name] for name in self._names]
        values = [func.unnest(bindparam(one.name, type_=postgresql.ARRAY(_item(one)))) for one in columns]
        return self._completed(postgresql.insert(self._table).from_select([*self._names], select(*values)))


def is_shared(session: Session) -> bool:
    """Whether others may write while this session does (PostgreSQL); SQLite has a single writer."""
    return session.get_bind().dialect.name != "sqlite"


def _item(column):
    return postgresql.JSONB(none_as_null=True) if isinstance(column.type, JSON) else column.type
