"""The pages to read are whole in each language, and the accessibility statement claims no more than was tested."""

import json
import re

import pytest

from tests.entry.visitor import Visitor
from tests.nodes.server import Server
from workshop.web.entry.reading import last_test

PAGES = ("/guide", "/privacy", "/accessibility")
RECORD = {"tested_on": "2026-11-24", "pages": 31, "states": 84, "violations": 0, "tools": {"axe-core": "4.11"}}


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests only read from."""
    return shared_in_process


@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_to_them_and_they_lead_back(server, page):
    visitor = Visitor(server)
    assert f'href="{page}"' in visitor.get("/").text
    assert 'href="/"' in visitor.get(page).text


def test_the_wall_leads_to_the_statement_with_a_script_and_without(server):
    visitor = Visitor(server)
    visitor.join("Katsoja")
    page = visitor.get(f"/w/{server.example['workshop']['code']}/wall").text
    tools, plain = page.split("<noscript><p")
    assert 'href="/accessibility"' in tools.split('id="wall-tools"')[1]
    assert 'href="/accessibility"' in plain


@pytest.mark.parametrize("page", PAGES)
def test_each_language_has_its_own_words(server, page):
    words = {lang: set(re.findall(r"<(?:p|li|h\d)[^>]*>([^<]{20,})<", _main(server, page, lang))) for lang in LANGS}
    assert all(len(each) > 5 for each in words.values())
    for one, other in (("fi", "sv"), ("fi", "en"), ("sv", "en")):
        assert words[one] & words[other] == set()


def test_the_statement_names_the_authority_the_answer_in_14_days_and_the_date(server):
    names = {
        "fi": "Liikenne- ja viestintävirasto",
        "sv": "Transport- och kommunikationsverket",
        "en": "Agency Traficom",
    }
    for lang, name in names.items():
        page = _main(server, "/accessibility", lang)
        assert name in page and "14" in page and "2026" in page and "029 534 5000" in page and "306/2019" in page


def test_without_a_contact_the_statement_says_so_and_with_one_it_links_it(start_in_process, server):
    assert "has not given its contact details" in _main(server, "/accessibility", "en")
    for contact, link in (
        ("saavutettavuus@kuntaliitto.fi", "mailto:saavutettavuus@kuntaliitto.fi"),
        ("+358 9 7711", "tel:+35897711"),
        ("https://www.kuntaliitto.fi/palaute", "https://www.kuntaliitto.fi/palaute"),
    ):
        page = _main(start_in_process(example=False, WORKSHOP_CONTACT=contact), "/accessibility", "en")
        assert f'<a href="{link}">{contact}</a>' in page and "has not given" not in page


def test_a_record_of_a_test_run_is_read_with_numbers_or_lists(tmp_path):
    path = tmp_path / "accessibility.json"
    path.write_text(json.dumps(RECORD))
    tested = last_test(path)
    assert (str(tested.on), tested.pages, tested.states, tested.violations) == ("2026-11-24", 31, 84, 0)
    assert tested.tools == ["axe-core 4.11"]
    path.write_text(json.dumps(RECORD | {"pages": ["/", "/me"], "violations": [{"id": "label"}], "tools": ["axe"]}))
    tested = last_test(path)
    assert (tested.pages, tested.violations, tested.tools) == (2, 1, ["axe"])


@pytest.mark.parametrize("contents", [None, "", "[]", "{}", json.dumps(RECORD | {"tested_on": "yesterday"})])
def test_without_a_record_that_can_be_read_nothing_is_claimed(tmp_path, contents):
    path = tmp_path / "accessibility.json"
    if contents is not None:
        path.write_text(contents)
    assert last_test(path) is None


LANGS = ("fi", "sv", "en")


def _main(server, page, lang):
    text = Visitor(server, lang).get(page).text
    return re.sub(r"\s+", " ", text[text.index("<main") : text.index("</main>")])
