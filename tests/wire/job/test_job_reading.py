"""Reading over the API: snapshot and changes, compressed, tagged, and started again where that is better."""

import gzip
import json

import pytest

from tests.nodes.client import Client
from tests.nodes.http import new_http
from tests.nodes.listener import Listener
from tests.pairs.applying import apply
from tests.wire.room import Room, enter

PARTS = {"epoch", "revision", "now", "consultation", "themes", "phenomena", "bodies", "participants", "workshops"}
PARTS |= {"rounds", "goals", "measures", "comments", "tallies", "me"}


@pytest.fixture
def room(shared_server):
    """A consultation of this test's own."""
    room = enter(shared_server)
    yield room
    room.close()


def read(client, path, **headers):
    """Ask for a part of the API without following what the library does to answers."""
    return client.request("GET", path, headers=headers, stream=True)


def paths(room):
    """The two ways to read."""
    base = f"/api/v1/consultations/{room.slug}"
    seen = room.aino.snapshot(room.slug)
    return f"{base}/snapshot", f"{base}/changes?since={seen['revision'] - 3}&epoch={seen['epoch']}"


def test_a_snapshot_has_all_its_parts(room: Room):
    seen = room.aino.snapshot(room.slug)
    assert set(seen) >= PARTS
    assert {"version", "participant", "ballots"} <= set(seen["me"])
    assert seen["me"]["participant"]["name"] == "Aino"
    assert seen["now"].endswith("Z")


