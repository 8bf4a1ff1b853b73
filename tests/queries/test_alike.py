"""Similar goals and found words over the wire: up to date at once, and never of what the asker may not see."""

import pytest

from tests.nodes.client import Client
from tests.wire.room import until


@pytest.fixture
def hall(in_process):
    """A facilitator and a member of the example, and the slug."""
    lead = Client(in_process.url, in_process.example["facilitator"]["token"])
    member = Client(in_process.url)
    assert member.join(in_process.example["workshop"]["code"], "Aino").status_code == 200
    return lead, member, in_process.example["consultation"]


def similar(client, slug, title, **more):
    """The ids of the goals that are offered."""
    answer = client.request("GET", f"/api/v1/consultations/{slug}/similar", params={"title": title, **more})
    assert answer.status_code == 200, answer.text
    return [each["goal_id"] for each in answer.json()["goals"]]


def found(client, slug, query):
    """What a query finds."""
    answer = client.request("GET", f"/api/v1/consultations/{slug}/search", params={"q": query})
    assert answer.status_code == 200, answer.text
    return {name: ids for name, ids in answer.json().items() if name != "revision"}


def opened(lead, slug, kind, **more):
    """Open a round of the consultation."""
    number = lead.done(slug, "create_round", kind=kind, title=kind, **more)["round_id"]
    lead.done(slug, "open_round", round_id=number)
    return number


def test_what_is_written_is_found_at_once_and_what_is_taken_away_no_more(hall):
    lead, member, slug = hall
    theme = lead.snapshot(slug)["themes"][0]["id"]
    assert similar(member, slug, "kuntien talous tasapainoon", lang="fi") == []
    goal = lead.done(slug, "propose_goal", theme_id=theme, title="Kuntataloutta tasapainotetaan", lang="fi")["goal_id"]
    for lang, title in (("fi", "kuntien talous tasapainoon"), ("sv", "balans i kommunernas ekonomi")):
        assert similar(member, slug, title, lang=lang, theme_id=theme) == [goal]
    measure = lead.done(slug, "propose_measure", goal_id=goal, text="Myydään tyhjät koulut", lang="fi")["measure_id"]
    about = {"measure_id": measure, "stance": "for", "lang": "fi", "text": "Kirjastot ensin"}
    comment = lead.done(slug, "add_comment", **about)["comment_id"]
    assert found(member, slug, "kunta") == {"goal_ids": [goal], "measure_ids": [], "comment_ids": []}
    assert found(member, slug, "koulu") == {"goal_ids": [goal], "measure_ids": [measure], "comment_ids": []}
    assert found(member, slug, "kirjasto talous") == {"goal_ids": [goal], "measure_ids": [], "comment_ids": []}
    assert found(member, slug, "kirjasto")["comment_ids"] == [comment]
    number = next(each["number"] for each in lead.snapshot(slug)["goals"] if each["id"] == goal)
    assert found(member, slug, f"{number} kunnat")["goal_ids"] == [goal]
    assert found(member, slug, f"{number}.1") == {"goal_ids": [goal], "measure_ids": [measure], "comment_ids": []}
    lead.done(slug, "edit_goal", goal_id=goal, title="Uimahalli auki iltaisin", lang="fi")
    assert similar(member, slug, "kuntien talous tasapainoon", lang="fi") == []
    assert similar(member, slug, "uimahallit auki illalla", lang="fi") == [goal]
    lead.done(slug, "hide_goal", goal_id=goal, reason="Kahdesti")
    for asker in (member, lead):
        assert similar(asker, slug, "uimahallit auki illalla", lang="fi") == []
        assert not any(found(asker, slug, "kirjasto").values()) and not any(found(asker, slug, "koulu").values())
    lead.done(slug, "restore_goal", goal_id=goal)
    assert similar(member, slug, "uimahallit auki illalla", lang="fi") == [goal]
    assert found(member, slug, "kirjasto")["comment_ids"] == [comment]


def test_dictionaries_are_read_before_anybody_asks_for_them(start_server):
    server = start_server(example=False, WORKSHOP_DICTIONARIES="at-start")
    until(lambda: "Finnish words are read by Voikko" in server.printed(), 30)


def test_a_merged_goal_stands_for_its_members_until_it_is_taken_back(hall):
    lead, member, slug = hall
    theme = lead.snapshot(slug)["themes"][0]["id"]
    titles = ("Kuntataloutta tasapainotetaan", "Kuntien talous tasapainoon")
    goals = [lead.done(slug, "propose_goal", theme_id=theme, title=each, lang="fi")["goal_id"] for each in titles]
    lead.done(slug, "propose_measure", goal_id=goals[0], text="Myydään tyhjät koulut", lang="fi")
    assert similar(member, slug, "kuntatalous tasapainoon", lang="fi") == goals
    title = {"fi": "Kuntatalous on tasapainossa"}
    family = lead.done(slug, "merge_goals", goal_ids=goals, title=title)["goal_id"]
    assert similar(member, slug, "kuntatalous tasapainoon", lang="fi") == [family]
    assert found(member, slug, "tasapainotetaan")["goal_ids"] == [family]
    assert found(member, slug, "koulu")["goal_ids"] == [family]
    lead.done(slug, "unmerge_goal", goal_id=family)
    assert similar(member, slug, "kuntatalous tasapainoon", lang="fi") == goals
    assert found(member, slug, "tasapainossa")["goal_ids"] == goals
    assert found(member, slug, "koulu")["goal_ids"] == goals[:1]
    parts = lead.done(slug, "split_goal", goal_id=goals[1], titles=["Puistot", "Kirjasto"])["goal_ids"]
    assert similar(member, slug, "kuntatalous tasapainoon", lang="fi") == goals[:1]
    assert found(member, slug, "kuntien")["goal_ids"] == sorted([goals[0], *parts])


