"""Another year's list of municipalities, imported by the command line: whole, or with a word on what is wrong in it."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from workshop.cli import main
from workshop.operations.municipalities.lists import SHIPPED

HEAD = "code,name_fi,name_sv,group,region_code,region_fi,region_sv,population"
HELSINKI = "091,Helsinki,Helsingfors,urban,01,Uusimaa,Nyland,664028"


def imported(folder: Path, contents: bytes) -> Result:
    """Import a file into the installation in a folder, valid from the beginning of 2027."""
    file = folder / "list.csv"
    file.write_bytes(contents)
    arguments = ["municipalities", "import", "--data", str(folder), "--from", "2027-01-01", str(file)]
    return CliRunner().invoke(main, arguments)


def test_what_is_wrong_in_a_file_is_said_and_nothing_of_it_is_taken_over(tmp_path):
    for contents, said in (
        (b"", "it is empty"),
        ("\ufeff".encode(), "it is empty"),
        (f"{HEAD}\n{HELSINKI}".replace("Uusimaa", "Itä-Uusimaa").encode("latin-1"), "not in UTF-8"),
        (f"{HEAD}\n{HELSINKI}".encode("utf-16"), "not in UTF-8"),
        (f"{HEAD}\n{HELSINKI}\n{HELSINKI}".encode(), "line 3: “091” is there twice"),
        (HEAD.removesuffix(",population").encode(), "the head lacks population. The columns are code, name_fi"),
        (f"{HEAD},merged\n{HELSINKI},998".encode(), "code 998, which was merged into 091, is in no earlier list"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not in UTF-8"),
    ):
        done = imported(tmp_path, contents)
        assert (done.exit_code, type(done.exception)) == (1, SystemExit), done.exception
        assert said in done.output
    with sqlite3.connect(tmp_path / "workshop.sqlite") as database:
        lists = "SELECT valid_from, count(*), sum(name_fi IS NULL) FROM municipality_entry GROUP BY 1"
        assert database.execute(lists).fetchall() == [("2026-01-01", 308, 0)]
        gone = "SELECT count(*) FROM municipality WHERE valid_to IS NOT NULL OR merged_into IS NOT NULL"
        assert database.execute(gone).fetchone() == (0,)


@pytest.mark.parametrize("comma", [",", ";"])
def test_a_whole_list_is_imported_and_again_in_its_own_place(tmp_path, comma):
    text = (SHIPPED / "2026-01-01.csv").read_text(encoding="utf-8")
    shorter = "\r\n".join(line for line in text.splitlines() if not line.startswith("049"))
    first = imported(tmp_path, shorter.replace(",", comma).encode("utf-8-sig"))
    assert first.output == "307 municipalities, valid from 2027-01-01.\nNo longer in the list: 049\n"
    assert imported(tmp_path, text.encode()).output == "308 municipalities, valid from 2027-01-01.\n"