@pytest.mark.parametrize("which", [0, 1])
def test_an_answer_is_compressed_where_that_is_taken(room: Room, which):
    path = paths(room)[which]
    packed = read(room.aino, path, **{"Accept-Encoding": "gzip"})
    plain = read(room.aino, path, **{"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    raw = packed.raw.read(decode_content=False)
    open_text = plain.raw.read(decode_content=False)
    assert len(raw) < len(open_text)
    got, wanted = json.loads(gzip.decompress(raw)), json.loads(open_text)
    assert {**got, "now": None} == {**wanted, "now": None}
    assert packed.headers["Cache-Control"] == "private, no-cache"
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("which", [0, 1])
def test_a_tag_stands_for_what_the_asker_sees_now(room: Room, which):
    path = paths(room)[which]
    tag = room.aino.request("GET", path).headers["ETag"]
    assert tag.startswith('W/"')
    # `now` has moved meanwhile, and is left out of the tag.
    unchanged = room.aino.request("GET", path, headers={"If-None-Match": tag})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["ETag"]) == (304, b"", tag)
    assert unchanged.headers["Cache-Control"] == "private, no-cache"
    assert room.ville.request("GET", path, headers={"If-None-Match": tag}).status_code == 200
    room.goals(1)
    changed = room.aino.request("GET", path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)


def test_a_tag_changes_when_only_the_askers_own_ballot_does(room: Room):
    goal = room.goals(1)[0]
    round_id = room.opened("vote")
    path = paths(room)[0]
    mine, others = (client.request("GET", path).headers["ETag"] for client in (room.aino, room.ville))
    room.aino.done(room.slug, "cast_ballot", round_id=round_id, choices={str(goal): 1})
    assert room.aino.request("GET", path, headers={"If-None-Match": mine}).status_code == 200
    assert room.ville.request("GET", path, headers={"If-None-Match": others}).status_code == 304


def test_changes_lead_from_an_old_snapshot_to_a_new_one(room: Room):
    before = {client: client.snapshot(room.slug) for client in (room.lead, room.aino)}
    goals = room.goals(2)
    round_id = room.opened("vote", secrecy="named", results="at_close")
    room.aino.done(room.slug, "cast_ballot", round_id=round_id, choices={str(goals[0]): 1})
    room.lead.done(room.slug, "hide_goal", goal_id=goals[1], reason="Kahdesti")
    room.lead.done(room.slug, "close_round", round_id=round_id)
    for client, held in before.items():
        answer, fresh = client.changes(room.slug, held["revision"], held["epoch"]), client.snapshot(room.slug)
        for event in answer["events"]:
            held = apply(held, event)
        held = {**held, "tallies": {**held["tallies"], **answer["tallies"]}, "me": answer["me"]}
        held |= {"revision": answer["revision"], "now": None}
        assert held == {**fresh, "now": None}
        assert set(answer) == {"epoch", "revision", "now", "events", "tallies", "turnouts", "progress", "me"}
    assert [event["name"] for event in room.aino.changes(room.slug, fresh["revision"], fresh["epoch"])["events"]] == []


def test_nothing_that_is_served_says_what_is_gone(room: Room):
    room.opened("propose")
    room.opened("comment")
    theme = room.lead.snapshot(room.slug)["themes"][0]["id"]
    about = {"theme_id": theme, "title": "SANA otsikko", "rationale": "SANA peruste"}
    goals = [room.aino.done(room.slug, "propose_goal", **about, measures=[{"text": "SANA"}])["goal_id"] for _ in "123"]
    measures = [each["id"] for each in room.aino.snapshot(room.slug)["measures"]]
    for on in [*({"goal_id": goal} for goal in goals), *({"measure_id": measure} for measure in measures)]:
        room.ville.done(room.slug, "add_comment", **on, text="SANA kommentti", stance="for")
    wall, ville = new_http(), Listener(room.server.url, room.ville.token, room.slug)
    with Client(room.server.url) as newcomer, ville as listener:
        link = room.lead.done(room.slug, "create_wall_link", workshop_id=room.workshop)["url"]
        assert wall.get(link.replace(link.split("/w/")[0], room.server.url), timeout=30).status_code == 200
        room.lead.done(room.slug, "hide_goal", goal_id=goals[0], reason="Kahdesti")
        room.aino.done(room.slug, "withdraw_goal", goal_id=goals[1])
        listener.wait_for_event("goal_withdrawn", 10)
        heard = len(listener.heard)
        assert newcomer.join(room.code, "Uusi").status_code == 200
        # The third goal is still there, which shows that the word would be found.
        for get in (newcomer.request, room.ville.request):
            assert "SANA" in get("GET", f"/c/{room.slug}").text
        room.lead.done(room.slug, "hide_goal", goal_id=goals[2], reason="Kahdesti")
        listener.wait_for_event("goal_hidden", 10, id=goals[2])
        for path in served(room, goals):
            for get in (newcomer.request, room.ville.request):
                assert "SANA" not in get("GET", path).text, path
            answer = wall.get(room.server.url + path, timeout=30)
            assert "SANA" not in answer.text, path
        assert "removed" in wall.get(room.server.url + served(room, goals)[0], timeout=30).text
        assert "SANA" not in json.dumps([message.data for message in listener.heard[heard:]])


def served(room, goals):
    """All that is read of a consultation, and the pages on which goals stand."""
    base = f"/api/v1/consultations/{room.slug}"
    exports = [f"/c/{room.slug}/export/{name}" for name in ("results.csv", "record.json")]
    pages = [f"/c/{room.slug}", f"/c/{room.slug}/results", *(f"/c/{room.slug}/goals/{goal}" for goal in goals)]
    room_pages = [f"/w/{room.code}", f"/w/{room.code}/lead", f"/w/{room.code}/wall"]
    return [f"{base}/changes?since=0", f"{base}/snapshot", *exports, *pages, *room_pages]


def test_a_foreign_epoch_and_a_revision_beyond_the_head_start_again(room: Room):
    seen = room.aino.snapshot(room.slug)
    base, revision, epoch = f"/api/v1/consultations/{room.slug}/changes", seen["revision"], seen["epoch"]
    for since, of in ((revision, "another"), (revision + 1, epoch), (10**9, epoch)):
        assert room.aino.request("GET", base, params={"since": since, "epoch": of}).json() == {"reset": True}
    assert room.aino.changes(room.slug, revision, epoch)["events"] == []
    for since in ("", "-1", "x", "1.5"):
        assert room.aino.request("GET", base, params={"since": since, "epoch": epoch}).status_code == 422


def test_whoever_gets_another_role_starts_again(room: Room):
    seen = room.aino.snapshot(room.slug)
    them = seen["me"]["participant"]["id"]
    room.lead.done(room.slug, "change_participant", participant_id=them, role="facilitator")
    base = f"/api/v1/consultations/{room.slug}/changes"
    asked = {"since": seen["revision"], "epoch": seen["epoch"]}
    assert room.aino.request("GET", base, params=asked).json() == {"reset": True}
    assert len(room.aino.snapshot(room.slug)["participants"]) == 3
