"""The main job through the API alone, from a consultation to its comments, as house.md's “The wire” has it."""

from uuid import uuid4

import pytest

from tests.nodes.client import Client
from tests.wire.room import Room, create, enter, one

TEXTS = {"fi": "Vesi", "sv": "Vatten", "en": "Water"}
LISTED = [("theme", "themes"), ("phenomenon", "phenomena"), ("body", "bodies")]


@pytest.fixture
def room(shared_server):
    """A consultation of this test's own."""
    room = enter(shared_server)
    yield room
    room.close()


def test_the_example_has_the_focus_areas_of_2019_in_three_languages(room: Room):
    seen = room.aino.snapshot(room.slug)
    assert [len(seen[kind]) for kind in ("themes", "phenomena", "bodies")] == [5, 3, 6]
    for thing in [seen["consultation"], *seen["themes"], *seen["phenomena"], *seen["bodies"]]:
        assert {"fi", "sv", "en"} <= set(thing["title"])
    assert seen["themes"][0]["title"]["sv"] == "Kommunal ekonomi och självstyrelse"
    assert "advisory-board" in [body["key"] for body in seen["bodies"]]


def test_a_consultation_is_made_from_nothing(room: Room):
    made = create(room.lead, title={"fi": "Uusi kuuleminen", "sv": "Nytt samråd"}, description={"fi": "Miksi"})
    seen = room.lead.snapshot(made["slug"])
    assert seen["consultation"]["title"] == {"fi": "Uusi kuuleminen", "sv": "Nytt samråd"}
    assert seen["themes"] == seen["phenomena"] == seen["bodies"] == seen["rounds"] == []
    assert seen["me"]["participant"]["role"] == "facilitator"
    assert room.aino.request("GET", f"/api/v1/consultations/{made['slug']}/snapshot").status_code == 404


@pytest.mark.parametrize(("noun", "kind"), LISTED)
def test_lists_are_edited_in_three_languages(room: Room, noun, kind):
    number = room.lead.done(room.slug, f"create_{noun}", title="Vesi", lang="fi")[f"{noun}_id"]
    about = {f"{noun}_id": number}
    room.lead.done(room.slug, f"edit_{noun}", **about, title="Vattnet", lang="sv")
    room.lead.done(room.slug, f"edit_{noun}", **about, title={"sv": "Vatten", "en": "Water"}, position=0)
    thing = one(room.aino.snapshot(room.slug)[kind], number)
    assert (thing["title"], thing["position"]) == (TEXTS, 0)
    room.lead.done(room.slug, f"remove_{noun}", **about)
    gone = one(room.aino.snapshot(room.slug)[kind], number)
    assert set(gone) == {"id", "revision", "removed"}
    assert gone["removed"] is True
    assert room.lead.do(room.slug, f"edit_{noun}", **about, title="Vesi").status_code == 404


def test_joining_twice_with_one_key_joins_once(room: Room):
    key, spaced = str(uuid4()), f"{room.code[:4]} {room.code[4:]}"
    first, again, other = (Client(room.server.url) for _ in range(3))
    welcome = first.join(spaced, "Kaisa", "small-network", key=key, locale="sv").json()
    assert set(welcome) == {"token", "consultation", "workshop", "participant"}
    assert (welcome["consultation"], welcome["workshop"]) == (room.slug, room.workshop)
    assert again.join(room.code, "Kaisa", "small-network", key=key).json() == welcome
    # A valid token of that consultation gives the same participant, whatever the key.
    assert first.join(room.code, "Joku muu").json()["participant"] == welcome["participant"]
    assert other.join(room.code, "Kaisa").json()["participant"]["id"] != welcome["participant"]["id"]
    names = [person["name"] for person in room.lead.snapshot(room.slug)["participants"]]
    assert names.count("Kaisa") == 2
    body = one(room.lead.snapshot(room.slug)["bodies"], welcome["participant"]["body_id"])
    assert body["key"] == "small-network"
    assert first.snapshot(room.slug)["me"]["participant"]["lang"] == "sv"


def test_an_answer_has_the_shape_of_the_contract_and_a_key_is_carried_out_once(room: Room):
    room.opened("propose")
    theme = room.aino.snapshot(room.slug)["themes"][0]["id"]
    key, wanted = str(uuid4()), {"theme_id": theme, "title": "Lähijuna"}
    first = room.aino.do(room.slug, "propose_goal", key=key, **wanted)
    answer = first.json()
    assert set(answer) == {"ok", "revision", "events", "result"}
    assert answer["ok"] is True
    assert answer["revision"] == room.lead.snapshot(room.slug)["revision"]
    (event,) = answer["events"]
    assert {"revision", "name", "at", "data"} <= set(event)
    assert event["name"] == "goal_proposed"
    assert event["at"].endswith("Z")
    assert event["data"]["id"] == answer["result"]["goal_id"]
    assert event["data"]["key"] == key
    assert event["data"]["revision"] == event["revision"]
    again = room.aino.do(room.slug, "propose_goal", key=key, **wanted)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert again.json() == answer
    reused = room.aino.do(room.slug, "propose_goal", key=key, theme_id=theme, title="Toinen")
    assert (reused.status_code, reused.json()["code"]) == (409, "key_reused")
    assert len(room.lead.snapshot(room.slug)["goals"]) == 1