def test_what_is_sealed_is_offered_to_nobody_until_everybody_sees_it(hall):
    lead, member, slug = hall
    theme = lead.snapshot(slug)["themes"][0]["id"]
    assert similar(lead, slug, "tuulivoimaa lisää", lang="fi") == []
    round_id = opened(lead, slug, "propose", contributions="at_close")
    goal = member.done(slug, "propose_goal", theme_id=theme, title="Tuulivoimaloita rakennetaan", lang="fi")["goal_id"]
    for asker in (lead, member):
        assert similar(asker, slug, "tuulivoimaa lisää", lang="fi") == []
        assert found(asker, slug, "tuulivoimala")["goal_ids"] == []
    lead.done(slug, "close_round", round_id=round_id)
    assert similar(lead, slug, "tuulivoimaa lisää", lang="fi") == [goal]


def test_a_body_is_found_by_its_name_with_the_goals_proposed_for_it(in_process):
    member, slug = Client(in_process.url), in_process.example["consultation"]
    lead = Client(in_process.url, in_process.example["facilitator"]["token"])
    assert member.join(in_process.example["workshop"]["code"], "Aino", body="advisory-board").status_code == 200
    opened(lead, slug, "propose")
    theme = lead.snapshot(slug)["themes"][0]["id"]
    goal = member.done(slug, "propose_goal", theme_id=theme, title="Tiet kuntoon", lang="fi")["goal_id"]
    assert found(lead, slug, "neuvottelukunnat tie")["goal_ids"] == [goal]


def test_pages_list_what_has_the_words_in_another_form_without_a_script_too(hall, in_process):
    lead, _, slug = hall
    seen = lead.snapshot(slug)
    theme, body = seen["themes"][0]["id"], seen["bodies"][0]["id"]
    goal = lead.done(slug, "propose_goal", theme_id=theme, title="Kuntataloutta tasapainotetaan", lang="fi")["goal_id"]
    about = {"goal_id": goal, "stance": "for", "lang": "fi", "text": "Kirjastot säästetään"}
    comment = lead.done(slug, "add_comment", **about)["comment_id"]
    code = in_process.example["workshop"]["code"]
    asked = [
        (f"/c/{slug}?q=kunnat+talous", f'id="goal-{goal}"', f"/c/{slug}?q=kissa"),
        (f"/w/{code}?q=kirjastoista", f'id="goal-{goal}"', f"/w/{code}?q=kirjastoista+kissa"),
        (f"/w/{code}/lead?q=talouksien", f'id="row-goal-{goal}"', f"/w/{code}/lead?q=talouksien&body={body}"),
        (f"/w/{code}/lead?show=comments&q=kirjastojen", f'id="row-comment-{comment}"', f"/w/{code}/lead?q=kissa"),
    ]
    for path, there, without in asked:
        assert there in lead.request("GET", path).text, path
        assert there not in lead.request("GET", without).text, without


def test_facilitators_have_a_list_of_pairs_with_the_way_to_make_one_goal_of_two(hall, in_process):
    lead, member, slug = hall
    themes = [theme["id"] for theme in lead.snapshot(slug)["themes"]]
    written = [("Kuntatalous tasapainoon", 0, "fi"), ("Kuntien talous tasapainoon", 0, "fi")]
    written += [("Bredband till alla byar", 1, "sv"), ("Laajakaista joka kylään", 2, "fi"), ("Uimahalli auki", 0, "fi")]
    ids = [
        lead.done(slug, "propose_goal", theme_id=themes[theme], title=title, lang=lang)["goal_id"]
        for title, theme, lang in written
    ]
    path = f"/w/{in_process.example['workshop']['code']}/lead/similar"
    page = lead.request("GET", path).text
    for first, second in (ids[:2], ids[2:4]):
        assert f"/c/{slug}/goals/merge?ids={first},{second}" in page
    assert page.count("/goals/merge?ids=") == 2 and f"/goals/{ids[4]}" not in page
    assert member.request("GET", path).status_code == 403
    lead.done(slug, "hide_goal", goal_id=ids[1], reason="Kahdesti")
    assert lead.request("GET", path).text.count("/goals/merge?ids=") == 1


def test_what_cannot_be_asked_is_refused_or_finds_nothing(hall):
    _, member, slug = hall
    for odd in ("", "\x00", "a" * 5000, "\u202e"):
        assert similar(member, slug, odd) == []
    path = f"/api/v1/consultations/{slug}/similar"
    assert (
        member.request("GET", path, params={"title": "x", "lang": "de"}).json()["errors"]["lang"]["code"]
        == "not_a_choice"
    )
    assert member.request("GET", "/api/v1/consultations/other/similar", params={"title": "x"}).status_code == 404
    assert Client(member.base_url).request("GET", path, params={"title": "x"}).status_code == 401
