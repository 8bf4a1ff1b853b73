"""What pages say, without scripts: of a workshop that is locked for newcomers, and of a vote in which few voted."""

import re

import pytest

from tests.entry.visitor import Visitor, forms_of, without_moulds
from tests.nodes.client import Client
from tests.nodes.server import Server


@pytest.fixture(scope="module")
def server(shared_in_process) -> Server:
    """A server that these tests share."""
    return shared_in_process


@pytest.fixture(scope="module")
def wire(server):
    """The facilitator of the example, by the API."""
    with Client(server.url, server.example["facilitator"]["token"]) as client:
        yield client


@pytest.fixture
def lead(server) -> Visitor:
    """The facilitator of the example, at their pages, which are in Finnish."""
    visitor = Visitor(server)
    visitor.http.headers["Authorization"] = f"Bearer {server.example['facilitator']['token']}"
    return visitor


def test_the_desk_locks_the_door_which_says_so_in_plain_words_and_unlocks_it(server, wire, lead):
    code = server.example["workshop"]["code"]
    inside = Visitor(server)
    inside.join("Inside", body="-")
    desk = f"/w/{code}/lead"
    early = Visitor(server)
    form = early.fill(early.get(f"/join/{code}"), "join", name="Late", body="-")
    assert lead.submit(lead.get(desk), "lock_workshop").status_code == 303
    assert "Työpaja on lukittu uusilta osallistujilta." in shown(lead.get(desk).text)
    page = Visitor(server).get(f"/join/{code}")
    assert page.status_code == 200
    assert "The facilitators have locked this workshop for newcomers." in page.text
    assert "join" not in forms_of(page.text)
    late = early.post(*form)
    assert late.status_code == 409
    assert "locked this workshop for newcomers" in late.text
    assert inside.get(f"/join/{code}").url == f"{server.url}/w/{code}"
    refused = Client(server.url).join(code, "Program")
    assert (refused.status_code, refused.json()["code"], refused.json()["reason"]) == (
        409,
        "conflict",
        "workshop_locked",
    )
    assert 'name="name"' not in page.text
    lead.submit(lead.get(desk), "unlock_workshop")
    assert "join" in forms_of(Visitor(server).get(f"/join/{code}").text)


def test_a_live_vote_that_is_not_opened_names_the_ways_out(server, wire, lead):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    about = {"kind": "vote", "title": "Live", "secrecy": "confidential", "results": "live"}
    round_id = wire.done(slug, "create_round", workshop_id=server.example["workshop"]["id"], **about)["round_id"]
    wire.done(slug, "propose_goal", theme_id=1, title="Roads", lang="en")
    desk = f"/w/{code}/lead?change=round-{round_id}&open=open_round-{round_id}"
    answer = lead.submit(lead.get(desk), f"open_round-{round_id}")
    assert answer.status_code == 422
    for way in ("Lukitse työpaja ensin", "vasta kierroksen päättyessä", "avoin äänestys, jossa nimet näkyvät"):
        assert way in answer.text
    problem = wire.do(slug, "open_round", round_id=round_id)
    assert (problem.status_code, list(problem.json()["errors"])) == (422, ["results"])
    wire.done(slug, "remove_round", round_id=round_id)


@pytest.mark.parametrize("totals", ["threshold", "always"])
def test_the_ballot_says_beforehand_what_the_pages_show_of_a_few(server, wire, lead, totals):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    goal = wire.done(slug, "propose_goal", theme_id=1, title=f"Goal {totals}", lang="en")["goal_id"]
    about = {"kind": "vote", "title": f"Vote {totals}", "method": "approve", "results": "at_close", "totals": totals}
    round_id = wire.done(slug, "create_round", workshop_id=server.example["workshop"]["id"], **about)["round_id"]
    wire.done(slug, "open_round", round_id=round_id)
    voter = Visitor(server)
    voter.join("Voter", body="-")
    promised = {
        "threshold": "If fewer than <span",
        "always": "The figures are shown however few people vote.",
    }
    ballot = shown(voter.get(f"/w/{code}").text)
    for name, words in promised.items():
        assert (words in ballot) == (name == totals)
    wire.done(slug, "cast_ballot", round_id=round_id, choices={str(goal): 1})
    wire.done(slug, "close_round", round_id=round_id)
    said = "Fewer than 5 people voted, so no figures are shown."
    assert (said in shown(voter.get(f"/w/{code}").text)) == (totals == "threshold")
    wall = shown(voter.get(f"/w/{code}/wall").text)
    assert ("Too few people voted for any figures to be shown." in wall) == (totals == "threshold")
    for path in (f"/c/{slug}/results", f"/w/{code}/lead"):
        # One of the two votes has its figures there, and the other says why not.
        assert (f"#results-{round_id}" in shown(lead.get(path).text)) == (totals == "always")
        assert "Äänestäneitä oli alle 5, joten lukuja ei näytetä." in shown(lead.get(path).text)


def shown(html: str) -> str:
    """What a reader sees of a page: without row templates, and without what is hidden."""
    return re.sub(r"<(p|section)\b[^>]* hidden>.*?</\1>", "", without_moulds(html), flags=re.DOTALL)
