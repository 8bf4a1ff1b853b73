"""Copying all rows from one database to another, also of the other kind, through the columns' types."""

from collections.abc import Iterable, Iterator

from sqlalchemy import JSON, Connection, DateTime, MetaData, Table, func, insert, select, text

from workshop.db.rewriting import is_passing
from workshop.fields import Json, UtcTime

AT_ONCE = 500


def tables_of(connection: Connection) -> list[Table]:
    """Return a database's tables, at whatever revision, with column types that both kinds of database take.

    What SQLite is rewriting at the moment, so that it forgets who voted for what, is among them once.
    """
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type = Json
            elif isinstance(column.type, DateTime):
                column.type = UtcTime()
    return [table for table in found.sorted_tables if table.name != "alembic_version" and not is_passing(table.name)]


def copy_rows(source: Connection, target: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """Copy the rows of `tables`, in an order that keeps references; returns the numbers of rows by table.

    Danger: the order of arrival must not survive. Rows are inserted by primary key, which is random for ballots and
    tells only the order of joining for the roll.
    """
    _put_references_off(target)
    return {table.name: _copy(source, target, table) for table in tables}


def counts_of(connection: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """Return the numbers of rows by table."""
    return {table.name: connection.scalars(select(func.count()).select_from(table)).one() for table in tables}


def highest_ids(connection: Connection, tables: Iterable[Table]) -> dict[str, int]:
    """Return the highest id that each table ever assigned, since ids must never be assigned twice."""
    if connection.dialect.name == "sqlite":
        named = {table.name for table in tables}
        given = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
        return {name: number for name, number in given if name in named}
    # An unused sequence reports 1 too; skipping one id does no harm.
    sequences = ((table.name, _sequence(connection, table.name)) for table in tables)
    return {
        name: connection.scalar(text(f"SELECT last_value FROM {sequence}")) for name, sequence in sequences if sequence
    }


def never_again(connection: Connection, given: dict[str, int]) -> None:
    """Have the target assign no ids up to those already `given` out."""
    for name, number in given.items():
        values = {"name": name, "number": number}
        if connection.dialect.name == "sqlite":
            raise_it = "UPDATE sqlite_sequence SET seq = max(seq, :number) WHERE name = :name"
            if not connection.execute(text(raise_it), values).rowcount:
                connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number)"), values)
        elif sequence := _sequence(connection, name):
            raise_it = f"SELECT setval(:sequence, greatest(:number, last_value)) FROM {sequence}"
            connection.execute(text(raise_it), {"sequence": sequence, "number": number})


def _put_references_off(target):
    # The engine then checks references at the commit.
    if target.dialect.name == "sqlite":
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def _copy(source, target, table):
    copied = 0
    for batch in _batches(source, table):
        target.execute(insert(table), batch)
        copied += len(batch)
    return copied


def _batches(source, table) -> Iterator[list[dict]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    parent = next((key.parent.name for key in table.foreign_keys if key.column.table is table), None)
    if parent:
        rows = [dict(row) for row in source.execute(query).mappings()]
        yield from _parents_first(rows, table.primary_key.columns.keys()[0], parent)
        return
    for rows in source.execute(query).mappings().partitions():
        yield [dict(row) for row in rows]


def _parents_first(rows, key, parent):
    """Yield rows in batches, parents first within a table, because PostgreSQL checks each row at once."""
    placed: set = {None}
    while rows:
        now = [row for row in rows if row[parent] in placed]
        if not now:
            raise ValueError("rows that name each other in a circle")
        placed.update(row[key] for row in now)
        rows = [row for row in rows if row[key] not in placed]
        yield now


def _sequence(connection, name):
    has_id = "SELECT 1 FROM information_schema.columns WHERE table_name = :name AND column_name = 'id'"
    if not connection.scalar(text(has_id), {"name": name}):
        return None
    return connection.scalar(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": name})
