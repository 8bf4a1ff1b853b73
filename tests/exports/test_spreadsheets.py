"""A spreadsheet that people use, LibreOffice, reads the same tables out of the exports."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports.meeting import FORMULA, Meeting, database_of, hold
from tests.exports.reading import as_text, columns, lines, sheets
from workshop.exports.names import NAMES

# Semicolons, double quotes, UTF-8; for writing also: from line 1, as shown on the screen, every sheet.
READ = "CSV:59,34,76,1"
WRITE = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def meeting(request, tmp_path_factory) -> Iterator[Meeting]:
    """One consultation is enough here: the other tests see that the bytes are the same from each database."""
    with database_of("sqlite", request, tmp_path_factory) as database:
        yield hold(database)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a function that opens a file and gives the rows of each of its sheets, by name."""
    home = tmp_path_factory.mktemp("office")

    def opened(name: str, contents: bytes, *options: str) -> dict[str, list[list[str]]]:
        (home / name).write_bytes(contents)
        out = home / f"{name}-read"
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--norestore", *options, "--convert-to", WRITE, "--outdir", out]
        done = subprocess.run([*command, home / name], capture_output=True, text=True, timeout=200, cwd=home)
        assert done.returncode == 0 and "rror" not in done.stdout + done.stderr, done.stdout + done.stderr
        return {_sheet(path, name): lines(path.read_bytes(), "utf-8") for path in sorted(out.iterdir())}

    return opened


def test_it_reads_the_workbook_as_it_was_written(meeting, office):
    contents = NAMES["results.xlsx"].write(meeting.record(), "sv")
    found = office("results.xlsx", contents)
    written = sheets(contents)
    assert found.keys() == written.keys()
    for name, rows in written.items():
        assert [[whole_minutes(cell) for cell in row] for row in found[name]] == [
            [as_text(cell) for cell in row] for row in rows
        ], name
    assert [row[2] for row in next(found[name] for name in written)][1] == FORMULA


def test_it_reads_the_text_as_it_was_written(meeting, office):
    contents = NAMES["results.csv"].write(meeting.record(), "fi")
    (found,) = office("results.csv", contents, f"--infilter={READ}").values()
    assert found == lines(contents)
    assert found[1][3] == f"'{FORMULA}"


def test_both_give_the_same_table(meeting, office):
    record = meeting.record()
    book = office("results.xlsx", NAMES["results.xlsx"].write(record, "fi"))
    (text,) = office("results.csv", NAMES["results.csv"].write(record, "fi"), f"--infilter={READ}").values()
    first = next(iter(sheets(NAMES["results.xlsx"].write(record, "fi"))))
    assert _bare(columns(book[first], 1)) == _bare(columns(text, 2))
    assert [row[0] for row in book[first][1:]] == [".".join(row[:2]) for row in text[1:]]


def whole_minutes(cell: str) -> str:
    """Leave the seconds out of a time, of which LibreOffice shows more than its format says."""
    return cell[:16] if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", cell) else cell


def _bare(rows: list[list[str]]) -> list[list[str]]:
    """Leave out apostrophes, which the text has before what could be run and the workbook has not."""
    return [[cell.replace("'", "") for cell in row] for row in rows]


def _sheet(path: Path, name: str) -> str:
    return path.stem.removeprefix(f"{Path(name).stem}-")
