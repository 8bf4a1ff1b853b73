"""An organisation's own templates are kept once they are checked, replaced, removed, and of no use to others."""

import io
import re
import time

import pytest
from docx import Document

from tests.exports.documents.test_own_template import BOMB, changed, template
from tests.nodes.client import Client
from tests.pages.documents.test_document_files import words
from workshop import content
from workshop.exports.document import apart
from workshop.exports.document.own.faults import TemplateFault
from workshop.exports.document.own.package import LARGEST_UNPACKED
from workshop.operations.handing_out.own_templates import MOST, named

BROWSER = {"Accept": "text/html", "Accept-Language": "en"}


NOTHING = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
GOOD = template("Kunnan oma kansi", "{{ title }}", "{{p document }}")


class Desk:
    """A facilitator at the document of a consultation."""

    def __init__(self, server):
        self.server, self.slug = server, server.example["consultation"]
        self.leader = Client(server.url, server.example["facilitator"]["token"])
        self.leader.done(self.slug, "create_document", title="Painopisteet", languages=["fi", "sv"])
        theme = self.leader.snapshot(self.slug)["themes"][0]["id"]
        goal = self.leader.done(self.slug, "propose_goal", theme_id=theme, title="Kuitu joka taloon", lang="fi")
        self.leader.done(self.slug, "include_goal", goal_id=goal["goal_id"])

    def keep(self, contents: bytes = GOOD, name: str = "oma.docx", who: Client | None = None):
        """Send a template."""
        return (who or self.leader).request(
            "POST",
            f"/c/{self.slug}/document/templates",
            files={"template": (name, contents)},
            headers=BROWSER,
            allow_redirects=False,
        )

    def page(self) -> str:
        """The facilitator's page of the document."""
        return self.leader.request("GET", f"/c/{self.slug}/document", headers=BROWSER).text

    def kept(self) -> dict[str, int]:
        """The templates that the page lists, by name."""
        return {name: int(number) for number, name in re.findall(r'<h3 id="template-(\d+)">([^<]+)</h3>', self.page())}

    def filled(self, number: int | str, more: str = "lang=fi", who: Client | None = None, kind: str = "docx"):
        """The document in a template."""
        path = f"/c/{self.slug}/export/document.{kind}?{more}&template={number}"
        return (who or self.leader).request("GET", path, allow_redirects=False)

    def remove(self, number: int, who: Client | None = None):
        """Remove a template."""
        path = f"/c/{self.slug}/document/templates/{number}/remove"
        return (who or self.leader).request("POST", path, headers=BROWSER, allow_redirects=False)


def said(code: str) -> str:
    """How a fault begins in the facilitator's language."""
    return TemplateFault(code, "|").sentence("fi").partition("|")[0]


@pytest.fixture
def desk(start_in_process):
    """A facilitator, and a document with a goal."""
    return Desk(start_in_process())


def test_a_template_is_kept_replaced_chosen_and_removed(desk):
    assert desk.keep().status_code == 303
    [(name, number)] = desk.kept().items()
    assert name == "oma.docx"
    made = words("document.docx", desk.filled(number).content)
    assert all(text in made for text in ("Kunnan oma kansi", "Painopisteet", "Kuitu joka taloon"))
    both = Document(io.BytesIO(desk.filled(number, "lang=fi,sv&beside=1").content))
    assert len(both.tables[0].columns) == 2
    assert desk.keep(template("Uusi kansi", "{{p document }}")).status_code == 303
    assert desk.kept() == {name: number}
    assert "Uusi kansi" in words("document.docx", desk.filled(number).content)
    assert desk.remove(number).status_code == 303
    assert desk.kept() == {}
    assert desk.filled(number).status_code == 404
    assert desk.remove(number).status_code == 404


def test_all_that_is_wrong_is_said_and_nothing_is_kept(desk):
    bad = desk.keep(template("{{ title }}", "{{ 7 * 7 }}"))
    assert bad.status_code == 422
    assert "{{p document }}" in bad.text and 'role="alert"' in bad.text and "{{ 7 * 7 }}" not in bad.text
    assert desk.keep(b"no document").status_code == 422
    for contents, code in (
        (changed(GOOD, word__vbaProject_dot_bin=b"x"), "macros"),
        (changed(GOOD, word__large_dot_xml=b" " * (LARGEST_UNPACKED + 1)), "too_large"),
        (changed(GOOD, word__document_dot_xml=BOMB), "declarations"),
    ):
        refused = desk.keep(contents)
        assert refused.status_code == 422 and said(code) in refused.text
    assert desk.kept() == {}
    # One that is kept stays where a bad one was to take its place.
    desk.keep()
    assert desk.keep(template("{{ title }}")).status_code == 422
    assert "Kunnan oma kansi" in words("document.docx", desk.filled(desk.kept()["oma.docx"]).content)


