"""A document is begun, written, brought on and adopted by plain forms, and read by whoever may read it."""

import hashlib
import html
import json
import re
from urllib.parse import parse_qs

from jsonschema_rs import Draft202012Validator

from tests.entry.visitor import Visitor
from tests.nodes.client import Client
from tests.pages.forms.test_badges import lead


def _submitted(visitor, path, form, **fields):
    answer = visitor.submit(visitor.get(path), form, **fields)
    assert answer.status_code == 303, answer.text


def test_a_document_from_its_first_form_to_its_lasting_address(server, wire):
    visitor, slug = lead(server), server.example["consultation"]
    path, theme = f"/c/{slug}/document", wire.snapshot(slug)["themes"][0]["id"]
    goal = wire.done(slug, "propose_goal", theme_id=theme, title="Kuitu joka taloon", lang="fi")["goal_id"]
    _submitted(visitor, path, "create_document", **{"title.fi": "Painopisteet", "title.sv": "Tyngdpunkter"})
    _submitted(visitor, path, "include_goal", goal_id=str(goal))
    _submitted(visitor, path, "add_paragraph-introduction", **{"text.fi": "Aluksi *tämä* <b>"})
    page = visitor.get(f"{path}?lang=fi").text
    assert "Aluksi <em>tämä</em> &lt;b&gt;" in page and "1.1" in page and "Kuitu joka taloon" in page
    _submitted(visitor, path, "advance_document-for_comment", state="for_comment")
    _submitted(visitor, path, "advance_document-proposed", state="proposed")
    meeting = {"body.fi": "Hallitus", "date": "2026-04-25", "minutes": "§ 12", "unfinished": "Kiire"}
    asked = visitor.submit(visitor.get(path), "adopt_document", **meeting)
    assert asked.status_code == 200 and wire.request("GET", f"/d/{slug}-2026").status_code == 404
    assert visitor.submit(asked, "ask").status_code == 303
    anyone, address = Visitor(server), f"/d/{slug}-2026"
    read = anyone.get(f"{address}?lang=fi")
    assert read.status_code == 200
    assert "Hallitus" in read.text and "§ 12" in read.text and "Kuitu joka taloon" in read.text
    assert "<form" not in read.text.partition("<main")[2].partition("</main")[0]
    data = anyone.get(f"{address}/document.json")
    assert hashlib.sha256(data.content).hexdigest() in read.text
    Draft202012Validator(anyone.get("/d/schema.json").json()).validate(json.loads(data.content))
    assert "Kuitu joka taloon" in anyone.get(f"{address}/document.csv?lang=fi").text
    assert anyone.get(f"{address}/document.exe").status_code == 404
    assert 'action="/api/v1/consultations' not in visitor.get(path).text.partition("document-section")[2]


def test_who_may_comment_is_asked_to_on_the_page_of_the_consultation(start_in_process):
    server = start_in_process()
    slug, member = server.example["consultation"], Visitor(server)
    wire, visitor = Client(server.url, server.example["facilitator"]["token"]), lead(server)
    member.join()
    wire.done(slug, "create_document")
    asked, page = "The document is for comment", f"/c/{slug}?lang=en"
    assert asked not in visitor.get(page).text + member.get(page).text
    wire.done(slug, "advance_document", state="for_comment")
    for each in (visitor, member):
        assert asked in each.get(page).text
    read = member.get(f"/c/{slug}/document?lang=en").text
    assert f'<a href="/c/{slug}/document" aria-current="page">' in read and "mailto:" not in read
    [told] = re.findall(r'href="mailto:\?([^"]+)"', visitor.get(f"/c/{slug}/document?lang=en").text)
    assert parse_qs(html.unescape(told))["body"][0].endswith(f" {server.url}/c/{slug}/document")


