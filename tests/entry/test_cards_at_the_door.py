"""Cards and tables by plain forms, without scripts: made, printed, joined with, given back."""

import re

import pytest

from tests.entry.visitor import Visitor, forms_of
from tests.nodes.server import Server

PRINTED = re.compile(r'<p class="card-code" translate="no">([\d ]+)</p>')


@pytest.fixture
def server(start_in_process) -> Server:
    """A server of its own, since codes that were guessed are counted."""
    return start_in_process()


@pytest.fixture
def lead(server) -> Visitor:
    """The facilitator of the example, at their pages."""
    visitor = Visitor(server)
    visitor.http.headers["Authorization"] = f"Bearer {server.example['facilitator']['token']}"
    visitor.http.headers["Accept-Language"] = "en"
    return visitor


@pytest.fixture
def path(server) -> str:
    """The page of the workshop's cards."""
    return f"/w/{server.example['workshop']['code']}/cards"


def make(lead: Visitor, path: str, number: int = 3) -> list[str]:
    """Make cards by the form, and read their codes from the sheets."""
    assert lead.submit(lead.get(path), "make_cards", number=str(number)).status_code == 303
    return [code.replace(" ", "") for code in PRINTED.findall(lead.get(path).text)]


def test_sheets_are_there_until_they_are_printed(lead, path):
    codes = make(lead, path, 12)
    assert len(set(codes)) == 12 and all(len(code) == 12 for code in codes)
    page = lead.get(path)
    assert page.text.count('class="cards-sheet"') == 2
    assert "no-store" in page.headers["Cache-Control"]
    asked = lead.submit(page, "finish_cards")
    assert asked.status_code == 200 and "Onko kaikki kortit tulostettu?" in asked.text
    answer = lead.post(*lead.fill(asked, "ask"))
    assert answer.status_code == 303
    page = lead.get(path)
    assert PRINTED.findall(page.text) == [] and not any(code in page.text for code in codes)


def test_the_sheets_speak_two_languages_as_asked(lead, path):
    make(lead, path, 1)
    for langs in (["fi", "sv"], ["sv", "en"], ["en"]):
        first, also = [*langs, "-"][:2]
        page = lead.get(f"{path}?lang={first}&also={also}").text
        words = page[page.index("card-words") : page.index("</article>")]
        said = {"fi": "Osallistujakortti", "sv": "Deltagarkort", "en": "Participant card"}
        assert [lang for lang, word in said.items() if word in words] == [lang for lang in said if lang in langs]


def test_one_joins_with_a_card_typed_or_scanned_and_nobody_else_with_the_same(server, lead, path):
    first, second, _ = make(lead, path)
    aino = Visitor(server)
    page = aino.get(f"/join?code={first[:4]}+{first[4:8]}+{first[8:]}")
    assert "You join with a participant card." in page.text and "join_table" not in forms_of(page.text)
    assert aino.submit(page, "join", name="Aino", body="-").headers["Location"].startswith("/w/")
    assert aino.get(f"/join/{first}").url.endswith(f"/w/{server.example['workshop']['code']}")
    late = Visitor(server).get(f"/join/{first}")
    assert "This seat is taken" in late.text and "join" not in forms_of(late.text)
    ville = Visitor(server)
    form = ville.fill(ville.get(f"/join/{second}"), "join", name="Ville", body="-")
    assert Visitor(server).submit(Visitor(server).get(f"/join/{second}"), "join", name="Outi", body="-").ok
    answer = ville.post(*form)
    assert answer.status_code == 409 and "Somebody has joined with this card already." in answer.text


def test_a_locked_workshop_lets_cards_in(server, lead, path):
    [code] = make(lead, path, 1)
    desk = f"/w/{server.example['workshop']['code']}/lead"
    lead.submit(lead.get(desk), "lock_workshop")
    visitor = Visitor(server)
    assert visitor.submit(visitor.get(f"/join/{code}"), "join", name="Aino", body="-").status_code == 303


def test_on_the_same_device_the_next_holder_finds_nobody_there(server, lead, path):
    [code] = make(lead, path, 1)
    device, slug = Visitor(server), server.example["consultation"]
    device.submit(device.get(f"/join/{code}"), "join", name="Ensimmäinen", body="-")
    assert f"give_back_my_card-{slug}" in forms_of(device.get("/me").text)
    assert device.submit(device.get("/me"), f"give_back_my_card-{slug}").status_code == 303
    assert device.me() == {}
    page = device.get(f"/join/{code}")
    assert "Ensimmäinen" not in page.text
    device.submit(page, "join", name="Toinen", body="-")
    assert device.me()["name"] == "Toinen"


def test_a_device_that_a_facilitator_freed_shows_no_former_name(server, lead, path):
    [code] = make(lead, path, 1)
    device = Visitor(server)
    device.submit(device.get(f"/join/{code}"), "join", name="Ensimmäinen", body="-")
    page = lead.get(path)
    [form] = [name for name in forms_of(page.text) if name.startswith("give_back_card-")]
    assert "Ensimmäinen" in page.text
    assert lead.submit(page, form).status_code == 303
    assert 'value="Ensimmäinen"' not in device.get(f"/join/{code}").text
    device.submit(device.get(f"/join/{code}"), "join", name="Toinen", body="-")
    assert device.me()["name"] == "Toinen"


def test_a_lost_card_is_taken_away_after_a_second_look(server, lead, path):
    [code] = make(lead, path, 1)
    page = lead.get(path)
    [form] = [name for name in forms_of(page.text) if name.startswith("remove_card-")]
    assert lead.post(*lead.fill(lead.submit(page, form), "ask")).status_code == 303
    assert Visitor(server).get(f"/join/{code}").status_code == 404


def test_guesses_of_cards_are_counted_as_those_of_workshops(server, lead, path):
    [code] = make(lead, path, 1)
    guesser = Visitor(server)
    wrong = [f"{int(code) + number:012d}"[-12:] for number in range(1, 200)]
    statuses = [guesser.get(f"/join/{each}", allow_redirects=False).status_code for each in wrong]
    assert statuses[:6] == [404] * 6 and 429 in statuses
    assert statuses.count(404) < 80, "far fewer than anybody needs to find one among 900,000,000,000"


def test_a_table_joins_by_its_own_form_and_the_page_says_what_it_lacks(server):
    code = server.example["workshop"]["code"]
    table = Visitor(server)
    page = table.get(f"/join/{code}")
    assert "A table has no vote" in page.text
    refused = table.submit(page, "join_table", **{"table.name": "", "table.people": "monta"})
    assert refused.status_code == 422
    for sentence in ("Write what your table is called.",):
        assert sentence in refused.text
    form = {"table.name": "Table 4", "table.people": "8", "table.body": "advisory-board"}
    assert table.submit(refused, "join_table", **form).status_code == 303
    me = table.snapshot()["me"]["participant"]
    assert (me["name"], me["kind"], me["people"], me["body_id"] is not None) == ("Table 4", "table", 8, True)
    assert "You take part as a table of 8 people." in table.get("/me").text
