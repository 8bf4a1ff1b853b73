"""The agenda by plain forms: rounds are planned, changed, moved, copied and opened back without scripts."""

import re
from html import unescape

import pytest

from tests.entry.visitor import Visitor, forms_of, new_link

EMAIL = "facilitator@example.org"
ADDRESS = "https://kunta.example/ohje"


@pytest.fixture
def desk(server) -> str:
    """The address of the desk."""
    return f"/w/{server.example['workshop']['code']}/lead"


def rounds(wire, server) -> list[dict]:
    """The rounds that are there, in their order."""
    found = [each for each in wire.snapshot(server.example["consultation"])["rounds"] if not each.get("removed")]
    return sorted(found, key=lambda each: (each["position"], each["id"]))


def changing(lead, desk, round_id):
    """The desk with the forms of a round unfolded."""
    return lead.get(f"{desk}?change=round-{round_id}")


def test_a_round_is_planned_with_its_instructions_and_themes(server, wire, lead, desk):
    theme = wire.snapshot(server.example["consultation"])["themes"][1]["id"]
    typed = {"kind": "comment", "title.fi": "Mitä?", "title.sv": "Vad?", "instructions.sv": "Läs.", "minutes": "15"}
    page = lead.get(desk)
    where, fields = lead.fill(page, "create_round", **typed)
    assert lead.post(where, [*fields, ("theme_ids[]", str(theme))]).status_code == 303
    made = rounds(wire, server)[-1]
    assert (made["title"], made["instructions"]) == ({"fi": "Mitä?", "sv": "Vad?"}, {"sv": "Läs."})
    assert (made["theme_ids"], made["minutes"]) == ([theme], 15)
    assert made["workshop_ids"] == [server.example["workshop"]["id"]]


def test_everything_of_a_planned_round_is_changed_also_what_is_done_in_it(server, wire, lead, desk):
    round_id = server.example["rounds"][0]["id"]
    form = f"edit_round-{round_id}"
    typed = {"kind": "vote", "method": "opinion", "secrecy": "named", "instructions.fi": f"Lue {ADDRESS}."}
    assert lead.submit(changing(lead, desk, round_id), form, **typed).status_code == 303
    first = rounds(wire, server)[0]
    assert (first["kind"], first["method"], first["secrecy"]) == ("vote", "opinion", "named")
    assert first["instructions"] == {"fi": f"Lue {ADDRESS}."}
    assert lead.submit(changing(lead, desk, round_id), form, kind="pause").status_code == 303
    first = rounds(wire, server)[0]
    assert (first["kind"], first["method"], first["points"], first["secrecy"]) == ("pause", None, None, None)
    vote = rounds(wire, server)[2]
    untouched = lead.submit(changing(lead, desk, vote["id"]), f"edit_round-{vote['id']}", **{"title.en": "Another"})
    assert untouched.status_code == 303
    after = rounds(wire, server)[2]
    changed = {name for name in vote if vote[name] != after[name]}
    assert changed == {"title", "revision"}, "what nobody touched stays"


def test_a_fault_unfolds_the_part_of_the_form_in_which_it_is(server, lead, desk):
    round_id = server.example["rounds"][0]["id"]
    long = {"instructions.fi": "x" * 5001}
    page = lead.submit(changing(lead, desk, round_id), f"edit_round-{round_id}", **long)
    assert page.status_code == 422
    part = re.search(r'<details class="fold round-part"( open)?>\s*<summary>Instructions', page.text)
    assert part and part[1]


def test_planned_rounds_move_up_and_down_by_buttons_and_what_has_begun_has_none(server, wire, lead, desk):
    first, second, third, last = (each["id"] for each in rounds(wire, server))
    assert lead.submit(lead.get(desk), f"move_down_round-{first}").status_code == 303
    assert [each["id"] for each in rounds(wire, server)] == [second, first, third, last]
    assert lead.submit(lead.get(desk), f"move_down_round-{third}").status_code == 303
    assert lead.submit(lead.get(desk), f"move_up_round-{first}").status_code == 303
    assert [each["id"] for each in rounds(wire, server)] == [first, second, last, third]
    forms = forms_of(lead.get(desk).text)
    assert f"move_up_round-{first}" not in forms and f"move_down_round-{third}" not in forms
    wire.done(server.example["consultation"], "open_round", round_id=first)
    forms = forms_of(lead.get(desk).text)
    assert not {f"move_up_round-{first}", f"move_down_round-{first}", f"move_up_round-{second}"} & set(forms)


