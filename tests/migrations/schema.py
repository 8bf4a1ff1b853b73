"""A database's schema as the database itself tells it, but for the order of columns within a table."""

import re
from collections import defaultdict

from sqlalchemy import Connection

from workshop.db import plain_engine

# Each gives the name of a table, or of what stands beside the tables, and one thing that is true of it.
SQLITE = ("SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",)
# A column that was added to a table has its reference beside it, and not at the end.
BESIDE = re.compile(r"(?P<column>.+) (?P<name>CONSTRAINT \w+) (?P<rest>REFERENCES .+)")
POSTGRESQL = (
    """SELECT relname, concat_ws(' ', 'column', attname, format_type(atttypid, atttypmod), 'not null: ' || attnotnull,
         attidentity, attstorage, pg_get_expr(adbin, adrelid))
       FROM pg_class c JOIN pg_attribute ON attrelid = c.oid LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S') AND attnum > 0 AND NOT attisdropped""",
    """SELECT conrelid::regclass::text, concat_ws(' ', 'constraint', conname, pg_get_constraintdef(oid))
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    """SELECT relname, concat_ws(' ', 'is a', relkind, relpersistence, reloptions) FROM pg_class
       WHERE relnamespace = 'public'::regnamespace""",
)


def schema_of(url: str) -> dict[str, set[str]]:
    """Return what is true of each table, index, trigger and function of a database."""
    engine = plain_engine(url)
    try:
        with engine.connect() as connection:
            return dict(_of_sqlite(connection) if engine.dialect.name == "sqlite" else _asked(connection, POSTGRESQL))
    finally:
        engine.dispose()


def _asked(connection: Connection, questions):
    told = defaultdict(set)
    for question in questions:
        for name, what in connection.exec_driver_sql(question):
            told[name].add(what)
    return told


def _of_sqlite(connection):
    told = _asked(connection, SQLITE)
    tables = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    for name, sql in connection.exec_driver_sql(tables):
        body, _, options = sql.partition("(")[2].rpartition(")")
        told[name] |= {*_parts(body), options.strip()} - {""}
    return told


def _parts(body):
    """Split what stands in the brackets of a CREATE TABLE into its columns and constraints."""
    depth, parts = 0, [""]
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    parts = {" ".join(part.split()) for part in parts}
    for found in [each for part in parts if (each := BESIDE.fullmatch(part)) and "FOREIGN KEY" not in part]:
        parts.remove(found[0])
        parts |= {found["column"], f"{found['name']} FOREIGN KEY({found['column'].split()[0]}) {found['rest']}"}
    return parts
