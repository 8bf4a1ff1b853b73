"""Access ends within five seconds of sign-out, removal or loss of a role, on an open socket too."""

import time

import pytest

SECONDS = 5


@pytest.fixture(params=["the same process", "another process"])
def elsewhere(request, shared_server, second_server):
    """The server on which a participant listens while their access ends through the first one."""
    return shared_server if request.param == "the same process" else second_server


def test_signing_out_ends_a_token_and_its_socket(room, elsewhere):
    [person] = room.people(1)
    tab = room.tabs(person, 1, [elsewhere])[0]
    listener = room.listen(person, elsewhere)
    began = time.monotonic()
    assert person.request("POST", "/api/v1/sign-out").status_code == 200
    _check_gone(listener, "signed_out", began)
    for client in (person, tab):
        assert _reading(room, client) == (401, "not_signed_in")
        assert _acting(room, client) == (401, "not_signed_in")
    _check_hears_nothing(room, listener)


def test_signing_out_ends_a_cookie_and_its_socket(room, elsewhere):
    [person] = room.people(1)
    browser = room.person(url=elsewhere.url)
    browser.http.cookies.update(person.http.cookies)
    cookie = "; ".join(f"{each.name}={each.value}" for each in person.http.cookies)
    listener = room.listen(room.person(), elsewhere, headers={"Cookie": cookie})
    assert _reading(room, browser)[0] == 200
    began = time.monotonic()
    headers = {"Sec-Fetch-Site": "same-origin"}
    person.token = None
    assert person.request("POST", "/api/v1/sign-out", headers=headers).status_code == 200
    _check_gone(listener, "signed_out", began)
    assert _reading(room, browser) == (401, "not_signed_in")


def test_a_removed_participant_hears_and_sees_nothing_more(room, elsewhere):
    [person] = room.people(1)
    tab = room.tabs(person, 1, [elsewhere])[0]
    listener = room.listen(person, elsewhere)
    began = time.monotonic()
    room.do("remove_participant", participant_id=person.participant["id"])
    _check_gone(listener, "removed", began)
    assert _reading(room, tab) == (404, "not_found")
    assert _acting(room, tab) == (404, "not_found")
    assert person.join(room.code, "Back again").status_code == 404
    _check_hears_nothing(room, listener)


def test_whoever_loses_the_lead_is_sent_away_and_leads_no_more(room, elsewhere):
    deputy = room.facilitator()
    deputy_id = deputy.snapshot(room.slug)["me"]["participant"]["id"]
    listener = room.listen(deputy, elsewhere)
    room.people(1)
    listener.wait_for_event("participant_joined", SECONDS)
    began = time.monotonic()
    room.do("change_participant", participant_id=deputy_id, role="member")
    _check_gone(listener, "changed", began)
    seen = room.tabs(deputy, 1, [elsewhere])[0].snapshot(room.slug)
    assert seen["participants"] == seen["authorships"] == seen["hidings"] == []
    assert deputy.do(room.slug, "create_theme", title="No more").status_code == 403
    assert deputy.changes(room.slug, 0, seen["epoch"]) == {"reset": True}
    again = room.listen(deputy, elsewhere)
    room.people(1)
    room.do("create_theme", title="For everyone")
    again.wait_for_event("theme_created", SECONDS)
    assert {event["name"] for event in again.events()} == {"theme_created"}


def test_others_stay_when_somebody_goes(room, elsewhere):
    going, staying = room.people(2)
    listener = room.listen(staying, elsewhere)
    room.do("remove_participant", participant_id=going.participant["id"])
    room.do("create_theme", title="For those who stay")
    listener.wait_for_event("theme_created", SECONDS)
    assert listener.named("bye") == []
    assert _reading(room, staying)[0] == 200


def _check_gone(listener, reason, began):
    bye = listener.wait_for(lambda message: message.name == "bye", SECONDS)
    assert bye.data == {"reason": reason}
    gone = listener.wait_for(lambda message: message.name == "disconnect", SECONDS)
    assert gone.at - began < SECONDS


def _check_hears_nothing(room, listener):
    heard = len(listener.heard)
    room.do("create_theme", title="After they are gone")
    time.sleep(1.5)
    assert listener.heard[heard:] == []
    assert not listener.connected


def _reading(room, client):
    answer = client.request("GET", f"/api/v1/consultations/{room.slug}/snapshot")
    return answer.status_code, answer.json().get("code")


def _acting(room, client):
    answer = client.do(room.slug, "rename_me", name="Still here")
    return answer.status_code, answer.json().get("code")
