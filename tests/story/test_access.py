"""Whose audiences have changed starts again, and nobody else does."""

import pytest

from tests.pairs.applying import apply_batch
from tests.story.hall import Hall
from tests.story.stage import Story
from workshop.errors import NotFound

LEADS_ONLY = ("participants", "authorships", "hidings", "queue", "reports")


@pytest.fixture
def story(stage) -> Story:
    """A consultation with its people."""
    return Story(stage)


def test_a_member_who_becomes_a_facilitator_starts_again_and_sees_what_those_who_lead_see(story):
    member = story.see("Aino")
    change(story, "Aino", "facilitator")
    assert missed(story, "Aino", member) == {"reset": True}
    lead = story.see("Aino")
    assert all(lead["participants"])
    assert len(lead["participants"]) == len(story.see("Kirsi")["participants"])
    assert caught_up(story, "Aino", lead) == lead["revision"]


def test_a_facilitator_who_becomes_a_member_starts_again_and_sees_no_more_of_it(story):
    change(story, "Aino", "facilitator")
    lead = story.see("Aino")
    change(story, "Aino", "member")
    assert missed(story, "Aino", lead) == {"reset": True}
    member = story.see("Aino")
    assert not any(member[kind] for kind in LEADS_ONLY)
    story.do("Kirsi", "rename_me", {"name": "Kirsi Uusi"})
    assert missed(story, "Aino", member)["events"] == []


def test_what_happened_while_someone_was_a_member_is_not_missed_by_the_facilitator_they_are_again(story):
    change(story, "Aino", "facilitator")
    lead = story.see("Aino")
    change(story, "Aino", "member")
    between = story.see("Aino")
    story.do("Eero", "rename_me", {"name": "Eero Uusi"})
    change(story, "Aino", "facilitator")
    for earlier in (lead, between):
        assert missed(story, "Aino", earlier) == {"reset": True}
    assert "Eero Uusi" in [each.get("name") for each in story.see("Aino")["participants"]]


def test_another_body_or_a_role_that_stays_resets_nobody(story):
    before = story.see("Aino")
    body = before["bodies"][0]["id"]
    story.do("Kirsi", "change_participant", {"participant_id": place(before), "role": "member", "body_id": body})
    assert caught_up(story, "Aino", before) > before["revision"]


def test_nobody_is_reset_by_what_happens_to_another(story):
    before = {who: story.see(who) for who in ("Kirsi", "Eero", "Hanna")}
    change(story, "Aino", "facilitator")
    for who, seen in before.items():
        assert caught_up(story, who, seen) > seen["revision"]


def test_who_was_removed_sees_nothing_and_catches_up_when_invited_again(story):
    before = story.see("Hanna")
    story.do("Kirsi", "remove_participant", {"participant_id": place(before)})
    with pytest.raises(NotFound):
        story.see("Hanna")
    story.do("Kirsi", "create_theme", {"title": "Sillä välin"})
    story.do("Kirsi", "invite_participant", {"email": story.address("Hanna"), "role": "observer", "name": "Hanna"})
    assert caught_up(story, "Hanna", before) > before["revision"]


def test_who_is_invited_again_with_another_role_starts_again(story):
    before = story.see("Olli")
    story.do("Kirsi", "remove_participant", {"participant_id": place(before)})
    story.do("Kirsi", "invite_participant", {"email": story.address("Olli"), "role": "member"})
    assert missed(story, "Olli", before) == {"reset": True}
    assert not any(story.see("Olli")[kind] for kind in LEADS_ONLY)


def test_whoever_becomes_a_facilitator_is_sent_away_before_they_are_told_as_a_member(story, browser):
    hall = Hall(story, browser)
    hall.turn()
    change(story, "Aino", "facilitator")
    hall.broadcaster._tell(story.consultation_id, ticked=False)
    assert hall.sent == []
    hall.broadcaster.turn(ticked=False)
    assert [name for name, who, _ in hall.sent if who == "Aino"] == ["bye"]
    assert [name for name, who, _ in hall.sent if who == "Kirsi"][:1] == ["events"]


def test_another_epoch_and_a_revision_from_the_future_start_again(story):
    now = story.see("Aino")
    assert missed(story, "Aino", {**now, "epoch": "toinen"}) == {"reset": True}
    assert missed(story, "Aino", {**now, "revision": now["revision"] + 1}) == {"reset": True}
    assert missed(story, "Aino", now)["events"] == []


def change(story: Story, who: str, role: str) -> None:
    """Give a participant another role, as a facilitator."""
    story.do("Kirsi", "change_participant", {"participant_id": place(story.see(who)), "role": role})


def place(snapshot: dict) -> int:
    """The id of the participant whose snapshot this is."""
    return snapshot["me"]["participant"]["id"]


def missed(story: Story, who: str, earlier: dict) -> dict:
    """What someone missed since an earlier snapshot."""
    return story.look({who: earlier}, who)[who][1]


def caught_up(story: Story, who: str, earlier: dict) -> int:
    """Catch up from an earlier snapshot, see that it gives a fresh one, and return its revision."""
    fresh, since = story.look({who: earlier}, who)[who]
    assert {**apply_batch(earlier, since), "now": ""} == {**fresh, "now": ""}
    return fresh["revision"]
