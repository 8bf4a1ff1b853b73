"""The workbook: every text stays text, and it is easy to read."""

import io
from xml.etree import ElementTree

import openpyxl
import pytest

from tests.exports.meeting import AWKWARD, GONE, LINES, LONG
from tests.exports.reading import parts, sheets
from workshop.exports import workbook
from workshop.exports.names import NAMES
from workshop.exports.rounds import named_votes_table
from workshop.exports.tables import CUT, LONGEST, MadeInTurn
from workshop.language.words import Words

SHEETS = ["Goals", "Measures", "Comments", "Rounds", "By group", "Named votes"]
SHEETS += ["Themes and phenomena", "Between groups", "From round to round"]


@pytest.fixture(scope="session", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough: what is written is a record, which has tests of its own on each."""
    return request.param


@pytest.fixture(scope="module")
def contents(meeting) -> bytes:
    """The workbook in English."""
    return NAMES["results.xlsx"].write(meeting.record(), "en")


@pytest.fixture
def book(contents):
    """The workbook as openpyxl sees it."""
    book = openpyxl.load_workbook(io.BytesIO(contents))
    yield book
    book.close()


def test_every_title_is_the_text_that_was_typed(contents):
    titles = [row[2] for row in sheets(contents)["Goals"][1:]]
    there = [title for name, title in AWKWARD.items() if name not in GONE]
    # What was withdrawn after it was voted on keeps its row.
    assert titles == [*there, AWKWARD["late"], "Laajakaista kaikille"]


def test_long_texts_and_line_breaks_are_whole(contents):
    why = {row[2]: row[3] for row in sheets(contents)["Goals"]}
    assert why[AWKWARD["long"]] == LONG
    assert len(LONG) > 4900
    assert why[AWKWARD["quotes"]] == LINES


def test_characters_that_xml_cannot_hold_are_left_out(contents, meeting):
    kept = [
        g["rationale"]["fi"] for t in meeting.record()["themes"] for g in t["goals"] if g["title"].get("fi") == "2030"
    ]
    assert kept == ["Loppu\uffff\ufffe"]
    assert {row[2]: row[3] for row in sheets(contents)["Goals"]}["2030"] == "Loppu"
    for name, text in parts(contents).items():
        assert ElementTree.fromstring(text) is not None, name


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_says_so(contents):
    read = sheets(contents)
    joined = read["Goals"][-1][6]
    assert len(joined.encode("utf-16-le")) // 2 <= LONGEST
    assert joined.startswith("0: xxx") and joined.endswith("x" + CUT)
    assert [row[2][:4] for row in read["Measures"][-2:]] == ["38: ", "39: "]


def test_nothing_in_it_can_run_or_lead_away(contents):
    files = parts(contents)
    assert not [name for name in files if "vba" in name.lower() or "externalLink" in name]
    assert [name for name, text in files.items() if "<f>" in text or "<hyperlink" in text] == []


def test_the_sheets_have_headings_that_stay_and_filter(book):
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold and cell.alignment.wrap_text for cell in sheet[1])
        texts = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
        assert texts
        assert all(cell.alignment.wrap_text and cell.alignment.vertical == "top" for cell in texts)
        assert all(sheet.column_dimensions[cell.column_letter].width > 8 for cell in sheet[1])
        assert not sheet.merged_cells.ranges


def test_figures_are_numbers_and_times_are_times(book):
    goals, rounds = book["Goals"], book["Rounds"]
    assert {cell.data_type for row in goals.iter_rows(min_row=2, min_col=8, max_col=25) for cell in row} == {"n"}
    assert {row[0].data_type for row in goals.iter_rows(min_row=2)} == {"s"}
    opened = next(cell.column for cell in rounds[1] if cell.value == "Opened (Finnish time)")
    assert {row[opened - 1].data_type for row in rounds.iter_rows(min_row=2)} == {"d"}


def test_the_document_says_its_title_and_language(meeting):
    for lang, title in (("fi", "Kunta maaseudulla"), ("sv", "Kommunen på landsbygden")):
        book = openpyxl.load_workbook(io.BytesIO(NAMES["results.xlsx"].write(meeting.record(), lang)))
        assert book.properties.language == lang
        assert title in book.properties.title
        book.close()


def test_what_no_sheet_holds_goes_on_in_another_one(meeting, contents, monkeypatch):
    whole, told = sheets(contents)["Named votes"], []
    monkeypatch.setattr(workbook, "MOST_ROWS", len(whole) - 3)
    read = sheets(NAMES["results.xlsx"].write(meeting.record(), "en", told.append))
    assert read["Named votes"] == whole[:-2]
    assert read["Named votes (2)"] == [whole[0], *whole[-2:]]
    assert told == sorted(told) and told[-1] == 1, "the bar never goes back"


def test_named_votes_are_made_in_turn_as_often_as_they_are_asked_for(meeting):
    rows = named_votes_table(meeting.record(), Words("en")).rows
    assert isinstance(rows, MadeInTurn)
    assert list(rows) == list(rows)
    assert len(list(rows)) == len(rows) > 20
