"""Rounds that were open or over before rounds said more of themselves go on, and so do the outboxes of old pages."""

import pytest

from tests.backups.conftest import packed, rows_of
from tests.backups.releases import THIRD_RELEASE, make_release
from tests.nodes.client import Client
from tests.nodes.server import Server

OVER = ("Avoin", "Pisteet", "Salainen", "Vähän")
OPEN = ("Auki avoin", "Auki luottamuksellinen", "Auki salainen")
# What a round had said of itself, and what it says now though nobody has asked it.
NOT_SAID = {
    "subject": "goals",
    "on_ballot": "all",
    "contributions": "live",
    "cap": None,
    "electorate": None,
    "quorum": None,
    "pass_mark": None,
    "practice": False,
    "instructions": {},
}


@pytest.fixture(scope="module")
def old(database_kind, request, tmp_path_factory):
    """An upgraded server of the release before, for all these tests in their order: (server, what it had said)."""
    data = tmp_path_factory.mktemp("before") / "data"
    postgres = request.getfixturevalue("postgres") if database_kind == "postgres" else None
    name = postgres and postgres.create()
    url = postgres.url(name) if postgres else None
    said = make_release(data, url or f"sqlite:///{data / 'workshop.sqlite'}", THIRD_RELEASE)
    server = Server(data, url)
    server.cli("upgrade")
    upgraded = rows_of(server)
    try:
        yield server.start(), {**said, "upgraded": upgraded}
    finally:
        server.stop()
        if postgres:
            postgres.drop(name)


@pytest.fixture(scope="module")
def people(old):
    """Clients of everybody, on the upgraded server, by name."""
    server, said = old
    clients = {name: Client(server.url, token) for name, token in said["tokens"].items()}
    yield clients
    for client in clients.values():
        client.close()


def rounds_of(seen: dict, said: dict) -> dict[str, dict]:
    """The rounds of the old release by their names."""
    by_id = {one["id"]: one for one in seen["rounds"]}
    return {name: by_id[number] for name, number in said["rounds"].items()}


def test_what_was_counted_and_what_was_cast_stands_as_it_did(old, people):
    _, said = old
    for who, before in said["seen"].items():
        now = people[who].snapshot(said["slug"])
        assert now["me"]["ballots"] == before["me"]["ballots"]
        assert now["me"]["voted"] == before["me"]["voted"]
        assert now["me"]["mine"] == before["me"]["mine"]
        assert now["tallies"].keys() == before["tallies"].keys()
        for number, tally in before["tallies"].items():
            assert {name: now["tallies"][number][name] for name in ("voters", "goals")} == {
                name: tally[name] for name in ("voters", "goals")
            }
        then, rounds = rounds_of(before, said), rounds_of(now, said)
        for name, round_ in rounds.items():
            assert {field: round_[field] for field in NOT_SAID} == NOT_SAID, name
            kept = ("state", "goal_ids", "title", "method", "points", "secrecy", "results", "totals", "closed_at")
            assert {field: round_[field] for field in (*kept, "commitment", "salt")} == {
                field: then[name][field] for field in (*kept, "commitment", "salt")
            }
        assert [rounds[name]["state"] for name in OPEN] == ["open"] * len(OPEN)


@pytest.mark.parametrize("who", ["lead", "Göran"])
def test_pages_and_exports_show_what_the_old_release_left(old, people, who):
    _, said = old
    for path in ("", "/results", f"/goals/{said['goals']['Valokuitu']}", "/export/results.xlsx", "/export/results.csv"):
        assert people[who].request("GET", f"/c/{said['slug']}{path}").status_code == 200, path
    page = people[who].request("GET", f"/c/{said['slug']}/results").text
    for name in OVER[:3]:
        shown = str(said["rounds"][name]) in said["seen"][who]["tallies"]
        assert (f'id="results-{said["rounds"][name]}"' in page) == shown, name


def test_what_was_answered_before_is_answered_the_same(old, people):
    _, said = old
    for kept in said["keys"]:
        path = f"/api/v1/consultations/{said['slug']}/do/{kept['command']}"
        # As it was answered then, and not as an answer of today is described.
        answer = people[kept["who"]].request("POST", path, json=kept["arguments"], key=kept["key"], stream=True)
        assert (answer.status_code, answer.headers["Idempotency-Replayed"]) == (200, "true"), answer.text
        assert answer.json()["result"] == kept["result"]


