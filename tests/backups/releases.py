"""An installation as an earlier release left it: rows that its own code wrote, put into tables of its own schema.

`first_release.json` was made once: the first release served a consultation with three members, who proposed goals,
commented on them and voted in a named, a confidential, a secret and an open round; then its tables were read.
`second_release.json` is of the last release that kept no numbers: goals were withdrawn, hidden, reworded and moved
after a named, a confidential and a secret round, ballots were emptied, and an open round was under way; `keys` are
commands that were answered and may be sent again.
`third_release.json` is of the last release before rounds said more of themselves than their kind, title and themes:
four votes were over (one of them by two people), goals were reworded, hidden and withdrawn after them, and three votes
and a round of proposals were open; `outbox` is what its pages had written and not sent when it was upgraded.
"""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from pysqlite3 import dbapi2 as sqlite

from workshop.migrating import migrate

FIRST_RELEASE = json.loads(Path(__file__).with_name("first_release.json").read_text())
SECOND_RELEASE = json.loads(Path(__file__).with_name("second_release.json").read_text())
THIRD_RELEASE = json.loads(Path(__file__).with_name("third_release.json").read_text())


def make_release(data: Path, database_url: str, release: dict = FIRST_RELEASE) -> dict[str, Any]:
    """Make the installation in an empty database; return its `slug`, `tokens` by person, and what each has `seen`."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "secret-key").write_text(release["secret_key"])
    migrate(database_url, release["revision"])
    if database_url.startswith("sqlite"):
        _fill_sqlite(database_url.removeprefix("sqlite:///"), release)
    else:
        _fill_postgres(database_url.replace("+psycopg", ""), release)
    return release


def _fill_sqlite(path, release):
    with closing(sqlite.connect(path, isolation_level=None)) as connection:
        for table, columns, values in _rows(release):
            marks = ", ".join("?" * len(values))
            connection.execute(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', values)


def _fill_postgres(url, release):
    with closing(psycopg.connect(url)) as connection, connection.transaction():
        highest: dict[str, int] = {}
        for table, columns, values in _rows(release):
            marks = ", ".join(["%s"] * len(values))
            # Texts have no type of their own, so the engine reads them as the column's.
            spelled = [str(value) if isinstance(value, int) else value for value in values]
            connection.execute(f'INSERT INTO "{table}" ({", ".join(columns)}) VALUES ({marks})', spelled)
            number = dict(zip(columns, values, strict=True)).get("id")
            if isinstance(number, int):
                highest[table] = max(highest.get(table, 0), number)
        for table, number in highest.items():
            connection.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number])


def _rows(release):
    for table, rows in release["rows"].items():
        for row in rows:
            values = [bytes.fromhex(value["hex"]) if isinstance(value, dict) else value for value in row.values()]
            yield table, list(row), values
