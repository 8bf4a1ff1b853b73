"""The list of goals is rendered once for many readers: each sees what is offered to them, and what is their own."""

import re
from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor
from tests.nodes.client import Client

LIST = re.compile(r'<div class="theme-list".*?<template id="row-template-theme-section">', re.DOTALL)
CARD = r'<article class="card goal[^>]*id="goal-{}".*?</article>'
YOURS = '<strong class="tag own" data-show="mine">'
SAY = ">Comment on this<"


@pytest.fixture
def path(server) -> str:
    """The address of the example's room."""
    return f"/w/{server.example['workshop']['code']}"


@pytest.fixture
def goal_id(server, wire) -> int:
    """A new goal of the facilitator's, on which nobody has said anything."""
    slug = server.example["consultation"]
    theme_id = wire.snapshot(slug)["themes"][0]["id"]
    return wire.done(slug, "propose_goal", theme_id=theme_id, title="Rail to the harbour", lang="en")["goal_id"]


def list_of(visitor: Visitor, path: str) -> str:
    """Return the list of goals as a reader's page has it."""
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text
    return LIST.search(answer.text)[0]


def card_of(visitor: Visitor, path: str, number: int) -> str:
    """Return the card of a goal as a reader's page has it."""
    return re.search(CARD.format(number), list_of(visitor, path), re.DOTALL)[0]


def open_round(wire: Client, slug: str, kind: str) -> None:
    """Close what is open, and open a round of a kind."""
    for one in wire.snapshot(slug)["rounds"]:
        if one["state"] == "open":
            wire.done(slug, "close_round", round_id=one["id"])
    round_id = wire.done(slug, "create_round", kind=kind, title=f"To {kind}")["round_id"]
    wire.done(slug, "open_round", round_id=round_id)


def propose(visitor: Visitor, wire: Client, slug: str, title: str) -> int:
    """Propose a goal by the form, while that is asked; returns its id."""
    fields = {"key": str(uuid4()), "theme_id": wire.snapshot(slug)["themes"][0]["id"], "title": title}
    assert visitor.post(f"/api/v1/consultations/{slug}/do/propose_goal", fields).status_code == 303
    return max(goal["id"] for goal in wire.snapshot(slug)["goals"])


def test_two_who_wrote_nothing_get_the_same_list(server, path, goal_id, member):
    other = Visitor(server)
    other.join("Berit")
    assert list_of(member, path) == list_of(other, path)


def test_what_one_wrote_is_marked_for_its_author_alone(server, path, wire, member):
    slug = server.example["consultation"]
    open_round(wire, slug, "propose")
    other = Visitor(server)
    other.join("Berit")
    before = list_of(member, path)
    number = propose(other, wire, slug, "A library bus")
    assert YOURS in card_of(other, path, number)
    assert YOURS not in card_of(member, path, number)
    assert "A library bus" not in before


def test_a_goal_that_changes_is_shown_to_everybody_as_it_is_now(server, path, wire, goal_id, member):
    assert "Rail to the harbour" in card_of(member, path, goal_id)
    slug = server.example["consultation"]
    wire.done(slug, "edit_goal", goal_id=goal_id, title="A tram to the harbour", lang="en")
    assert "A tram to the harbour" in card_of(member, path, goal_id)
    wire.done(slug, "hide_goal", goal_id=goal_id, reason="Said twice")
    assert "A tram to the harbour" not in list_of(member, path)


def test_each_is_offered_what_they_may_do_and_in_their_language(server, path, wire, goal_id, member):
    slug = server.example["consultation"]
    open_round(wire, slug, "comment")
    observer, swede = Visitor(server), Visitor(server, "sv")
    observer.join("Onni")
    swede.join("Sven")
    they = observer.snapshot()["me"]["participant"]["id"]
    wire.done(slug, "change_participant", participant_id=they, role="observer")
    assert SAY in card_of(member, path, goal_id)
    assert SAY not in card_of(observer, path, goal_id)
    assert "Kommentera" in card_of(swede, path, goal_id)
    open_round(wire, slug, "propose")
    assert SAY not in card_of(member, path, goal_id)


def test_a_list_that_is_asked_for_something_is_the_askers_own(path, goal_id, member):
    assert "Rail to the harbour" in list_of(member, path)
    assert "Rail to the harbour" not in list_of(member, f"{path}?q=nothing-of-the-kind")
    assert "Rail to the harbour" in list_of(member, path)


def test_names_are_shown_to_the_facilitator_who_asks_for_them_and_to_nobody_else(server, path, wire, lead, member):
    slug = server.example["consultation"]
    open_round(wire, slug, "propose")
    number = propose(member, wire, slug, "A library bus")
    other = Visitor(server)
    other.join("Berit")
    author = '<span class="goal-author" data-field="author">{}</span>'
    assert author.format("") in card_of(lead, path, number)
    lead.get(f"{path}?names=shown")
    assert author.format("Aino") in card_of(lead, path, number)
    assert author.format("") in card_of(other, path, number)
