"""Without a script, what can't be taken back is asked about once more: the act and the other way, each by its name."""

import pytest
from playwright.sync_api import expect

from tests.entry.visitor import forms_of
from tests.pages.conftest import LAPTOP, signed_in


def opened(wire, server, **more) -> int:
    """Make a round and open it."""
    slug = server.example["consultation"]
    made = wire.done(slug, "create_round", **{"kind": "propose", "title": {"en": "What matters?"}, **more})["round_id"]
    wire.done(slug, "open_round", round_id=made)
    return made


def state(wire, server, round_id: int) -> str:
    """The state of a round."""
    rounds = wire.snapshot(server.example["consultation"])["rounds"]
    return next(each["state"] for each in rounds if each["id"] == round_id)


def test_closing_is_asked_about_and_the_other_way_leads_back(server, wire, open_browser):
    made, page = opened(wire, server), open_browser("en", LAPTOP)
    page.goto(server.example["facilitator"]["sign_in"])
    page.get_by_role("main").get_by_role("button").click()
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="English").click()
    settings = f"{server.url}/c/{server.example['consultation']}/settings"
    page.goto(settings)
    page.get_by_role("button", name="Close now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Close the round?")
    expect(page.get_by_role("main")).to_contain_text("What matters?")
    page.get_by_role("link", name="Keep it open").click()
    expect(page).to_have_url(settings)
    assert state(wire, server, made) == "open"
    page.get_by_role("button", name="Close now").click()
    page.get_by_role("main").get_by_role("button", name="Close the round").click()
    expect(page.locator(".saved")).to_be_visible()
    assert state(wire, server, made) == "closed"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("fi", ("Suljetaanko kierros?", "Sulje kierros", "Pidä kierros auki")), ("sv", ("Stänga omgången?",))],
)
def test_the_question_is_in_the_readers_language(server, wire, lang, words):
    made = opened(wire, server)
    lead = signed_in(server, lang)
    page = lead.submit(lead.get(f"/c/{server.example['consultation']}/settings"), f"step-close_round-{made}")
    assert page.status_code == 200 and all(each in page.text for each in words)
    # Changing the language there leads back to where one came from, which can be shown.
    assert 'name="page" value="/api' not in page.text


def test_a_form_that_was_asked_about_is_sent_once_and_what_is_stale_is_refused(server, wire, lead):
    made = opened(wire, server)
    path, form = f"/c/{server.example['consultation']}/settings", f"step-close_round-{made}"
    question = lead.submit(lead.get(path), form)
    assert "understood" in dict(forms_of(question.text)["ask"]["fields"])
    assert [lead.submit(question, "ask").status_code for _ in range(2)] == [303, 303]
    other = opened(wire, server)
    question = lead.submit(lead.get(path), f"step-close_round-{other}")
    wire.done(server.example["consultation"], "extend_round", round_id=other, minutes=5)
    assert lead.submit(question, "ask").status_code == 409
    assert state(wire, server, other) == "open"


def test_hiding_from_a_ballot_is_asked_about_also_where_the_vote_began_meanwhile(server, wire, lead, member):
    slug = server.example["consultation"]
    opened(wire, server)
    where, fields = member.fill(member.get(f"/c/{slug}"), "propose_goal", title="Roads", theme_id="1")
    assert member.post(where, fields).status_code == 303
    goal = wire.snapshot(slug)["goals"][-1]["id"]
    form = f"hide_goal-{goal}"
    before = lead.get(f"/c/{slug}/goals/{goal}?open={form}")
    opened(wire, server, kind="vote", method="approve")
    question = lead.submit(before, form, reason="Twice")
    assert question.status_code == 200 and "Hide the goal from the ballot?" in question.text
    assert "Keep it on the ballot" in question.text
    page = lead.get(f"/c/{slug}/goals/{goal}?open={form}")
    assert "it can be brought back only when the vote is over" in page.text
    assert wire.snapshot(slug)["hidings"] == []
    assert lead.submit(question, "ask").status_code == 303
    assert [one["reason"] for one in wire.snapshot(slug)["hidings"]] == ["Twice"]


def test_a_vote_on_nothing_is_not_opened_by_a_form_and_says_what_helps(server, wire, lead):
    slug = server.example["consultation"]
    theme = wire.done(slug, "create_theme", title={"en": "Empty"})["theme_id"]
    made = wire.done(slug, "create_round", kind="vote", title={"en": "Which?"}, theme_ids=[theme])["round_id"]
    refused = lead.submit(lead.get(f"/c/{slug}/settings"), f"open_round-{made}")
    assert refused.status_code == 422
    assert "There is no goal to vote on under the round" in refused.text
    assert state(wire, server, made) == "planned"


def test_what_is_for_votes_alone_does_not_hinder_other_rounds_and_is_edited_later(server, wire, lead):
    slug = server.example["consultation"]
    path = f"/c/{slug}/settings"
    page = lead.get(path)
    assert "Not a vote" not in page.text
    for kind in ("propose", "comment", "vote"):
        typed = {"kind": kind, "title.en": f"A {kind}", "points": "3" if kind == "vote" else ""}
        assert lead.submit(lead.get(path), "create_round", **typed).status_code == 303
    rounds = [each for each in wire.snapshot(slug)["rounds"] if each["title"].get("en", "").startswith("A ")]
    assert [(each["method"], each["points"]) for each in rounds] == [(None, None), (None, None), ("dots", 3)]
    form = f"edit_round-{rounds[-1]['id']}"
    changed = {"method": "opinion", "secrecy": "secret", "results": "live"}
    assert lead.submit(lead.get(path), form, **changed).status_code == 303
    edited = wire.snapshot(slug)["rounds"][-1]
    assert {name: edited[name] for name in changed} == changed and edited["points"] is None
