"""The lobby shows people their own consultations, and the languages are remembered."""

import pytest

from tests.entry.visitor import Visitor, forms_of, path_of
from tests.nodes.client import Client
from tests.nodes.server import Server


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share; each looks only at people of its own."""
    return shared_in_process


def test_a_stranger_sees_no_consultation(server):
    page = Visitor(server).get("/")
    assert page.status_code == 200
    assert server.example["consultation"] not in page.text and server.example["workshop"]["code"] not in page.text


def test_a_member_sees_their_consultation_its_workshop_and_the_open_rounds(server):
    visitor, leader = Visitor(server), Client(server.url, server.example["facilitator"]["token"])
    visitor.join("Lobby")
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    page = visitor.get("/").text
    assert f'href="/c/{slug}"' in page and f'href="/w/{code}"' in page and f"{code[:4]} {code[4:]}" in page
    assert f'href="/w/{code}/lead"' not in page and "No round is open now." in page
    round_id = leader.done(slug, "create_round", kind="comment", title="Evening")["round_id"]
    leader.done(slug, "open_round", round_id=round_id)
    assert "1 round is open now." in visitor.get("/").text
    leader.done(slug, "close_round", round_id=round_id)
    assert "No round is open now." in visitor.get("/").text


def test_only_who_may_make_consultations_is_offered_it(server):
    guest, leader = Visitor(server), Visitor(server)
    guest.join("Offered")
    leader.submit(leader.get(path_of(server, server.example["facilitator"]["sign_in"])), "link")
    assert {"make", "make-focus-areas-2019"} & set(forms_of(guest.get("/").text)) == set()
    page = leader.get("/")
    assert {"make", "make-focus-areas-2019"} <= set(forms_of(page.text))
    assert f'href="/w/{server.example["workshop"]["code"]}/lead"' in page.text
    refused = leader.submit(page, "make", title="")
    assert refused.status_code == 422 and 'aria-invalid="true"' in refused.text
    form = leader.fill(page, "make-focus-areas-2019")
    made = [leader.post(*form) for _ in range(2)]
    assert {answer.headers["Location"] for answer in made} == {"/c/focus-areas-2019-2/start"}
    assert 'href="/c/focus-areas-2019-2"' in leader.get("/").text


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_browser_says_which_language_a_stranger_reads(server, lang):
    assert f'<html lang="{lang}">' in Visitor(server, f"{lang},de;q=0.5").get("/").text


def test_a_chosen_language_is_remembered_on_all_pages_and_for_mail(server):
    visitor = Visitor(server, "en")
    answer = visitor.post("/language", {"lang": "sv", "page": "/privacy"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/privacy")
    assert all('<html lang="sv">' in visitor.get(path).text for path in ("/", "/join", "/sign-in", "/privacy"))
    visitor.join("Svea")
    assert visitor.me()["lang"] == "sv"
    visitor.post("/language", {"lang": "fi", "page": "/me"})
    assert '<html lang="fi">' in visitor.get("/me").text
    assert visitor.me()["lang"] == "fi"


@pytest.mark.parametrize("lang", ["de", "", "sv' OR 1", "SV"])
def test_a_language_that_is_not_spoken_here_changes_nothing(server, lang):
    visitor = Visitor(server, "en")
    visitor.join("Steady")
    assert visitor.post("/language", {"lang": lang, "page": "/"}).status_code == 303
    assert '<html lang="en">' in visitor.get("/me").text
    assert visitor.me()["lang"] == "en"


def test_what_is_kept_of_people_is_told_to_everyone(server):
    page = Visitor(server).get("/privacy")
    assert page.status_code == 200
    assert all(word in page.text for word in ("Named", "Confidential", "Secret"))
    assert "anonymous" not in page.text.lower()
