"""Statements about many rows at once, whose text does not depend on how many there are.

A statement with a parameter for each row is another text for each number of rows, which is written, parsed and planned
anew. So values go as arrays to PostgreSQL, and to SQLite, which has none, as one JSON text.
"""

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Dialect,
    Row,
    Table,
    Text,
    TypeDecorator,
    any_,
    bindparam,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.operators import OperatorType
from sqlalchemy.types import TypeEngine

Insert = postgresql.Insert | sqlite.Insert
Completed = Callable[[Insert], Any]
# Made once: `json.dumps` would look at its options for each text.
_JSON = json.JSONEncoder(separators=(",", ":"))


class _Several(TypeDecorator[Sequence[Any]]):
    """Values for a column: an array in PostgreSQL, the JSON of what the driver would be given in SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, one: TypeEngine[Any]):
        super().__init__()
        self.one = one

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the parameter's type."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else postgresql.ARRAY(self.one))

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """Return what the driver is given."""
        if value is None or dialect.name != "sqlite":
            return value
        return _JSON.encode([*map(_giving(self.one, dialect), value)])


class Among(FunctionElement[bool]):
    """The condition that a column has one of the values of a list, which is the parameter `name`."""

    name = "among"
    type = Boolean()
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any], name: str):
        values = bindparam(name, type_=_Several(column.type))
        each = func.json_each(values).table_valued("value")
        super().__init__(column.in_(select(each.c.value)), column == any_(values))

    def self_group(self, against: OperatorType | None = None) -> "Among":
        """Return the condition as it stands. By default SQLite would be asked for `… = 1`, which no index answers."""
        return self


@compiles(Among)
def _shared(element, compiler, **kw):
    return compiler.process(element.clauses.clauses[1], **kw)


@compiles(Among, "sqlite")
def _embedded(element, compiler, **kw):
    return compiler.process(element.clauses.clauses[0], **kw)


class RowsInsert:
    """An INSERT of any number of rows; `completed` says what it does where a row is there, and what it returns.

    Rows are inserted in the order in which they are given; PostgreSQL takes their locks in it.
    """

    def __init__(self, table: Table, names: Sequence[str], completed: Completed):
        self._table, self._names, self._completed = table, names, completed

    def run(self, session: Session, rows: Sequence[dict[str, Any]]) -> Sequence[Row[*tuple[Any, ...]]]:
        """Insert rows, each a value for each of the names; return what it returns."""
        shared = is_shared(session)
        values = {name: [row[name] for row in rows] for name in self._names} if shared else {"rows": self._text(rows)}
        done = session.connection().execute(self._by_arrays if shared else self._by_json, values)
        return done.all() if done.returns_rows else ()

    def _text(self, rows):
        return _JSON.encode([[given(row[name]) for name, given in self._given] for row in rows])

    @cached_property
    def _given(self):
        return [(name, _giving(self._table.c[name].type, sqlite.dialect())) for name in self._names]

    @cached_property
    def _by_json(self):
        row = func.json_each(bindparam("rows", type_=Text)).table_valued("value").c.value
        values = [row.op("->>")(literal_column(str(place))) for place, _ in enumerate(self._names)]
        # Without a condition ON CONFLICT would be read as a part of the FROM.
        select_ = select(*values).where(literal_column("1"))
        return self._completed(sqlite.insert(self._table).from_select([*self._names], select_))

    @cached_property
    def _by_arrays(self):
        columns = [self._table.c[name] for name in self._names]
        values = [func.unnest(bindparam(one.name, type_=postgresql.ARRAY(_item(one)))) for one in columns]
        return self._completed(postgresql.insert(self._table).from_select([*self._names], select(*values)))


def is_shared(session: Session) -> bool:
    """Whether others may write while this session does (PostgreSQL); SQLite has a single writer."""
    return session.get_bind().dialect.name != "sqlite"


def _giving(type_, dialect):
    """Return what makes a value of a type what the driver is given."""
    return type_.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _as_it_is(value):
    return value


def _item(column):
    return postgresql.JSONB(none_as_null=True) if isinstance(column.type, JSON) else column.type
