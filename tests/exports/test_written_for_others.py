"""What tables wrote, and what facilitators heard, in files: a column says from whom, where there is any."""

import shutil
from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.commands.hall import Hall, found, one
from workshop.commands.joining import join
from workshop.db import Database
from workshop.exports.contributions import comments_table, measures_table
from workshop.exports.goals import goals_table
from workshop.language.words import Words
from workshop.queries.record import public_record

TABLES = (goals_table, measures_table, comments_table)


@pytest.fixture
def hall(tables_file, tmp_path) -> Iterator[Hall]:
    """A consultation with a facilitator, two members and a theme."""
    database = Database(f"sqlite:///{shutil.copy(tables_file, tmp_path / 'workshop.sqlite')}")
    yield found(database)
    database.dispose()


def columns(hall: Hall, write, lang: str) -> list[tuple[str, ...]]:
    """Body and origin of each row; the body alone where nothing says from whom it came."""
    with hall.database.read() as session:
        table = write(public_record(session, hall.slug), Words(lang))
    heads = [column.heading for column in table.columns]
    names = [name for name in ("Taho", "Keneltä", "Body", "From") if name in heads]
    return [tuple(row[heads.index(name)] for name in names) for row in table.rows]


def write_all(hall: Hall, account: int, **more) -> None:
    """Write a goal with a measure and a comment."""
    goal = hall.do(account, "propose_goal", theme_id=hall.theme, title="Tavoite", measures=[{"text": "Toimi"}], **more)
    hall.do(account, "add_comment", **goal, text="Hyvä", stance="for", **more)


def test_without_any_there_is_no_such_column(hall: Hall):
    write_all(hall, hall.lead)
    assert [columns(hall, write, "en") for write in TABLES] == [[("",)]] * 3


def test_files_say_which_table_wrote_and_from_whom_it_was_heard(hall: Hall):
    body = hall.do(hall.lead, "create_body", title="Neuvottelukunta")["body_id"]
    for kind in ("propose", "comment"):
        hall.opened(kind)
    asked = {"code": hall.code, "table": {"name": "Pöytä 4", "people": 8}}
    table = join(hall.database, asked, str(uuid4()), account_id=None, lang="fi").account.id
    write_all(hall, table)
    write_all(hall, hall.lead, told_by=one(hall.seen()["bodies"], body)["key"])
    write_all(hall, hall.lead, told_by={"name": "Kylän vanhimmat"})
    expected = {
        "fi": [
            ("", "Pöytä 4, 8 henkilöä"),
            ("Neuvottelukunta", "Vetäjä kuuli tämän taholta:"),
            ("", "Vetäjä kuuli tämän taholta: Kylän vanhimmat"),
        ],
        "en": [
            ("", "Pöytä 4, 8 people"),
            ("Neuvottelukunta", "Heard by the facilitator from:"),
            ("", "Heard by the facilitator from: Kylän vanhimmat"),
        ],
    }
    for lang, rows in expected.items():
        assert [columns(hall, write, lang) for write in TABLES] == [rows] * 3
