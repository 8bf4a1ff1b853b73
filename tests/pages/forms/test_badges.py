"""Colours and icons are chosen in the settings by plain forms, and what nobody changes stays."""

from tests.entry.visitor import Visitor, path_of


def lead(server) -> Visitor:
    """The facilitator of the example."""
    visitor = Visitor(server)
    visitor.submit(visitor.get(path_of(server, server.example["facilitator"]["sign_in"])), "link")
    return visitor


def test_a_theme_is_made_with_the_next_and_given_others(server, wire):
    visitor, slug = lead(server), server.example["consultation"]
    path = f"/c/{slug}/settings"
    visitor.submit(visitor.get(path), "create_theme", **{"title.en": "Sixth"})
    made = wire.snapshot(slug)["themes"][-1]
    others = [(one["colour"], one["icon"]) for one in wire.snapshot(slug)["themes"][:-1]]
    assert made["colour"] not in {colour for colour, _ in others} and made["icon"] not in {icon for _, icon in others}
    answer = visitor.submit(visitor.get(path), f"edit_theme-{made['id']}", colour="slate")
    assert answer.status_code == 303, answer.text
    changed = wire.snapshot(slug)["themes"][-1]
    assert (changed["colour"], changed["icon"], changed["title"]) == ("slate", made["icon"], made["title"])
    phenomenon = wire.snapshot(slug)["phenomena"][0]
    visitor.submit(visitor.get(path), f"edit_phenomenon-{phenomenon['id']}", icon="globe")
    assert wire.snapshot(slug)["phenomena"][0]["icon"] == "globe"