def test_what_waited_in_old_pages_is_sent_and_obeyed_once(old, people):
    _, said = old
    for waiting in said["outbox"]:
        about = {"key": waiting["key"], **waiting["arguments"]}
        first = people[waiting["who"]].do(said["slug"], waiting["command"], **about)
        assert first.status_code == 200, (waiting, first.text)
        again = people[waiting["who"]].do(said["slug"], waiting["command"], **about)
        assert again.headers["Idempotency-Replayed"] == "true"
        assert again.json()["result"] == first.json()["result"]
    seen = people["lead"].snapshot(said["slug"])
    titles = [each["title"]["fi"] for each in seen["goals"] if "fi" in each.get("title", {})]
    assert (titles.count("Laituri"), titles.count("Juna kulkee")) == (1, 1)


def test_rounds_that_were_open_are_closed_and_counted_with_what_was_cast_before_and_after(old, people):
    _, said = old
    lead, goals = people["lead"], {name: str(number) for name, number in said["goals"].items()}
    for name in OPEN:
        lead.done(said["slug"], "close_round", round_id=said["rounds"][name])
        if name != "Auki avoin":
            lead.done(said["slug"], "reveal_results", round_id=said["rounds"][name])
    tallies = lead.snapshot(said["slug"])["tallies"]
    named, confidential, secret = (tallies[str(said["rounds"][name])] for name in OPEN)
    # Eero had taken everything back, Aino one of her choices, Fanny voted from an old page.
    assert (named["voters"], sorted(each["name"] for each in named["ballots"])) == (
        4,
        ["Aino", "Bengt B.", "Daavid", "Fanny"],
    )
    assert named["goals"][goals["Valokuitu"]] == {"points": 11, "voters": 4}
    assert confidential["voters"] == 5
    assert confidential["goals"][goals["Valokuitu"]] == {"agree": 2, "pass": 0, "disagree": 2}
    assert (secret["voters"], secret["goals"][goals["Bredband"]]) == (3, {"approve": 2})


def test_what_was_planned_is_opened_and_takes_what_rounds_say_now(old, people):
    _, said = old
    lead, planned = people["lead"], said["rounds"]["Tulossa"]
    for round_ in lead.snapshot(said["slug"])["rounds"]:
        if round_.get("state") == "open":
            lead.done(said["slug"], "close_round", round_id=round_["id"])
    lead.done(said["slug"], "mark_goal", goal_id=said["goals"]["Valokuitu"], mark="shortlist")
    more = {
        "on_ballot": "shortlist",
        "electorate": {"bodies": []},
        "quorum": 2,
        "breakdowns": ["body"],
        "totals": "always",
    }
    lead.done(said["slug"], "edit_round", round_id=planned, **more)
    lead.done(said["slug"], "open_round", round_id=planned)
    goal = str(said["goals"]["Valokuitu"])
    for who in ("Aino", "Bengt", "Fanny"):
        people[who].done(said["slug"], "cast_ballot", round_id=planned, choices={goal: 1})
    lead.done(said["slug"], "close_round", round_id=planned)
    lead.done(said["slug"], "reveal_next", round_id=planned)
    tally = people["Göran"].snapshot(said["slug"])["tallies"][str(planned)]
    assert (tally["voters"], tally["goals"], tally["outcome"]["reached"]) == (3, {goal: {"approve": 3}}, True)


def test_the_backup_that_was_made_first_comes_back_into_this_version(old, elsewhere):
    server, said = old
    [kept] = packed(server.data / "backups")
    there = elsewhere("sqlite")
    there.cli("restore", str(kept))
    restored, upgraded = rows_of(there), said["upgraded"]
    assert [name for name in upgraded if restored[name] != upgraded[name]] == []
    (there.data / "secret-key").write_text(said["secret_key"])
    with Client(there.start().url, said["tokens"]["Aino"]) as aino:
        assert aino.snapshot(said["slug"])["me"]["ballots"] == said["seen"]["Aino"]["me"]["ballots"]