def test_what_was_written_beside_another_editor_stands_as_a_suggestion(server, wire):
    visitor, slug = lead(server), server.example["consultation"]
    path = f"/c/{slug}/document"
    wire.done(slug, "create_document")
    # Where another test has adopted it already, it is opened again.
    wire.do(slug, "correct_document", reason="Virhe")
    number = wire.done(slug, "add_paragraph", section="appendix", text="Lisä", lang="fi")["paragraph_id"]
    page = visitor.get(path)
    wire.done(slug, "edit_paragraph", paragraph_id=number, text="Toinen", lang="fi")
    answer = visitor.submit(page, f"edit_paragraph-{number}", **{"text.fi": "Omani"})
    assert answer.status_code == 303
    read = visitor.get(path).text
    assert "<ins>" in read and "Omani" in read and "Toinen" in read and "decide_suggestion" in read


def test_what_was_written_to_a_document_that_was_adopted_meanwhile_is_given_back(start_in_process):
    server = start_in_process()
    slug, member = server.example["consultation"], Visitor(server)
    wire, visitor, path = (
        Client(server.url, server.example["facilitator"]["token"]),
        lead(server),
        f"/c/{slug}/document",
    )
    member.join()
    wire.done(slug, "create_document", languages=["fi"])
    number = wire.done(slug, "add_paragraph", section="introduction", text="Alku", lang="fi")["paragraph_id"]
    wire.done(slug, "advance_document", state="for_comment")
    pages = visitor.get(path), member.get(f"{path}?lang=fi")
    wire.done(slug, "advance_document", state="proposed")
    wire.done(slug, "adopt_document", body="Hallitus", date="2026-11-27", unfinished="Vain suomeksi")
    edited = visitor.submit(pages[0], f"edit_paragraph-{number}", **{"text.fi": "Muokattu alku"})
    said = member.submit(pages[1], f"add_draft_comment-paragraph-{number}", text="Oma kommenttini")
    for answer, written in ((edited, "Muokattu alku"), (said, "Oma kommenttini")):
        assert answer.status_code == 409
        assert written in answer.text.partition('id="kept"')[2].partition("</section>")[0]
    assert "Muokattu" not in member.get(path).text


def test_members_read_it_once_it_is_for_comment_and_the_consultation_leads_there(start_in_process):
    server = start_in_process()
    leader, member, slug = (
        Client(server.url, server.example["facilitator"]["token"]),
        Visitor(server),
        server.example["consultation"],
    )
    member.join()
    path = f"/c/{slug}/document"
    leader.done(slug, "create_document", title="Painopisteet")
    assert member.get(path).status_code == 404
    for address in (f"/c/{slug}", f"/c/{slug}/results"):
        assert path not in member.get(address).text
    leader.done(slug, "advance_document", state="for_comment")
    page = member.get(path)
    assert page.status_code == 200 and "Painopisteet" in page.text
    assert set(re.findall(r"/do/(\w+)", page.text)) <= {"add_draft_comment"}, "members are offered no other form"
    for address in (f"/c/{slug}", f"/c/{slug}/results"):
        assert f'href="{path}"' in member.get(address).text


def test_a_member_suggests_a_wording_and_a_facilitator_accepts_it_by_plain_forms(start_in_process):
    server = start_in_process()
    leader, member, slug = lead(server), Visitor(server), server.example["consultation"]
    wire, path = Client(server.url, server.example["facilitator"]["token"]), f"/c/{slug}/document"
    member.join()
    wire.done(slug, "create_document", languages=["fi", "sv"])
    made = wire.done(slug, "add_paragraph", section="introduction", text="Laaja kuuleminen", lang="fi")["paragraph_id"]
    wire.done(slug, "advance_document", state="for_comment")
    form = f"add_draft_comment-paragraph-{made}"
    # A reader of another language comments on the text that they see, and suggests nothing by leaving it as it is.
    _submitted(member, f"{path}?lang=sv", form, text="Bra")
    empty = member.submit(member.get(f"{path}?lang=fi"), form)
    assert empty.status_code == 422 and form in empty.text
    _submitted(member, f"{path}?lang=fi", form, suggestion="Laaja ja avoin kuuleminen")
    page = leader.get(f"{path}?lang=fi").text
    [number] = set(re.findall(r"decide_suggestion-(\d+)-", page))
    assert "<ins>" in page and "Bra" in page
    _submitted(
        leader, f"{path}?lang=fi", f"decide_suggestion-{number}-paragraph-{made}", accept="true", reason="Kiitos"
    )
    read = member.get(f"{path}?lang=fi").text
    assert "Laaja ja avoin kuuleminen</p>" in read and "Kiitos" in read and "Otettu mukaan" in read


