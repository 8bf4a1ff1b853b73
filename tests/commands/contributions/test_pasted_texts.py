"""Texts as people paste them: separators, accents and what nobody sees, in every field, by JSON and by forms."""

import pytest

from tests.entry.visitor import Visitor
from tests.faults.room import Room

# What Word and web pages put between lines, and an accent that stands beside its letter.
PASTED = "La\u0308hipalvelut\u000bkaikille\u2028heti\tnyt\u0085"
LINE, PARAGRAPHS = "Lähipalvelut kaikille heti nyt", "Lähipalvelut\nkaikille\nheti\tnyt"
NOTHING = (
    "\u200b",
    "\u2800",
    "\u3164\uffa0",
    "\u00ad",
    "\u0301",
    "\ufe0f",
    "\U000e0041",
    "\ue000",
    "\u2028\u000b",
    "\u180e\u115f",
)
FAMILY = "👨\u200d👩\u200d👧"


@pytest.fixture(scope="module")
def room(shared_in_process) -> Room:
    """A consultation of these tests' own."""
    room = Room(shared_in_process)
    for kind in ("propose", "comment"):
        room.do("open_round", round_id=room.do("create_round", kind=kind, title=kind)["round_id"])
    yield room
    room.close()


def newest(room: Room, collection: str) -> dict:
    """The newest thing of a collection."""
    return max(room.lead.snapshot(room.slug)[collection], key=lambda each: each["id"])


@pytest.mark.parametrize("noun", ["theme", "phenomenon", "body", "workshop", "round"])
def test_titles_are_one_composed_line(room, noun):
    more = {"body": {"kind": "network"}, "round": {"kind": "propose"}}.get(noun, {})
    room.do(f"create_{noun}", title={"fi": PASTED, "sv": "La\u030angt"}, **more)
    plural = {"phenomenon": "phenomena", "body": "bodies"}.get(noun, f"{noun}s")
    assert newest(room, plural)["title"] == {"fi": LINE, "sv": "Långt"}
    for nothing in NOTHING:
        refused = room.lead.do(room.slug, f"create_{noun}", title=nothing, **more)
        assert (refused.status_code, refused.json()["errors"]["title"]["code"]) == (422, "empty"), ascii(nothing)


def test_contributions_keep_their_lines_and_nothing_is_none(room):
    goal = {"theme_id": room.theme_id, "title": PASTED, "rationale": PASTED, "lang": "fi"}
    measures = [{"text": PASTED, "responsible": PASTED, "time_frame": "\u200b"}]
    goal_id = room.do("propose_goal", **goal, measures=measures)["goal_id"]
    made = newest(room, "goals")
    assert (made["title"], made["rationale"]) == ({"fi": LINE}, {"fi": PARAGRAPHS})
    measure = newest(room, "measures")
    assert (measure["responsible"], measure["time_frame"]) == ({"fi": LINE}, {})
    room.do("add_comment", goal_id=goal_id, text=f"{PASTED} {FAMILY}", stance="for", lang="fi")
    assert newest(room, "comments")["text"]["fi"] == f"{PARAGRAPHS}\n {FAMILY}"
    for nothing in NOTHING:
        for command, wrong in (
            ("propose_goal", {"theme_id": room.theme_id, "title": nothing}),
            ("propose_measure", {"goal_id": goal_id, "text": nothing}),
            ("add_comment", {"goal_id": goal_id, "text": nothing, "stance": "for"}),
        ):
            refused = room.lead.do(room.slug, command, **wrong)
            assert refused.status_code == 422, (command, ascii(nothing))
            assert [fault["code"] for fault in refused.json()["errors"].values()] == ["empty"]


def test_names_are_composed_and_seen(room):
    person = room.person()
    assert (
        person.join(room.code, "  Pa\u0308ivi\u2028 A\u030akerblom\u000b ").json()["participant"]["name"]
        == "Päivi Åkerblom"
    )
    person.done(room.slug, "rename_me", name=f"{FAMILY} Virtanen")
    assert newest(room, "participants")["name"] == f"{FAMILY} Virtanen"
    for nothing in NOTHING:
        for refused in (person.do(room.slug, "rename_me", name=nothing), room.person().join(room.code, nothing)):
            assert (refused.status_code, refused.json()["errors"]["name"]["code"]) == (422, "empty"), ascii(nothing)
    for alone in ("👍", "李", "X", FAMILY, "\U0001fae8"):
        person.done(room.slug, "rename_me", name=alone)


def test_lengths_count_what_is_kept(room):
    person = room.people(1)[0]
    # A hundred letters with their accents beside them, and blanks that go.
    person.done(room.slug, "rename_me", name="a\u0308" * 100 + " \u2028\t ")
    assert newest(room, "participants")["name"] == "ä" * 100
    refused = person.do(room.slug, "rename_me", name="ä" * 101).json()["errors"]["name"]
    assert (refused["code"], refused["longest"], refused["length"]) == ("too_long", 100, 101)


def test_a_form_with_500_emoji_for_a_name_is_refused_and_keeps_them(room):
    visitor = Visitor(room.server)
    page = visitor.get(f"/join/{room.code}")
    answer = visitor.submit(page, "join", name="🎉" * 500, body="-")
    assert answer.status_code == 422
    assert dict(visitor.fill(answer, "join")[1])["name"] == "🎉" * 500
    assert "100" in answer.text


def test_forms_are_read_as_json_is(room):
    visitor = Visitor(room.server)
    page = visitor.get(f"/join/{room.code}")
    assert visitor.submit(page, "join", name="\u2800", body="-").status_code == 422
    assert visitor.submit(page, "join", name="La\u0308hi\u2029 Nimi", body="-").status_code == 303
    assert newest(room, "participants")["name"] == "Lähi Nimi"


def test_a_name_on_the_command_line_is_held_to_the_same(room):
    invite = ("invite", "--consultation", room.slug, "--email", "cli@example.org", "--name")
    with pytest.raises(RuntimeError, match="invalid"):
        room.server.cli(*invite, "\u200b")
    room.server.cli(*invite, "Pa\u0308ivi\u2028A")
    assert newest(room, "participants")["name"] == "Päivi A"
