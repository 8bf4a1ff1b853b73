"""Rounds that were closed before numbers and titles were kept get those of the upgrade, say so, and go on."""

import pytest

from tests.backups.conftest import packed, rows_of, upgraded_from
from tests.backups.releases import SECOND_RELEASE

CLOSED = ("Named", "Kept", "Secret")
GOALS = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")


@pytest.fixture(scope="module")
def old(database_kind, request, tmp_path_factory):
    """An upgraded server of the release before, for all these tests, which only add: (server, what it had said)."""
    with upgraded_from(SECOND_RELEASE, database_kind, request, tmp_path_factory.mktemp("before")) as upgraded:
        yield upgraded


def by_title(things: list[dict]) -> dict[str, dict]:
    """Things by their Finnish title."""
    return {thing["title"]["fi"]: thing for thing in things if not thing.get("removed")}


def test_everything_is_numbered_as_it_was_shown(old, people):
    _, said = old
    seen = people["lead"].snapshot(said["slug"])
    # The third theme was put first, the second is gone.
    assert {title: one["number"] for title, one in by_title(seen["themes"]).items()} == {
        "Teema 2": 1,
        "Teema 0": 2,
        "Teema 3": 3,
    }
    # What is gone has numbers after those that are there, and they are given to no other.
    numbers = {title: one["number"] for title, one in by_title(seen["goals"]).items()}
    assert numbers == {"Gamma anew": "2.1", "Delta": "3.1", "Epsilon": "1.1"}
    rounds = {title: one["number"] for title, one in by_title(seen["rounds"]).items()}
    assert rounds == {"propose": 1, "comment": 2, "Named": 3, "Kept": 4, "Secret": 5, "Open": 6}
    theme = by_title(seen["themes"])["Teema 0"]["id"]
    late = people["lead"].done(said["slug"], "propose_goal", theme_id=theme, title="Late")["goal_id"]
    number = next(one["number"] for one in people["lead"].snapshot(said["slug"])["goals"] if one["id"] == late)
    gone = {row["goal_id"]: row["number"] for row in people["lead"].snapshot(said["slug"])["called_goals"]}
    assert number not in numbers.values() and number not in gone.values()


def test_closed_rounds_name_all_that_they_counted_and_say_since_when(old, people):
    _, said = old
    before = {who: said["seen"][who]["tallies"] for who in people}
    for who, client in people.items():
        seen = client.snapshot(said["slug"])
        for number, tally in before[who].items():
            kept = seen["tallies"][number]
            assert (kept["voters"], kept["goals"]) == (tally["voters"], tally["goals"])
        for title in CLOSED:
            round_ = by_title(seen["rounds"])[title]
            assert round_["called_at"] > round_["closed_at"]
            called = [one for one in seen["called_goals"] if one["round_id"] == round_["id"]]
            assert [(list(one["since"]), one["title"]) for one in called] == [
                (["withdrawn"], {"fi": "Alpha"}),
                (["hidden"], {}),
            ]
            assert all(one["since"][name] < round_["called_at"] for one in called for name in one["since"])
        assert by_title(seen["rounds"])["Open"]["called_at"] is None
        page = client.request("GET", f"/c/{said['slug']}/results").text.split("<body")[1].split(">", 1)[1]
        assert page.count(">Otsikot ja numerot sellaisina") == 2
    record = people["ahola"].request("GET", f"/c/{said['slug']}/export/record.json").json()
    for round_ in record["rounds"]:
        if round_["tally"]:
            assert {str(one["goal_id"]) for one in round_["called"]} == set(round_["tally"]["goals"])
    names = [
        each["name"]
        for each in people["ahola"].snapshot(said["slug"])["tallies"][str(said["rounds"]["Named"])]["ballots"]
    ]
    # Eero had taken everything back.
    assert names == ["ahola", "Zachris", "Åberg", "Äijälä", "Öhman"]


def test_who_had_taken_everything_back_has_not_voted(old, people):
    _, said = old
    rounds = said["rounds"]
    assert rounds["Open"] not in people["Eero"].snapshot(said["slug"])["me"]["voted"]
    assert rounds["Named"] not in people["Eero"].snapshot(said["slug"])["me"]["voted"]
    assert {rounds["Open"], rounds["Named"]} <= set(people["ahola"].snapshot(said["slug"])["me"]["voted"])
    goal = by_title(people["Eero"].snapshot(said["slug"])["goals"])["Delta"]["id"]
    people["Eero"].done(said["slug"], "cast_ballot", round_id=rounds["Open"], choices={str(goal): 1})
    people["lead"].done(said["slug"], "close_round", round_id=rounds["Open"])
    people["lead"].done(said["slug"], "reveal_results", round_id=rounds["Open"])
    seen = people["Eero"].snapshot(said["slug"])
    assert (seen["tallies"][str(rounds["Open"])]["voters"], rounds["Open"] in seen["me"]["voted"]) == (6, True)
    closed = by_title(seen["rounds"])["Open"]
    assert closed["called_at"] == closed["closed_at"]


def test_what_was_answered_before_the_upgrade_is_answered_the_same(old, people):
    _, said = old
    for kept in said["keys"]:
        if kept["who"] in people:
            path = f"/api/v1/consultations/{said['slug']}/do/{kept['command']}"
            # As it was answered then, and not as an answer of today is described.
            answer = people[kept["who"]].request("POST", path, json=kept["arguments"], key=kept["key"], stream=True)
            assert answer.status_code == 200, answer.text
            assert answer.headers["Idempotency-Replayed"] == "true"
            assert answer.json()["result"] == kept["result"]


def test_every_client_starts_again(old, people):
    _, said = old
    before = said["seen"]["ahola"]
    assert people["ahola"].changes(said["slug"], before["revision"], before["epoch"]) == {"reset": True}


def test_what_was_hidden_and_withdrawn_before_goes_on(old, people):
    _, said = old
    lead = people["lead"]
    hiding = next(one for one in lead.snapshot(said["slug"])["hidings"] if not one.get("removed"))
    lead.done(said["slug"], "restore_goal", goal_id=hiding["thing_id"])
    seen = lead.snapshot(said["slug"])
    assert {str(one["since"]) for one in seen["called_goals"] if one["goal_id"] == hiding["thing_id"]} == {"{}"}
    assert by_title(seen["goals"])["Beta"]["id"] == hiding["thing_id"]


def test_the_backup_that_was_made_first_comes_back_into_this_version(old, elsewhere):
    server, said = old
    [kept] = packed(server.data / "backups")
    there = elsewhere("sqlite")
    there.cli("restore", str(kept))
    restored, upgraded = rows_of(there), dict(said["upgraded"])
    # Titles are those of the moment at which the tables were changed.
    assert restored.pop("round") != upgraded.pop("round")
    assert restored == upgraded
    assert len(restored["called_goal"]) == len(CLOSED) * len(GOALS)
