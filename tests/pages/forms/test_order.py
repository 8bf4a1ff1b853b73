"""Themes, phenomena and bodies are put in order by buttons, in the settings and in the set-up."""

import pytest

from tests.entry.visitor import forms_of


def order(wire, server, name: str) -> list[int]:
    """The ids of a list's things in their order."""
    things = wire.snapshot(server.example["consultation"])[name]
    return [one["id"] for one in sorted(things, key=lambda one: (one["position"], one["id"]))]


@pytest.mark.parametrize("name", ["themes", "phenomena", "bodies"])
def test_a_button_puts_one_before_its_neighbour_and_a_second_press_changes_nothing(server, wire, lead, name):
    first, second, *others = order(wire, server, name)
    slug = server.example["consultation"]
    for _ in range(2):
        answer = lead.post(f"/c/{slug}/order/{name}", {"id": str(second), "place": "0"})
        assert answer.status_code == 303
        assert f"/c/{slug}/settings#" in answer.headers["Location"]
        assert order(wire, server, name) == [second, first, *others]
    revision = wire.snapshot(slug)["revision"]
    lead.post(f"/c/{slug}/order/{name}", {"id": str(second), "place": "0"})
    assert wire.snapshot(slug)["revision"] == revision


def test_the_set_up_has_the_same_buttons_and_comes_back_to_its_step(server, wire, lead):
    slug = server.example["consultation"]
    first, second, *others = order(wire, server, "themes")
    page = lead.get(f"/c/{slug}/start/themes")
    assert page.text.count(f'action="/c/{slug}/order/themes"') == 2 + len(others)
    answer = lead.post(f"/c/{slug}/order/themes", {"id": str(first), "place": "1", "from": "start"})
    assert answer.headers["Location"].endswith(f"/c/{slug}/start/themes")
    assert order(wire, server, "themes") == [second, first, *others]


def test_nothing_is_put_where_there_is_no_place_and_members_put_nothing(server, wire, lead, member):
    slug = server.example["consultation"]
    [first, *_] = before = order(wire, server, "themes")
    for name, fields in (
        ("themes", {"id": str(first), "place": str(len(before))}),
        ("themes", {"id": str(first), "place": "-1"}),
        ("themes", {"id": "987654", "place": "0"}),
        ("rounds", {"id": "1", "place": "0"}),
    ):
        assert lead.post(f"/c/{slug}/order/{name}", fields).status_code == 404
    assert member.post(f"/c/{slug}/order/themes", {"id": str(first), "place": "1"}).status_code == 403
    assert order(wire, server, "themes") == before
    assert forms_of(lead.get(f"/c/{slug}/settings").text)
