"""A backup restored under a live audience: everyone starts again by themselves and sees what it held."""

import threading
import time

import pytest

from tests.backups.conftest import all_of
from tests.faults.room import Room
from tests.nodes.client import Client


@pytest.fixture
def room(server):
    """A room on a server of this test's own."""
    room = Room(server)
    yield room
    room.close()


def test_everyone_starts_again_from_what_the_backup_held(room, tmp_path):
    file = str(tmp_path / "one.zip")
    first = room.goals(2)
    member = room.people(1)[0]
    room.server.cli("backup", file)
    held = room.lead.snapshot(room.slug)
    later = room.goals(3)
    listeners = [room.listen(person) for person in (room.lead, member)]
    seen = room.lead.snapshot(room.slug)
    room.server.cli("restore", file, "--force")
    now = room.lead.snapshot(room.slug)
    assert {str(goal["id"]) for goal in now["goals"]} == set(first)
    assert now["revision"] == held["revision"] < seen["revision"]
    for since in (0, held["revision"], seen["revision"]):
        assert room.lead.changes(room.slug, since, seen["epoch"]) == {"reset": True}
    for listener in listeners:
        bye = listener.wait_for(lambda message: message.name == "bye", 10)
        assert bye.data == {"reason": "restored"}
        listener.wait_for(lambda message: message.name == "disconnect", 10)
    again = [room.listen(person) for person in (room.lead, member)]
    goal_id = room.goals(1)[0]
    # An id that somebody saw before stands for that thing for good.
    assert int(goal_id) > max(map(int, later))
    for listener in again:
        assert listener.named("hello")[0].data["epoch"] == now["epoch"]
        listener.wait_for_event("goal_proposed", 10, id=int(goal_id))


def test_a_restore_amid_a_storm_of_votes_is_one_moment_to_everyone(room, tmp_path):
    file = str(tmp_path / "one.zip")
    goals = room.goals(1)
    round_id = room.vote(method="approve", secrecy="named")
    voters = room.people(8)
    room.server.cli("backup", file)
    stop, failures, restored = threading.Event(), [], threading.Event()
    after = {voter.participant["id"]: 0 for voter in voters}

    def vote(voter):
        while not stop.is_set():
            certain = restored.is_set()
            answer = voter.do(room.slug, "cast_ballot", round_id=round_id, choices={goals[0]: 1})
            if answer.status_code not in (200, 503):
                failures.append(answer.text)
            elif answer.ok and certain:
                after[voter.participant["id"]] += 1

    threads = [threading.Thread(target=vote, args=[voter]) for voter in voters]
    for thread in threads:
        thread.start()
    try:
        room.server.cli("restore", file, "--force")
        restored.set()
        end = time.monotonic() + 60
        while min(after.values()) < 2 and time.monotonic() < end:
            time.sleep(0.05)
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert failures == []
    assert min(after.values()) >= 2
    versions = {row[1]: row[2] for row in all_of(room.server, "roll")}
    assert len(all_of(room.server, "ballot")) == len(versions) == len(voters)
    assert all(versions[who] >= number for who, number in after.items())
    # Nothing of a vote from before is left without the rest of it.
    keys = [row for row in all_of(room.server, "command_key") if row[2] == "cast_ballot"]
    assert len(keys) == sum(versions.values())


def test_a_command_that_was_lost_with_the_restore_can_be_sent_again(room, tmp_path):
    file = str(tmp_path / "one.zip")
    room.server.cli("backup", file)
    sent = {"key": "0191f0d2-7f5c-4c3e-9a55-5d1f3c1f0c11", "theme_id": room.theme_id, "title": "Once"}
    room.lead.done(room.slug, "propose_goal", **sent)
    room.server.cli("restore", file, "--force")
    again = room.lead.do(room.slug, "propose_goal", **sent)
    assert again.status_code == 200
    assert "Idempotency-Replayed" not in again.headers
    assert len(room.lead.snapshot(room.slug)["goals"]) == 1


def test_who_signed_out_since_stays_out_and_no_link_signs_in_twice(room, tmp_path):
    file = str(tmp_path / "one.zip")
    leaving, staying = room.people(2)
    room.server.cli("invite", "--consultation", room.slug, "--email", "someone@example.org")
    room.server.cli("backup", file)
    assert leaving.request("POST", "/api/v1/sign-out").status_code < 400
    room.server.cli("restore", file, "--force")
    path = f"/api/v1/consultations/{room.slug}/snapshot"
    assert leaving.request("GET", path).status_code == 401
    assert staying.request("GET", path).status_code == 200
    assert all_of(room.server, "sign_in_link") == []


def test_another_installations_backup_lets_in_none_of_those_who_were_here(room, elsewhere, database_kind, tmp_path):
    file = str(tmp_path / "other.zip")
    other = elsewhere(database_kind)
    other.make_example(own=True)
    other.cli("backup", file)
    room.server.cli("restore", file, "--force")
    assert room.lead.request("GET", f"/api/v1/consultations/{room.slug}/snapshot").status_code in (401, 404)
    token = other.example["facilitator"]["token"]
    with Client(room.server.url, token) as stranger:
        # Its tokens are signed with its own key.
        assert stranger.request("GET", "/api/v1/consultations/focus-areas-2019/snapshot").status_code == 401


def test_the_restored_server_goes_on_after_a_restart(room, tmp_path):
    file = str(tmp_path / "one.zip")
    room.goals(1)
    room.server.cli("backup", file)
    room.goals(1)
    room.server.cli("restore", file, "--force")
    epoch = room.lead.snapshot(room.slug)["epoch"]
    room.server.restart()
    now = room.lead.snapshot(room.slug)
    assert now["epoch"] == epoch
    assert len(now["goals"]) == 1