def test_one_that_takes_too_long_or_cannot_be_checked_is_refused_in_plain_words(desk, monkeypatch):
    # The package says nowhere which of its parts is the document.
    broken = changed(GOOD, **{"_rels/.rels": NOTHING})
    for seconds, contents in ((apart.CHECKED_SECONDS, broken), (0.01, GOOD)):
        monkeypatch.setattr(apart, "CHECKED_SECONDS", seconds)
        refused = desk.keep(contents)
        assert refused.status_code == 422 and said("unchecked") in refused.text
    assert desk.kept() == {}


def test_there_are_only_so_many(desk, monkeypatch):
    monkeypatch.setattr("workshop.operations.handing_out.own_templates.MOST", 2)
    assert [desk.keep(name=f"{each}.docx").status_code for each in range(3)] == [303, 303, 422]
    assert desk.keep(name="1.docx").status_code == 303, "it takes the place of another"
    assert list(desk.kept()) == ["0.docx", "1.docx"]
    assert MOST == 10


def test_names_are_those_of_files_and_no_more(desk):
    desk.keep(name="<i>kansi.docx")
    assert list(desk.kept()) == ["&lt;i&gt;kansi.docx"]
    assert named("C:\\Kunta\\kansi.docx") == named("../kunta/kansi.docx") == "kansi.docx"
    assert named("") == named("  ") == named("a/") == "template.docx"
    assert named("x" * 300 + ".docx").endswith("x.docx") and len(named("x" * 300)) == 100


def test_others_neither_see_nor_use_nor_change_them(desk):
    desk.keep()
    number = desk.kept()["oma.docx"]
    desk.leader.done(desk.slug, "advance_document", state="for_comment")
    member = Client(desk.server.url)
    assert member.join(desk.leader.snapshot(desk.slug)["workshops"][0]["code"], "Aino").status_code == 200
    page = member.request("GET", f"/c/{desk.slug}/document", headers=BROWSER)
    assert page.status_code == 200 and "oma.docx" not in page.text
    assert desk.filled(number, who=member).status_code == 404
    assert desk.keep(who=member).status_code == 403
    assert desk.remove(number, who=member).status_code == 403
    for wrong in (number + 1, 10**30, "9" * 5000, "x"):
        assert desk.filled(wrong).status_code == 404
    assert desk.filled(number, kind="pdf").status_code == 404
    assert desk.kept() == {"oma.docx": number}


def test_a_large_document_is_made_in_it_by_the_worker(desk, monkeypatch):
    desk.keep()
    number = desk.kept()["oma.docx"]
    monkeypatch.setattr(content, "LARGE", 0)
    path = f"/c/{desk.slug}/export/document.docx?lang=fi,sv&beside=1&template={number}"
    led = desk.leader.request("GET", path, headers=BROWSER, allow_redirects=False)
    assert led.status_code == 303
    page = desk.leader.request("GET", led.headers["Location"], headers=BROWSER).text
    names = ("key", "languages", "beside", "template")
    fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in names}
    desk.leader.request("POST", f"/c/{desk.slug}/exports", data={"name": "document.docx", **fields}, headers=BROWSER)
    ends_at, link = time.monotonic() + 60, None
    while link is None and time.monotonic() < ends_at:
        desk.server.printed()
        page = desk.leader.request("GET", f"/c/{desk.slug}/exports?part=files").text
        link = re.search(r'href="(/c/[^"]+/document\.docx)"', page)
    book = desk.leader.request("GET", link[1]).content
    assert "Kunnan oma kansi" in words("document.docx", book)
    assert len(Document(io.BytesIO(book)).tables[0].columns) == 2
    # The file stays when the template goes; one that is being made is not made any more.
    desk.leader.request("POST", f"/c/{desk.slug}/exports", data={"name": "document.docx", **fields, "key": "other"})
    assert desk.remove(number).status_code == 303
    desk.server.printed()
    page = desk.leader.request("GET", f"/c/{desk.slug}/exports?part=files", headers=BROWSER).text
    assert "Keskeytit tämän." in page and link[1] in page
