"""The text with semicolons: right for Nordic spreadsheets, and with nothing in it that they would run."""

import csv
import re
import unicodedata

import pytest

from tests.exports.meeting import FORMULA, LINES
from tests.exports.reading import columns, lines, sheets
from workshop.exports.names import NAMES
from workshop.exports.separated import defused, separated
from workshop.exports.tables import Column, Table

QUOTED = re.compile(r'"(?:[^"]|"")*"')


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough: what is written is a record, which has tests of its own on each."""
    return request.param


@pytest.fixture(scope="module")
def contents(meeting) -> bytes:
    """The text in English."""
    return NAMES["results.csv"].write(meeting.record(), "en")


def test_it_has_a_mark_semicolons_and_windows_line_ends(contents):
    assert contents.startswith(b'\xef\xbb\xbf"Theme no.";"Goal no.";"Theme";"Goal";"Why";')
    assert contents.count(b"\xef\xbb\xbf") == 1
    assert b"sep=" not in contents
    assert contents.endswith(b"\r\n")
    # What people typed keeps its own line ends, inside quotes.
    assert contents.replace(LINES.replace('"', '""').encode(), b"").count(b"\n\n") == 0


def test_it_is_the_table_of_goals(contents, meeting):
    table = sheets(NAMES["results.xlsx"].write(meeting.record(), "en"))["Goals"]
    rows = lines(contents)
    assert [".".join(row[:2]) for row in rows[1:]] == [row[0] for row in table[1:]]
    assert rows[-2][:2] == ["1", "11"]
    text = [[str(cell).replace("'", "") for cell in row] for row in columns(table, 1)]
    assert [[cell.replace("'", "") for cell in row] for row in columns(rows, 2)] == text


def test_what_could_be_run_has_an_apostrophe_in_front(contents):
    cells = [cell for row in lines(contents) for cell in row]
    assert f"'{FORMULA}" in cells
    assert {"'+1", "'@cmd", "'+1+1", "'-2"} < set(cells)
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []


def test_every_text_stands_in_quotes(contents):
    bare = [cell for cell in re.split("[;\r\n]+", QUOTED.sub("", contents.decode("utf-8-sig"))) if cell]
    assert bare
    assert [cell for cell in bare if not re.fullmatch("-?[0-9]+", cell)] == []


TYPED = {
    "=1+1": "'=1+1",
    "＝1+1": "'＝1+1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠SUM(A1)": "'＠SUM(A1)",
    "﹣1": "'﹣1",
    "  =1": "  '=1",
    "\u00a0=1": "\u00a0'=1",
    "\ufeff=1": "\ufeff'=1",
    '"=1': "\"'=1",
    "%1": "'%1",
    "|cmd": "'|cmd",
    "Kyllä, =1+1": "Kyllä, '=1+1",
    'Kyllä","=1+1': 'Kyllä","\'=1+1',
    "a;=1": "a;'=1",
    "a\t=1": "a\t'=1",
    "rivi\n=1": "rivi\n'=1",
    "rivi\r\n- yksi\r\n- kaksi": "rivi\r\n'- yksi\r\n'- kaksi",
    "rivi\u2028@x": "rivi\u2028'@x",
    "a,＝1\n＠b": "a,'＝1\n'＠b",
    "SOTE:lle, EU:n, 16 §:n": "SOTE:lle, EU:n, 16 §:n",
    "anna@example.org": "anna@example.org",
    "1+1=2": "1+1=2",
    "3-vuotiaat": "3-vuotiaat",
}


@pytest.mark.parametrize(("typed", "written"), TYPED.items())
def test_wherever_a_spreadsheet_of_any_country_may_begin_a_cell_it_is_text(typed, written):
    assert defused(typed) == written
    table = Table("t", [Column("a"), Column("b")], [["x", typed]])
    as_text = separated(table).decode("utf-8-sig")
    for separator in (";", ",", "\t"):
        for row in csv.reader(as_text.splitlines(keepends=True), delimiter=separator):
            for cell in row:
                assert (
                    unicodedata.normalize("NFKC", cell.strip(" \"'\ufeff\u00a0") or "x")[0] not in "=+@" or "'" in cell
                )
