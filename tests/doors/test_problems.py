"""What goes wrong is said in the reader's language, with a way on; the styleguide is for development alone."""

import pytest

from tests.doors.visitor import Visitor

# Pages stand above the engines.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="module")
WORDS = {"fi": "Sivua ei löydy", "sv": "Sidan finns inte", "en": "This page is not here"}


@pytest.mark.parametrize("lang", WORDS)
def test_a_page_that_is_not_there_offers_the_front_page_and_the_code(shared_server, lang):
    page = Visitor(shared_server, lang).get("/no-such-page")
    assert page.status_code == 404
    assert f"<h1>{WORDS[lang]}</h1>" in page.text
    assert 'href="/"' in page.text and 'href="/join"' in page.text


def test_too_many_attempts_say_how_to_go_on(start_server):
    visitor = Visitor(start_server(example=False))
    answers = [visitor.get("/join?code=1111%201111") for _ in range(61)]
    assert [answer.status_code for answer in answers[:60]] == [404] * 60
    assert answers[60].status_code == 429
    assert "Wait a moment" in answers[60].text and "Try again" in answers[60].text


def test_the_styleguide_is_there_in_development_in_every_language_and_nowhere_else(shared_server, start_server):
    assert Visitor(shared_server).get("/styleguide").status_code == 404
    server = start_server(example=False, WORKSHOP_DEVELOPMENT="1")
    for lang in WORDS:
        page = Visitor(server, lang).get("/styleguide")
        assert page.status_code == 200
        for part in ('class="swatch', 'aria-invalid="true"', 'class="contract"', 'class="bar', "sync waiting"):
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
