"""A document's files say what its page and its open data say, and are there for whoever may read the page."""

import io
import re
import time

import pytest
from docx import Document
from pypdfium2 import PdfDocument

from tests.entry.visitor import Visitor
from tests.nodes.client import Client
from workshop import content

TEXTS = ("Painopisteet", "Kuitu joka taloon", "Aluksi tämä")
SECRET = "Tämä ei kuulu asiakirjaan"


@pytest.fixture
def adopted(start_in_process):
    """Return (a stranger, the address of an adopted document, a facilitator, the consultation)."""
    server = start_in_process()
    leader, slug = Client(server.url, server.example["facilitator"]["token"]), server.example["consultation"]
    leader.done(slug, "create_document", title="Painopisteet")
    theme = leader.snapshot(slug)["themes"][0]["id"]
    goal, other = (
        leader.done(slug, "propose_goal", theme_id=theme, title=title, lang="fi")["goal_id"]
        for title in ("Kuitu joka taloon", SECRET)
    )
    assert goal != other
    leader.done(slug, "include_goal", goal_id=goal)
    leader.done(slug, "add_paragraph", section="introduction", text="Aluksi *tämä*", lang="fi")
    for state in ("for_comment", "proposed"):
        leader.done(slug, "advance_document", state=state)
    leader.done(slug, "adopt_document", body={"fi": "Hallitus"}, date="2026-04-25", minutes="§ 12", unfinished="Kiire")
    return Visitor(server), f"/d/{slug}-2026", leader, slug


def words(name: str, contents: bytes) -> str:
    """Return what a file says, in one line."""
    if name.endswith(".docx"):
        book = Document(io.BytesIO(contents))
        text = " ".join(each.text for each in book.paragraphs)
    elif name.endswith(".pdf"):
        with PdfDocument(contents) as pages:
            text = " ".join(page.get_textpage().get_text_range() for page in pages)
    else:
        text = re.sub(r"<[^>]+>|\*", "", contents.decode())
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("name", ["document.docx", "document.pdf", "document.json", "document.csv"])
def test_each_file_of_an_adopted_document_says_the_same(adopted, name):
    stranger, address, _, _ = adopted
    answer = stranger.get(f"{address}/{name}?lang=fi")
    assert answer.status_code == 200
    said = words(name, answer.content)
    assert all(text in said for text in TEXTS if name != "document.csv" or text == "Kuitu joka taloon"), said
    assert SECRET not in said


def test_the_page_leads_to_each_file(adopted):
    stranger, address, leader, slug = adopted
    page = stranger.get(f"{address}?lang=fi").text
    links = re.findall(rf'href="({address}/document\.(?:docx|pdf)[^"]*)"', page)
    assert len(links) >= 2
    for link in links:
        answer = stranger.get(link.replace("&amp;", "&"))
        assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    own = leader.request("GET", f"/c/{slug}/export/document.docx?lang=fi")
    assert own.status_code == 200 and "Kuitu joka taloon" in words("document.docx", own.content)


def test_the_hash_in_a_file_is_that_of_the_open_data(adopted):
    stranger, address, _, _ = adopted
    page = stranger.get(address).text
    (sha256,) = re.findall(r"<code>([0-9a-f]{64})</code>", page)
    assert sha256 in words("document.docx", stranger.get(f"{address}/document.docx?lang=fi").content)


def test_a_large_one_is_made_by_the_worker_in_the_languages_asked_for(monkeypatch, in_process):
    server = in_process
    leader, slug = Client(server.url, server.example["facilitator"]["token"]), server.example["consultation"]
    leader.done(slug, "create_document", title="Painopisteet", languages=["fi", "sv"])
    theme = leader.snapshot(slug)["themes"][0]["id"]
    goal = leader.done(slug, "propose_goal", theme_id=theme, title="Kuitu joka taloon", lang="fi")
    leader.done(slug, "include_goal", goal_id=goal["goal_id"])
    monkeypatch.setattr(content, "LARGE", 0)
    browser = {"Accept": "text/html"}
    path = f"/c/{slug}/export/document.docx?lang=fi,sv&beside=1"
    led = leader.request("GET", path, headers=browser, allow_redirects=False)
    assert led.status_code == 303
    place = led.headers["Location"]
    assert place == f"/c/{slug}/exports?name=document.docx&languages=fi,sv&beside=1"
    page = leader.request("GET", place, headers=browser).text
    assert 'value="document.docx" selected' in page
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("key", "languages", "beside")}
    leader.request("POST", f"/c/{slug}/exports", data={"name": "document.docx", **fields}, headers=browser)
    asked = leader.request("GET", f"/c/{slug}/exports?part=files").text
    assert "Suomi, Svenska, rinnakkain" in asked, asked
    ends_at, link = time.monotonic() + 60, None
    while link is None and time.monotonic() < ends_at:
        server.printed()
        page = leader.request("GET", f"/c/{slug}/exports?part=files").text
        link = re.search(r'href="(/c/[^"]+/document\.docx)"', page)
    book = Document(io.BytesIO(leader.request("GET", link[1]).content))
    front, both = book.tables
    assert len(front.columns) == len(both.columns) == 2
    assert all("Kuitu joka taloon" in column.cells[-1].text for column in both.columns)


def test_no_file_of_a_document_is_offered_where_there_is_none(in_process):
    server = in_process
    leader, slug = Client(server.url, server.example["facilitator"]["token"]), server.example["consultation"]
    form = {"name": "document.pdf", "key": "key"}
    assert leader.request("POST", f"/c/{slug}/exports", data=form).status_code == 404
    assert "document.pdf" not in leader.request("GET", f"/c/{slug}/exports").text
