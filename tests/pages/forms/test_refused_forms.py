"""A refused form keeps what was typed and says what is wrong where it is wrong; a form sent twice counts once."""

import re

from tests.entry.visitor import forms_of, without_moulds
from tests.pages.reading import ids_of


def test_a_refused_form_keeps_what_was_typed_and_ties_each_fault_to_its_field(server, wire, member):
    open_round(wire, server, 0)
    room = member.get(f"/w/{server.example['workshop']['code']}")
    typed = {
        "theme_id": "3",
        "title": "",
        "rationale": "Because <b>roads</b> & rails.",
        "measures.2.responsible": "The ministry",
        "lang": "sv",
    }
    answer = member.submit(room, "propose_goal", **typed)
    assert answer.status_code == 422
    page = answer.text
    assert "Because &lt;b&gt;roads&lt;/b&gt; &amp; rails." in page
    fields = dict(forms_of(page)["propose_goal"]["fields"])
    assert fields["theme_id"] == "3"
    assert fields["lang"] == "sv"
    assert fields["measures.2.responsible"] == "The ministry"
    # The empty rows above were not sent, and the fault is in the row that was.
    for field in ("propose_goal-title", "propose_goal-measures-2-text"):
        tag = re.search(rf'<[^>]* id="{field}"[^>]*>', page)[0]
        assert 'aria-invalid="true"' in tag
        assert f'aria-describedby="{field}-fault' in tag
        assert f'href="#{field}"' in page
        assert ids_of(without_moulds(page)).count(f"{field}-fault") == 1
    assert page.index('role="alert"') < page.index("<h1")
    assert re.search(r'<details class="goal-extra" open>\s*<summary>Measure', page)
    assert member.snapshot()["goals"] == []


def test_a_refused_form_is_sent_again_from_where_it_stands(server, wire, member):
    open_round(wire, server, 0)
    room = member.get(f"/w/{server.example['workshop']['code']}")
    again = member.submit(room, "propose_goal", theme_id="1", title="")
    answer = member.submit(again, "propose_goal", title="Shared teachers")
    assert answer.status_code == 303
    goal = member.snapshot()["goals"][0]
    assert answer.headers["Location"] == f"/w/{server.example['workshop']['code']}#goal-{goal['id']}"
    assert goal["title"] == {"en": "Shared teachers"}


def test_other_forms_of_the_page_stay_as_they_were(server, wire, member):
    open_round(wire, server, 0)
    room_path = f"/w/{server.example['workshop']['code']}"
    typed = {"theme_id": "1", "title": "Shared teachers", "measures.0.text": "Buses"}
    assert member.submit(member.get(room_path), "propose_goal", **typed).status_code == 303
    [goal], [measure] = (member.snapshot()[name] for name in ("goals", "measures"))
    goal_path, form = f"/c/{server.example['consultation']}/goals/{goal['id']}", f"edit_goal-{goal['id']}"
    answer = member.submit(member.get(f"{goal_path}?open={form}"), form, title="")
    assert answer.status_code == 422
    assert f"{form}-title-fault" in ids_of(answer.text)
    for other, text in {f"edit_measure-{measure['id']}": "Buses", f"propose_measure-{goal['id']}": ""}.items():
        page = member.get(f"{goal_path}?open={other}").text
        assert dict(forms_of(page)[other]["fields"])["text"] == text
        assert form not in forms_of(page)


def test_sending_the_same_form_twice_counts_once(server, wire, member):
    open_round(wire, server, 0)
    room = member.get(f"/w/{server.example['workshop']['code']}")
    where, fields = member.fill(room, "propose_goal", theme_id="1", title="Shared teachers")
    answers = [member.post(where, fields) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(member.snapshot()["goals"]) == 1


def test_going_back_and_sending_something_else_loses_nothing(server, wire, member):
    open_round(wire, server, 0)
    room = member.get(f"/w/{server.example['workshop']['code']}")
    assert member.submit(room, "propose_goal", theme_id="1", title="Shared teachers").status_code == 303
    back = member.submit(room, "propose_goal", theme_id="1", title="Fibre to every home")
    assert back.status_code == 409
    assert dict(forms_of(back.text)["propose_goal"]["fields"])["title"] == "Fibre to every home"
    assert member.submit(back, "propose_goal").status_code == 303
    assert len(member.snapshot()["goals"]) == 2


def test_a_text_can_be_taken_back_and_a_list_emptied(server, wire, member):
    open_round(wire, server, 0)
    room_path = f"/w/{server.example['workshop']['code']}"
    where, fields = member.fill(member.get(room_path), "propose_goal", theme_id="1", title="Roads", rationale="Holes.")
    assert member.post(where, [*fields, ("phenomenon_ids[]", "1"), ("phenomenon_ids[]", "2")]).status_code == 303
    goal = member.snapshot()["goals"][0]
    assert (goal["rationale"], goal["phenomenon_ids"]) == ({"en": "Holes."}, [1, 2])
    typed = {"rationale": "", "phenomenon_ids[]": ""}
    goal_path, form = f"/c/{server.example['consultation']}/goals/{goal['id']}", f"edit_goal-{goal['id']}"
    assert member.submit(member.get(f"{goal_path}?open={form}"), form, **typed).status_code == 303
    goal = member.snapshot()["goals"][0]
    assert (goal["title"], goal["rationale"], goal["phenomenon_ids"]) == ({"en": "Roads"}, {}, [])


def test_unticking_takes_an_approval_back(server, wire, member):
    slug = server.example["consultation"]
    goal = wire.done(slug, "propose_goal", theme_id=1, title="Roads", lang="en")["goal_id"]
    vote = wire.done(slug, "create_round", kind="vote", method="approve", title={"en": "Which?"})["round_id"]
    wire.done(slug, "open_round", round_id=vote)
    page, choice = f"/c/{slug}", f"choices.{goal}"
    where, fields = member.fill(member.get(page), f"ballot-{vote}")
    assert member.post(where, [*fields, (choice, "1")]).status_code == 303
    assert member.snapshot()["me"]["ballots"][str(vote)] == {str(goal): 1}
    where, fields = member.fill(member.get(page), f"ballot-{vote}")
    assert (choice, "1") in fields
    # A browser leaves an unticked box out; what is sent in its place is up to the page.
    assert member.post(where, [field for field in fields if field != (choice, "1")]).status_code == 303
    assert member.snapshot()["me"]["ballots"][str(vote)] == {}


def test_a_step_from_a_desk_that_is_behind_is_refused_and_the_desk_shows_how_things_stand(server, wire, lead):
    open_round(wire, server, 0)
    number = server.example["rounds"][0]["id"]
    desk = lead.get(f"/w/{server.example['workshop']['code']}/lead")
    wire.done(server.example["consultation"], "extend_round", round_id=number, minutes=5)
    late = lead.submit(lead.submit(desk, f"next-close_round-{number}"), "ask")
    assert late.status_code == 409
    assert "Things have changed in the meantime." in late.text
    assert re.search(r"\b(5:00|4:\d\d) left", late.text)
    assert lead.submit(lead.submit(late, f"next-close_round-{number}"), "ask").status_code == 303


def open_round(wire, server, place: int) -> None:
    """Open one of the example's rounds."""
    wire.done(server.example["consultation"], "open_round", round_id=server.example["rounds"][place]["id"])