def test_a_goal_is_proposed_with_phenomena_and_measures_edited_and_withdrawn(room: Room):
    seen = room.aino.snapshot(room.slug)
    theme, phenomena = seen["themes"][2]["id"], [each["id"] for each in seen["phenomena"]]
    wanted = {
        "theme_id": theme,
        "title": "Etätyö",
        "rationale": "Siksi",
        "phenomenon_ids": phenomena[:2],
        "measures": [
            {"text": "Valokuitu", "responsible": "LVM", "time_frame": "2025"},
            {"text": "Työtilat"},
        ],
    }
    early = room.aino.do(room.slug, "propose_goal", **wanted)
    assert (early.status_code, early.json()["code"]) == (409, "round_closed")
    room.opened("propose", theme_ids=[theme])
    elsewhere = room.aino.do(room.slug, "propose_goal", **{**wanted, "theme_id": seen["themes"][0]["id"]})
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "round_closed")
    goal = room.aino.done(room.slug, "propose_goal", **wanted)["goal_id"]
    added = room.ville.done(room.slug, "propose_measure", goal_id=goal, text="Junavuorot")["measure_id"]
    room.aino.done(room.slug, "edit_goal", goal_id=goal, title="Distansarbete", lang="sv", phenomenon_ids=phenomena[2:])
    seen = room.ville.snapshot(room.slug)
    state = one(seen["goals"], goal)
    assert state["title"] == {"fi": "Etätyö", "sv": "Distansarbete"}
    assert (state["theme_id"], state["phenomenon_ids"]) == (theme, phenomena[2:])
    assert [m["text"]["fi"] for m in seen["measures"]] == ["Valokuitu", "Työtilat", "Junavuorot"]
    assert seen["measures"][0]["responsible"] == {"fi": "LVM"}
    assert seen["measures"][0]["time_frame"] == {"fi": "2025"}
    assert room.ville.do(room.slug, "edit_goal", goal_id=goal, title="Oma").status_code == 403
    room.ville.done(room.slug, "edit_measure", measure_id=added, text="Bussivuorot", status="started")
    room.ville.done(room.slug, "withdraw_measure", measure_id=added)
    room.aino.done(room.slug, "withdraw_goal", goal_id=goal)
    seen = room.lead.snapshot(room.slug)
    assert one(seen["measures"], added)["removed"]
    assert one(seen["goals"], goal)["removed"]


def test_comments_have_a_stance_and_replies(room: Room):
    goal = room.goals(1)[0]
    measure = room.lead.done(room.slug, "propose_measure", goal_id=goal, text="Selvitys")["measure_id"]
    room.opened("comment")
    said = {}
    for stance in ("for", "against", "neutral", "question"):
        about = {"goal_id": goal, "text": f"SOTE:lle {stance}", "stance": stance}
        said[stance] = room.aino.done(room.slug, "add_comment", **about)["comment_id"]
    reply = {"goal_id": goal, "reply_to": said["question"], "text": "Kyllä", "stance": "for"}
    answered = room.ville.done(room.slug, "add_comment", **reply)["comment_id"]
    on_measure = room.ville.done(room.slug, "add_comment", measure_id=measure, text="Hyvä", stance="for")["comment_id"]
    astray = room.ville.do(room.slug, "add_comment", **{**reply, "reply_to": on_measure})
    assert (astray.status_code, set(astray.json()["errors"])) == (422, {"reply_to"})
    room.ville.done(room.slug, "edit_comment", comment_id=answered, stance="neutral", text="Ehkä")
    seen = room.aino.snapshot(room.slug)
    assert {one(seen["comments"], number)["stance"] for number in said.values()} == set(said)
    state = one(seen["comments"], answered)
    assert (state["reply_to"], state["stance"], state["text"]) == (said["question"], "neutral", {"fi": "Ehkä"})
    assert one(seen["comments"], on_measure)["measure_id"] == measure
    assert one(seen["comments"], on_measure)["goal_id"] is None
    assert seen["me"]["mine"]["comments"] == list(said.values())
    room.aino.done(room.slug, "withdraw_comment", comment_id=said["for"])
    assert one(room.ville.snapshot(room.slug)["comments"], said["for"])["removed"]


@pytest.mark.parametrize("noun", ["goal", "measure", "comment"])
def test_who_wrote_what_is_hidden_is_told_why_and_others_only_that_it_is_gone(room: Room, noun):
    room.opened("propose")
    room.opened("comment")
    theme = room.aino.snapshot(room.slug)["themes"][0]["id"]
    goal = room.aino.done(room.slug, "propose_goal", theme_id=theme, title="Epäasiallinen")["goal_id"]
    number = {
        "goal": lambda: goal,
        "measure": lambda: room.aino.done(room.slug, "propose_measure", goal_id=goal, text="Paha")["measure_id"],
        "comment": lambda: room.aino.done(room.slug, "add_comment", goal_id=goal, text="Paha", stance="against")[
            "comment_id"
        ],
    }[noun]()
    about = {f"{noun}_id": number}
    assert set(room.lead.do(room.slug, f"hide_{noun}", **about).json()["errors"]) == {"reason"}
    assert room.ville.do(room.slug, f"hide_{noun}", **about, reason="Ei käy").status_code == 403
    room.lead.done(room.slug, f"hide_{noun}", **about, reason="Loukkaa")
    (notice,) = room.aino.snapshot(room.slug)["notices"]
    assert (notice["name"], notice["kind"], notice["thing_id"], notice["reason"]) == ("hidden", noun, number, "Loukkaa")
    assert next(iter(notice["texts"].values()))
    others = room.ville.snapshot(room.slug)
    assert (others["notices"], others["hidings"]) == ([], [])
    assert set(one(others[f"{noun}s"], number)) == {"id", "revision", "removed"}
    (hiding,) = room.lead.snapshot(room.slug)["hidings"]
    assert (hiding["kind"], hiding["thing_id"], hiding["reason"]) == (noun, number, "Loukkaa")
    assert hiding["texts"] == notice["texts"]
