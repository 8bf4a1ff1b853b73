"""Page, DOCX, PDF, XLSX and JSON of one adopted document say the same, and none says what the page keeps back."""

import html
import io
import json
import re
import zipfile
from itertools import chain

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from tests.exports.documents.rehearsal import KEPT_BACK, LANGUAGES, PEOPLE, TOLD, WITHHELD, Rehearsal
from tests.nodes.in_process import InProcess
from workshop.language.markdown import to_html

KINDS = ("page", "docx", "pdf", "xlsx")


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The rehearsed consultation, with its document adopted; each file of it is made once."""
    app = InProcess(tmp_path_factory.mktemp("held") / "data")
    app.make_example()
    app.start()
    try:
        yield Files(Rehearsal(app).hold())
    finally:
        app.stop()


class Files:
    """What each kind of file says in each language, in one line without blanks and hyphens."""

    def __init__(self, rehearsal: Rehearsal):
        self.rehearsal = rehearsal
        self.content = json.loads(self.get("json", "fi"))
        self._said: dict[tuple[str, str], str] = {}

    def get(self, kind: str, lang: str) -> bytes:
        """Return a file, or the page."""
        name = "" if kind == "page" else f"/document.{kind}"
        address = f"/d/{self.rehearsal.address}{name}?lang={lang}"
        answer = self.rehearsal.lead.request("GET", address, headers={"Accept-Language": lang}, timeout=60)
        assert answer.status_code == 200, answer.text[:200]
        return answer.content

    def said(self, kind: str, lang: str) -> str:
        """Return the words of a file."""
        if (kind, lang) not in self._said:
            self._said[kind, lang] = bare(READERS[kind](self.get(kind, lang)))
        return self._said[kind, lang]


def bare(text: str) -> str:
    """Return a text without what differs by the width of a line."""
    return re.sub(r"[\s\-\u2010\u00ad\u200b\ufffe\x02]+", "", text)


def of_page(contents: bytes) -> str:
    main = contents.decode().partition("<main")[2].partition("document-files")[0]
    return html.unescape(re.sub(r"<[^>]+>", "", main))


def of_docx(contents: bytes) -> str:
    body = Document(io.BytesIO(contents)).element.body
    return "".join(each.text or "" for each in body.iter(qn("w:t")))


def of_pdf(contents: bytes) -> str:
    with PdfDocument(contents) as pages:
        return " ".join(page.get_textpage().get_text_range() for page in pages)


def of_xlsx(contents: bytes) -> str:
    book = load_workbook(io.BytesIO(contents))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return "\n".join(cells)


READERS = {"page": of_page, "docx": of_docx, "pdf": of_pdf, "xlsx": of_xlsx}


def texts(content: dict, lang: str) -> list[str]:
    """Return what a document says in a language, in its order: goals with all figures, measures, paragraphs."""
    found = []
    for section in content["sections"]:
        found += [section["title"][lang]["text"]] if section["blocks"] else []
        for block in section["blocks"]:
            if block["type"] == "prose":
                found += prose(block["markdown"], lang)
                continue
            if block["type"] == "background":
                found += background(block, lang)
                continue
            if block["type"] == "picture":
                table = block["table"]
                told = [block["description"], table["caption"], *table["headers"], *chain(*table["rows"])]
                found += [each[lang]["text"] for each in told]
                continue
            told = [block["title"], block["rationale"], *block["figures"]]
            told += [each[name] for each in block["measures"] for name in ("text", "who", "when")]
            found += [each[lang]["text"] for each in told]
    return found


def prose(wordings: dict, lang: str) -> list[str]:
    """Return what Markdown says."""
    markdown = to_html(wordings[lang]["text"])
    return [html.unescape(each) for each in re.split(r"<[^>]+>|\n", markdown) if each.strip()]


def background(block: dict, lang: str) -> list[str]:
    """Return what tells more of a theme or a phenomenon; pages have addresses of links that are called otherwise."""
    told = [block["title"], *(each["title"] for each in block["links"]), *(each["about"] for each in block["experts"])]
    found = [each[lang]["text"] for each in told if each]
    found += prose(block["introduction"], lang) if block["introduction"] else []
    found += [each["address"] for each in block["links"] if not each["title"]]
    return found + [each[name] for each in block["experts"] for name in ("name", "contact")]


def test_the_rehearsal_is_what_it_says(held):
    goals = [block for section in held.content["sections"] for block in section["blocks"] if block["type"] == "goal"]
    assert len(goals) == 10 == len(TOLD["best"])
    assert all(len(goal["figures"]) == 3 and goal["measures"] for goal in goals)
    assert len(held.rehearsal.lead.snapshot(held.rehearsal.slug)["goals"]) == 60
    themes = [section for section in held.content["sections"] if section["kind"] == "theme"]
    assert [section["number"] for section in themes] == ["1", "2", "3", "4", "5", ""]
    told = [block for section in held.content["sections"] for block in section["blocks"]]
    told = [block for block in told if block["type"] == "background"]
    assert len(told) == len(TOLD["phenomena"]) + len(TOLD["backgrounds"]) + 1
    assert sum(len(block["experts"]) for block in told) == 4
    drawn = [block for block in held.content["sections"][-1]["blocks"] if block["type"] == "picture"]
    assert [each["name"] for each in drawn] == ["themes-and-phenomena", "between-groups", "from-round-to-round"]
    assert all(len(each["table"]["rows"]) > 3 for each in drawn)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_says_all_of_it(held, kind, lang):
    said = held.said(kind, lang)
    whole = texts(held.content, lang)
    assert len(whole) > 100
    assert [each for each in whole if bare(each.replace("**", "")) not in said.replace("**", "")] == []


@pytest.mark.parametrize("kind", ["page", "docx", "pdf"])
def test_figures_stand_with_their_goals(held, kind):
    said, at = held.said(kind, "fi"), 0
    for section in held.content["sections"]:
        for goal in (each for each in section["blocks"] if each["type"] == "goal"):
            # The contents name each goal before, and pictures after; there nothing is said of where it comes from.
            start = said.index(bare(f"{goal['number']}{goal['title']['fi']['text']}Ehdotettu"))
            assert start > at, "goals stand in the order of their numbers"
            following = [said.find(bare(each["fi"]["text"]), start) for each in goal["figures"]]
            assert min(following) > 0
            assert max(following) - start < 2500
            at = start


def test_what_the_page_keeps_back_is_in_no_file(held):
    never = [str(PEOPLE * KEPT_BACK), bare(WITHHELD), *map(bare, TOLD["others"][0]), *map(bare, TOLD["spoken"])]
    never += [f"Osallistuja{number}" for number in range(1, PEOPLE + 1)]
    for lang in LANGUAGES:
        for kind in KINDS:
            assert [each for each in never if each in held.said(kind, lang)] == [], kind
    written = bare(held.get("json", "fi").decode() + held.get("csv", "fi").decode())
    assert [each for each in never if each in written] == []
    with zipfile.ZipFile(io.BytesIO(held.get("docx", "fi"))) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode(errors="replace")
    assert [each for each in never if each in bare(everything)] == []
