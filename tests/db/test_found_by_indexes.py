"""What a ballot reads and changes is found by indexes: a statement that looks through a table gets slower with it."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import event

from tests.commands.hall import Hall, found
from workshop.db import Database

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
PLANNED = re.compile(r"(SELECT|INSERT|UPDATE|DELETE) ")


@pytest.fixture
def hall(tables_url) -> Iterator[Hall]:
    """A hall on SQLite."""
    database = Database(tables_url)
    yield found(database)
    database.dispose()


def scanned(database: Database, work) -> list[str]:
    """Return what statements of the writer look through, as SQLite plans them, while `work()` is done."""
    found = []

    def explain(connection, cursor, statement, *more):
        if PLANNED.match(statement):
            planned = f"EXPLAIN QUERY PLAN {statement}", (None,) * statement.count("?")
            steps = [row[3] for row in cursor.connection.execute(*planned)]
            found.extend(step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step)

    event.listen(database._writer.engine, "before_cursor_execute", explain)
    work()
    return found


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_a_ballot_looks_through_no_table(hall, secrecy):
    [goal, other] = hall.goals(2)
    live = {"secrecy": secrecy, "results": "live" if secrecy == "named" else "at_close"}
    round_id = hall.opened("vote", method="approve", **live)

    def vote():
        hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
        hall.cast(hall.aino, round_id, **{f"g{other}": 1})

    assert scanned(hall.database, vote) == []
