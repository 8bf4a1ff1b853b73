"""What goes wrong is said in the reader's language, with a way on; the styleguide is for development alone."""

import pytest

from tests.entry.visitor import Visitor
from tests.guessing.dry import use_up
from tests.nodes.client import Client
from tests.nodes.server import Server

WORDS = {"fi": "Sivua ei löydy", "sv": "Sidan finns inte", "en": "Page not found"}


@pytest.mark.parametrize("lang", WORDS)
def test_a_page_that_is_not_there_offers_the_front_page_and_the_code(shared_in_process, lang):
    page = Visitor(shared_in_process, lang).get("/no-such-page")
    assert page.status_code == 404
    assert f"<h1>{WORDS[lang]}</h1>" in page.text
    assert 'href="/"' in page.text and 'href="/join"' in page.text


@pytest.mark.parametrize("lang, wait", [("fi", "Pieni hetki"), ("sv", "Ett ögonblick"), ("en", "One moment")])
def test_a_code_that_has_to_wait_says_so_and_is_tried_again_by_itself(guessed_server, lang, wait):
    answer = Visitor(guessed_server, lang).get("/join?code=11111111")
    assert f"<h1>{wait}</h1>" in answer.text and "1111 1111" in answer.text
    seconds = int(answer.headers["Retry-After"])
    assert 1 <= seconds <= 10 and answer.headers["Refresh"] == str(seconds)
    assert f" {seconds} " in answer.text, "the page says what the header says"
    assert 'href="/join?code=11111111"' in answer.text and "<input" not in answer.text.split("<main")[1]


def test_the_styleguide_is_there_in_development_in_every_language_and_nowhere_else(shared_in_process, start_in_process):
    assert Visitor(shared_in_process).get("/styleguide").status_code == 404
    server = start_in_process(example=False, WORKSHOP_DEVELOPMENT="1")
    for lang in WORDS:
        page = Visitor(server, lang).get("/styleguide")
        assert page.status_code == 200
        for part in (
            'class="swatch',
            'aria-invalid="true"',
            'class="fold ballot-contract"',
            'class="results-bar',
            "sync waiting",
        ):
            assert part in page.text


def test_a_database_that_is_gone_is_said_in_the_readers_language_to_people_and_to_programs(server):
    visitor = Visitor(server, "sv")
    visitor.join("Aino")
    for path in server.data.glob("workshop.sqlite*"):
        path.write_bytes(b"\xff" * path.stat().st_size)
    for path in ("/", "/guide", f"/c/{server.example['consultation']}"):
        page = visitor.get(path)
        assert page.status_code == 500
        assert "<h1>Något gick fel</h1>" in page.text and "Försök igen" in page.text
        assert "sqlite" not in page.text.lower()
    answer = visitor.get(f"/api/v1/consultations/{server.example['consultation']}/snapshot")
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")


@pytest.fixture(scope="module")
def guessed_server(database_kind, tmp_path_factory):
    """A server at which codes were guessed."""
    server = Server(tmp_path_factory.mktemp("guessed") / "data")
    server.start()
    use_up(server, Client(server.url))
    yield server
    server.stop()
