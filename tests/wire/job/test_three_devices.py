"""One person's ballot from three devices, interleaved at random with the network cut: what was acknowledged stays."""

from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.entry.visitor import forms_of
from tests.faults.room import Room
from tests.nodes.client import Client

GOALS, POINTS = 4, 9
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
# What becomes of a request: it never arrives, its answer never does, or both do.
CUT_BEFORE, CUT_AFTER, WHOLE = FATES = ("cut before", "cut after", "whole")


@dataclass
class Device:
    """A page with the ballot on it: what it showed, what was chosen in it since, and what it could not get through."""

    shown: dict[str, str]
    chosen: dict[str, str] = field(default_factory=dict)
    waiting: tuple[str, dict[str, str]] | None = None

    def fields(self) -> dict[str, str]:
        """What the form sends: every choice, and beside it what was shown."""
        choices = {f"choices.{goal}": self.chosen.get(goal, was) for goal, was in self.shown.items()}
        return choices | {f"shown.choices.{goal}": was for goal, was in self.shown.items()}

    def changes(self) -> dict[str, str]:
        """What was changed here."""
        return {goal: value for goal, value in self.chosen.items() if value != self.shown[goal]}


class Person:
    """One member with three devices, and what they were promised: the choices that were acknowledged."""

    def __init__(self, room: Room, member: Client, goals: list[str]):
        self.room, self.member = room, member
        self.round = room.vote(method="dots", points=POINTS, secrecy="named")
        self.promised: dict[str, str] = {}
        self.devices = [Device(dict.fromkeys(goals, "")) for _ in range(3)]

    def look(self, device: Device) -> None:
        """Load the page again, as a plain form is shown: what was begun in it is put back as a draft."""
        begun = device.changes()
        page = self.member.request("GET", f"/c/{self.room.slug}")
        fields = dict(forms_of(page.text)[f"ballot-{self.round}"]["fields"])
        device.shown = {goal: fields[f"shown.choices.{goal}"] for goal in device.shown}
        assert {goal: fields[f"choices.{goal}"] for goal in device.shown} == device.shown
        device.chosen = {goal: value for goal, value in begun.items() if value != device.shown[goal]}

    def send(self, device: Device, fate: str) -> None:
        """Press the button, or let the browser try again what it holds, with the same key."""
        device.waiting = device.waiting or (str(uuid4()), device.fields())
        key, fields = device.waiting
        if fate == CUT_BEFORE:
            return
        path = f"/api/v1/consultations/{self.room.slug}/do/cast_ballot"
        body = urlencode({"round_id": self.round, "key": key, "page": "/", **fields})
        answer = self.member.request("POST", path, data=body, headers=HEADERS)
        assert answer.status_code in (200, 422), answer.text
        changed = {goal: fields[f"choices.{goal}"] for goal in device.shown}
        changed = {goal: value for goal, value in changed.items() if value != fields[f"shown.choices.{goal}"]}
        if answer.ok and "Idempotency-Replayed" not in answer.headers:
            self.promised |= changed
        if fate == CUT_AFTER:
            return
        device.waiting = None
        if answer.ok:
            device.shown = {**device.shown, **changed}
            self.look(device)
        else:
            assert list(answer.json()["errors"]) == ["choices"], "more dots than there are, with those from elsewhere"

    def check(self) -> None:
        """Compare what is stored with what was promised."""
        stored = self.member.snapshot(self.room.slug)["me"]["ballots"].get(str(self.round), {})
        assert {goal: str(value) for goal, value in stored.items()} == {g: v for g, v in self.promised.items() if v}


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("choose"), st.integers(0, 2), st.integers(0, GOALS - 1), st.integers(0, 4)),
        st.tuples(st.just("send"), st.integers(0, 2), st.sampled_from(FATES)),
        st.tuples(st.just("look"), st.integers(0, 2)),
    ),
    min_size=4,
    max_size=24,
)


@pytest.fixture(scope="module")
def hall(shared_in_process):
    room = Room(shared_in_process)
    yield room, room.people(1)[0], room.goals(GOALS)
    room.close()


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
@example(steps=[("choose", 1, 1, 2), ("choose", 0, 0, 2), ("send", 0, WHOLE), ("send", 1, WHOLE)])
@example(
    steps=[("choose", 0, 0, 2), ("send", 0, CUT_AFTER), ("choose", 1, 0, 3), ("send", 1, WHOLE), ("send", 0, WHOLE)]
)
@example(steps=[("choose", 0, 0, 3), ("send", 0, WHOLE), ("choose", 0, 0, 0), ("choose", 1, 1, 4), ("send", 1, WHOLE)])
def test_nothing_that_was_acknowledged_and_not_changed_later_is_gone(hall, steps):
    person = Person(*hall)
    for what, number, *more in steps:
        device = person.devices[number]
        if what == "choose":
            goal = list(device.shown)[more[0]]
            device.chosen[goal] = str(more[1] or "")
        elif what == "send":
            person.send(device, *more)
        else:
            person.look(device)
        person.check()
    person.room.do("close_round", round_id=person.round)
