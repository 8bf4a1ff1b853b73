"""Where a consultation asks, who joins names their municipality in Finnish or Swedish, or says that they have none."""

from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor, forms_of
from tests.nodes.client import Client
from tests.nodes.server import Server


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share; each looks only at people of its own."""
    return shared_in_process


@pytest.fixture(scope="module")
def lead(server) -> Client:
    """A facilitator."""
    return Client(server.url, server.example["facilitator"]["token"])


@pytest.fixture(scope="module")
def slug(lead) -> str:
    """A consultation that asks, with a workshop."""
    made = lead.request("POST", "/api/v1/do/create_consultation", json={"title": "Kunnat"}, key=str(uuid4()))
    slug = made.json()["result"]["slug"]
    lead.done(slug, "edit_consultation", asks_municipality=True)
    lead.done(slug, "create_workshop", title="Työpaja")
    return slug


@pytest.fixture(scope="module")
def code(lead, slug) -> str:
    """Its code."""
    return lead.snapshot(slug)["workshops"][0]["code"]


def named(lead: Client, slug: str, name: str) -> dict:
    """A participant by their name."""
    return next(one for one in lead.snapshot(slug)["participants"] if one.get("name") == name)


@pytest.mark.parametrize(("lang", "first"), [("fi", "Akaa"), ("sv", "Ackas"), ("en", "Akaa")])
def test_the_field_suggests_each_name_once_those_of_the_readers_language_first(server, code, lang, first):
    page = Visitor(server, lang).get(f"/join/{code}").text
    names = page.split('<datalist id="join-municipalities">')[1].split("</datalist>")[0].split('"')[1::2]
    assert (len(names), len(set(names)), names[0]) == (422, 422, first)
    assert {"Helsinki", "Helsingfors", "Pedersöre", "Pedersören kunta"} <= set(names)


@pytest.mark.parametrize("typed", ["Raasepori", "raseborg", "710"])
def test_either_name_is_taken(server, lead, slug, code, typed):
    visitor = Visitor(server)
    name = f"Kunta {typed}"
    answer = visitor.submit(visitor.get(f"/join/{code}"), "join", name=name, municipality=typed)
    assert answer.status_code == 303
    assert named(lead, slug, name)["municipality_code"] == "710"
    assert visitor.get("/me").text.count('value="Raasepori"') >= 2, (
        "what is stored is in the field, and as its shown value"
    )


def test_none_is_an_answer_and_no_answer_is_not(server, lead, slug, code):
    visitor = Visitor(server)
    refused = visitor.submit(visitor.get(f"/join/{code}"), "join", name="Ei kuntaa")
    assert refused.status_code == 422
    assert "Write the name of your municipality, or tick that you have none." in refused.text
    assert visitor.submit(refused, "join", no_municipality="1").status_code == 303
    assert named(lead, slug, "Ei kuntaa")["municipality_code"] is None


def test_what_is_no_municipality_is_said_at_its_field(server, code):
    visitor = Visitor(server)
    refused = visitor.submit(visitor.get(f"/join/{code}"), "join", name="Väärin", municipality="Hesa")
    assert refused.status_code == 422
    assert "There is no municipality of this name." in refused.text
    assert 'value="Hesa"' in refused.text


def test_a_member_corrects_it_in_their_account(server, lead, slug, code):
    visitor = Visitor(server)
    visitor.submit(visitor.get(f"/join/{code}"), "join", name="Muuttaja", municipality="Espoo")
    form = f"change-{slug}"
    assert visitor.submit(visitor.get("/me"), form, municipality="Esbo").status_code == 303
    assert visitor.submit(visitor.get("/me"), form, municipality="Vanda").status_code == 303
    assert named(lead, slug, "Muuttaja")["municipality_code"] == "092"
    assert visitor.submit(visitor.get("/me"), form, municipality="").status_code == 303
    assert named(lead, slug, "Muuttaja")["municipality_code"] is None


def test_where_nobody_asks_there_is_no_field(server):
    page = Visitor(server).get(f"/join/{server.example['workshop']['code']}")
    assert "municipality" not in {name for name, _ in forms_of(page.text)["join"]["fields"]}


def test_the_facilitator_asks_by_the_settings(server, lead, slug):
    visitor = Visitor(server)
    visitor.http.headers["Authorization"] = f"Bearer {server.example['facilitator']['token']}"
    page = visitor.get(f"/c/{slug}/settings")
    assert visitor.submit(page, "edit_consultation", asks_municipality="false").status_code == 303
    assert lead.snapshot(slug)["consultation"]["asks_municipality"] is False
    assert (
        visitor.submit(visitor.get(f"/c/{slug}/settings"), "edit_consultation", asks_municipality="true").status_code
        == 303
    )
    assert lead.snapshot(slug)["consultation"]["asks_municipality"] is True
