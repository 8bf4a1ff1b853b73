"""The text with semicolons: right for Nordic spreadsheets, and with nothing in it that they would run."""

import pytest

from tests.exports.meeting import FORMULA, LINES
from tests.exports.reading import columns, lines, sheets
from workshop.exports import NAMES


@pytest.fixture(scope="module")
def contents(meeting) -> bytes:
    """The text in English."""
    return NAMES["results.csv"].write(meeting.record(), "en")


def test_it_has_a_mark_semicolons_and_windows_line_ends(contents):
    assert contents.startswith(b"\xef\xbb\xbfTheme no.;Goal no.;Theme;Goal;Why;")
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
    text = [[str(cell) for cell in row] for row in columns(table, 1)]
    assert [[cell.removeprefix("'") for cell in row] for row in columns(rows, 2)] == text


def test_what_could_be_run_has_an_apostrophe_in_front(contents):
    cells = [cell for row in lines(contents) for cell in row]
    assert f"'{FORMULA}" in cells
    assert {"'+1", "'@cmd", "'+1+1", "-2"} < set(cells)
    assert [cell for cell in cells if cell[:1] in "=+@\t\r" and cell] == []
    assert [cell for cell in cells if cell.startswith("-")] == ["-2"]
