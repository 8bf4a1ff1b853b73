"""Files of an adopted document are made once for all who read it."""

from sqlalchemy import select

from tests.nodes.client import Client
from tests.pages.documents.test_document_files import words
from workshop.models import AdoptedFile


def test_the_same_file_is_made_once_and_another_one_after_a_correction(start_in_process):
    server = start_in_process()
    leader, slug = Client(server.url, server.example["facilitator"]["token"]), server.example["consultation"]
    leader.done(slug, "create_document", title="Painopisteet", languages=["fi", "sv"])
    added = leader.done(slug, "add_paragraph", section="introduction", text="Aluksi", lang="fi")
    for state in ("for_comment", "proposed"):
        leader.done(slug, "advance_document", state=state)
    meeting = {"body": {"fi": "Hallitus"}, "date": "2026-04-25", "unfinished": "Kiire"}
    first = leader.done(slug, "adopt_document", **meeting)["address"]
    answers = [_file(server, first, "lang=fi") for _ in range(3)]
    assert len(set(answers)) == 1
    assert _made(server) == ["docx fi after"]
    assert _file(server, first, "lang=sv") != answers[0]
    assert _file(server, first, "lang=fi,sv&beside=1") != _file(server, first, "lang=fi,sv")
    assert _made(server) == ["docx fi after", "docx sv after", "docx fi,sv beside", "docx fi,sv after"]
    leader.done(slug, "correct_document", reason="Kirjoitusvirhe")
    leader.done(slug, "edit_paragraph", paragraph_id=added["paragraph_id"], text="Korjattu", lang="fi")
    second = leader.done(slug, "adopt_document", **meeting)["address"]
    assert "Korjattu" in words("document.docx", _file(server, second, "lang=fi"))
    assert _file(server, first, "lang=fi") == answers[0]
    assert len(_made(server)) == 5


def _file(server, address, query):
    answer = Client(server.url).request("GET", f"/d/{address}/document.docx?{query}")
    assert answer.status_code == 200
    return answer.content


def _made(server):
    with server.app.extensions["workshop"].database.read() as session:
        kept = session.scalars(select(AdoptedFile.about).order_by(AdoptedFile.id))
        return [about.rpartition(" ")[0] for about in kept]