def test_a_round_is_copied_and_an_opening_in_which_nothing_was_done_undone(server, wire, lead, desk):
    first = rounds(wire, server)[0]["id"]
    assert lead.submit(lead.get(desk), f"copy_round-{first}").status_code == 303
    assert [each["title"] for each in rounds(wire, server)[:2]] == [rounds(wire, server)[0]["title"]] * 2
    form = f"unopen_round-{first}"
    assert form not in forms_of(lead.get(desk).text)
    wire.done(server.example["consultation"], "open_round", round_id=first)
    page = lead.get(desk)
    assert lead.submit(page, form).status_code == 303
    assert rounds(wire, server)[0]["state"] == "planned"
    wire.done(server.example["consultation"], "open_round", round_id=first)
    page = lead.get(desk)
    theme = wire.snapshot(server.example["consultation"])["themes"][0]["id"]
    wire.done(server.example["consultation"], "propose_goal", theme_id=theme, title="Tavoite")
    assert form not in forms_of(lead.get(desk).text), "only what can be done is offered"
    late = lead.submit(page, form, expect="")
    assert late.status_code == 409 and "Somebody has already done something" in unescape(late.text)


def test_instructions_stand_in_the_room_and_on_the_wall_and_links_are_links(server, wire, lead, member):
    slug, code = server.example["consultation"], server.example["workshop"]["code"]
    text = f"Read {ADDRESS}, then <b>write</b>. javascript:alert(1)"
    first = server.example["rounds"][0]["id"]
    wire.done(slug, "edit_round", round_id=first, instructions={"en": text, "fi": "Lue."})
    wire.done(slug, "open_round", round_id=first)
    page = member.get(f"/w/{code}").text
    assert f'href="{ADDRESS}" target="_blank" rel="noopener noreferrer">{ADDRESS}</a>' in page
    assert "&lt;b&gt;write&lt;/b&gt;" in page and 'href="javascript:' not in page
    assert ADDRESS in member.get(f"/w/{code}/wall?lang=en").text
    assert "Lue." in member.get(f"/w/{code}/wall?lang=fi").text


def test_the_running_order_has_the_times_the_questions_and_the_instructions(server, wire, lead, desk):
    slug, workshop = server.example["consultation"], server.example["workshop"]["id"]
    first, second, *_ = rounds(wire, server)
    wire.done(slug, "edit_workshop", workshop_id=workshop, starts_at="2100-01-01T07:00:00Z")
    wire.done(slug, "edit_round", round_id=first["id"], minutes=25, instructions={"en": "One at a time."})
    page = lead.get(desk.replace("/lead", "/order")).text
    assert f'href="{desk}"' in page and f'href="{desk.replace("/lead", "/order")}"' in lead.get(desk).text
    assert "09:00–09:25" in page and "One at a time." in page and second["title"]["en"] in page
    assert "09:25" in page


def test_a_workshop_and_a_consultation_are_copied_in_the_settings(server, wire, lead):
    slug = server.example["consultation"]
    page = lead.get(f"/c/{slug}/settings")
    form = f"copy_workshop-{server.example['workshop']['id']}"
    assert lead.submit(page, form, **{"title.fi": "Seuraava"}).status_code == 303
    there = wire.snapshot(slug)
    [copy] = [each for each in there["workshops"] if each["title"]["fi"] == "Seuraava"]
    assert len([each for each in there["rounds"] if copy["id"] in each["workshop_ids"]]) == 4
    made = lead.submit(lead.get(f"/c/{slug}/settings"), "copy_consultation", **{"title.fi": "Kopio"})
    assert made.status_code == 303 and made.headers["Location"] == "/c/kopio/start"
    assert "Straight to the desk" in lead.get("/c/kopio/start").text


def test_from_the_template_to_an_open_first_round_it_is_three_forms_and_links(server):
    lead = Visitor(server, "en")
    lead.submit(lead.get(new_link(server, EMAIL)), "link")
    lead.post("/language", {"lang": "en", "page": "/"})
    lobby = lead.get("/")
    assert {"make-focus-areas-2019", "make-rural-proofing"} <= set(forms_of(lobby.text))
    start = lead.submit(lobby, "make-rural-proofing").headers["Location"]
    [desk] = set(re.findall(r'href="(/w/\d+/lead)"', lead.get(start).text))
    page = lead.get(desk)
    [step] = [form for form in forms_of(page.text) if form.startswith("next-open_round")]
    assert lead.submit(page, step).status_code == 303
    assert "Close the round" in lead.get(desk).text
    room = lead.get(desk.removesuffix("/lead")).text
    assert "What must the decision secure in everyday services?" in room
    assert "Does the service work where customers are few" in room