def test_every_suggestion_that_is_counted_is_on_the_page_and_can_be_decided(start_in_process):
    server = start_in_process()
    slug, member = server.example["consultation"], Visitor(server)
    wire, visitor = Client(server.url, server.example["facilitator"]["token"]), lead(server)
    path = f"/c/{slug}/document"
    member.join()
    theme = wire.snapshot(slug)["themes"][0]["id"]
    goals = [wire.done(slug, "propose_goal", theme_id=theme, title=f"Kuitu {n}", lang="fi")["goal_id"] for n in (1, 2)]
    wire.done(slug, "create_document", languages=["fi"])
    for goal in goals:
        wire.done(slug, "include_goal", goal_id=goal)
    wire.done(slug, "advance_document", state="for_comment")
    page = member.get(f"{path}?lang=fi")
    assert member.submit(page, f"add_draft_comment-goal-{goals[0]}", suggestion="Valokuitu").status_code == 303
    wire.done(slug, "merge_goals", goal_ids=goals, title="Kuitu", lang="fi")
    page = visitor.get(f"{path}?lang=en")
    apart = page.text.partition('id="talk-apart"')[2]
    assert "1 suggestion waits for you." in page.text and "Valokuitu" in apart and "Accept" not in apart
    form = next(part for part in page.text.split('id="') if part.startswith("decide_suggestion-")).partition('"')[0]
    assert visitor.submit(page, form, accept="false", reason="Yhdistetty").status_code == 303
    assert "waits for you" not in visitor.get(f"{path}?lang=en").text
    assert "Yhdistetty" in member.get(f"{path}?lang=fi").text


def test_what_has_changed_since_it_was_proposed_stands_above_the_adoption_and_is_ticked(start_in_process):
    server = start_in_process()
    slug, member = server.example["consultation"], Visitor(server)
    wire, visitor = Client(server.url, server.example["facilitator"]["token"]), lead(server)
    path = f"/c/{slug}/document"
    member.join()
    theme = wire.snapshot(slug)["themes"][0]["id"]
    goal = wire.done(slug, "propose_goal", theme_id=theme, title="Kuitu joka taloon", lang="fi")["goal_id"]
    wire.done(slug, "create_document", languages=["fi"])
    wire.done(slug, "include_goal", goal_id=goal)
    for state in ("for_comment", "proposed"):
        wire.done(slug, "advance_document", state=state)
    wire.done(slug, "edit_goal", goal_id=goal, title="Kuitu joka kylään", lang="fi")
    page = visitor.get(f"{path}?lang=en")
    about = {"body.fi": "Hallitus", "date": "2026-04-25", "changed": ""}
    assert "Changed since it was proposed" in page.text and "<del>" in page.text
    read = member.get(f"{path}?lang=en").text
    assert "Changed since it was proposed" in read and "taloon" not in read
    refused = visitor.submit(visitor.submit(page, "adopt_document", **about), "ask")
    assert refused.status_code == 409 and "palauta asiakirja kommentoitavaksi" in refused.text
    ticked = page.text.partition('name="changed" value="')[2].partition('"')[0]
    asked = visitor.submit(page, "adopt_document", **{**about, "changed": ticked})
    assert visitor.submit(asked, "ask").status_code == 303
    assert "Kuitu joka kylään" in Visitor(server).get(f"/d/{slug}-2026").text
