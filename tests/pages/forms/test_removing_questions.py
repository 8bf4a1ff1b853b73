"""The question before something is removed says what stands on it, and a refusal there says what helps."""

import re

from tests.entry.visitor import forms_of, without_moulds


def question(page: str, form: str) -> str:
    """The words of the fold around a form, or of the fold that says why there is none."""
    folds = re.findall(r"<details.*?</details>", without_moulds(page), re.DOTALL)
    (found,) = [fold for fold in folds if f'id="{form}"' in fold]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_a_theme_says_what_stands_under_it_and_takes_it_elsewhere(server, wire, lead):
    slug = server.example["consultation"]
    settings = f"/c/{slug}/settings"
    theme, other, *_ = (each["id"] for each in wire.snapshot(slug)["themes"])
    goals = [wire.done(slug, "propose_goal", theme_id=theme, title=f"Tavoite {at}")["goal_id"] for at in range(3)]
    wire.done(slug, "hide_goal", goal_id=goals[0], reason="Toisto")
    alone = wire.done(slug, "create_round", kind="vote", title="Vain tämä", theme_ids=[theme])["round_id"]
    both = wire.done(slug, "create_round", kind="vote", title="Kaksi", theme_ids=[theme, other])["round_id"]
    form = f"remove_theme-{theme}"
    asked = question(lead.get(settings).text, form)
    assert "3 goals stand under this theme. 1 of them is hidden." in asked
    assert "“Vain tämä” is limited to this theme alone." in asked
    assert "“Kaksi” will cover its other themes only." in asked
    refused = lead.submit(lead.get(settings), form)
    assert refused.status_code == 422
    assert "Goals stand under this theme. Say which theme they move to." in refused.text
    assert f'id="{form}-move_goals_to-fault"' in refused.text
    refused = lead.submit(lead.get(settings), form, move_goals_to=str(other))
    assert f'id="{form}-remove_rounds-fault"' in refused.text
    assert lead.submit(refused, form, remove_rounds="true").status_code == 303
    seen = wire.snapshot(slug)
    assert {goal["theme_id"] for goal in seen["goals"] if "theme_id" in goal} == {other}
    rounds = {each["id"]: each for each in seen["rounds"]}
    assert (rounds[alone].get("removed"), rounds[both]["theme_ids"]) == (True, [other])


def test_what_can_not_be_removed_says_why_in_place_of_the_button(server, wire, lead):
    slug = server.example["consultation"]
    theme = wire.snapshot(slug)["themes"][0]["id"]
    workshop = wire.done(slug, "create_workshop", title="Tulossa")["workshop_id"]
    round_ = wire.done(slug, "create_round", kind="propose", title="Auki", theme_ids=[theme])["round_id"]
    wire.done(slug, "open_round", round_id=round_)
    wire.done(slug, "create_round", kind="pause", title="Tauko", workshop_id=workshop)
    page = lead.get(f"/c/{slug}/settings").text
    forms = forms_of(without_moulds(page))
    assert f"remove_theme-{theme}" not in forms
    assert f"remove_workshop-{workshop}" not in forms
    assert "“Auki” is open and limited to this theme." in page
    assert "The workshop has 1 planned round. Remove it first, on its desk." in page


def test_a_body_says_who_speaks_for_it(server, wire, lead, member):
    slug = server.example["consultation"]
    body = next(each for each in wire.snapshot(slug)["bodies"] if each["key"] == "advisory-board")["id"]
    asked = question(lead.get(f"/c/{slug}/settings").text, f"remove_body-{body}")
    assert "1 participant speaks for it, and will speak for no body then." in asked
    assert lead.submit(lead.get(f"/c/{slug}/settings"), f"remove_body-{body}").status_code == 303
