"""A hall of sixty: thirty phones, twenty ballots on paper, six hands; each channel is the same wherever it is read."""

import json
import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from tests.exports.reading import lines, sheets
from tests.nodes.client import Client
from workshop.methods import METHODS, way

PHONES, SHEETS, HANDS = 30, 20, 6
NAMES = ("On devices", "On paper", "By show of hands")
FIGURES = {"approve": ("approve",), "opinion": ("agree", "pass", "disagree"), "consent": ("agree", "abstain", "object")}


@dataclass
class Held:
    """A vote that was held: what each was sent, and how everybody sees it."""

    slug: str
    round_id: str
    goals: list[str]
    device: list[dict]
    paper: list[dict]
    hands: dict[str, dict[str, int]]
    lead: Client

    @property
    def shown(self) -> dict[str, Any]:
        """The tally as everybody sees it."""
        return self.lead.snapshot(self.slug)["tallies"][self.round_id]


def _choice(method: str, chance: random.Random) -> Any:
    if method == "approve":
        return 1
    return chance.choice(FIGURES[method]) if method == "opinion" else {"choice": chance.choice(FIGURES[method][:2])}


def _ballots(method: str, goals: list[str], number: int, chance: random.Random) -> list[dict]:
    return [{goal: _choice(method, chance) for goal in chance.sample(goals, 3)} for _ in range(number)]


def _word(choice: Any) -> str:
    return {1: "approve"}.get(choice, choice) if not isinstance(choice, dict) else choice["choice"]


def _counted(ballots: list[dict], goals: list[str], method: str) -> dict[str, dict[str, int]]:
    """Count naively, by the words of choices alone."""
    found = {goal: Counter(_word(ballot[goal]) for ballot in ballots if goal in ballot) for goal in goals}
    return {goal: {name: found[goal][name] for name in FIGURES[method]} for goal in goals}


@pytest.fixture(scope="module")
def hall(shared_in_process) -> tuple[Client, str, list[Client]]:
    """A consultation of its own, with thirty people who have phones."""
    lead = Client(shared_in_process.url, shared_in_process.example["facilitator"]["token"])
    about = {"title": {"en": "Hall"}, "lang": "en"}
    made = lead.request(
        "POST", "/api/v1/do/create_consultation", json=about, key="0f0e0d0c-1111-4222-8333-444455556666"
    )
    slug = made.json()["result"]["slug"]
    lead.done(slug, "create_theme", title="Theme")
    lead.done(slug, "create_workshop", title="Hall")
    code = lead.snapshot(slug)["workshops"][0]["code"]
    phones = [Client(lead.base_url) for _ in range(PHONES)]
    for number, phone in enumerate(phones):
        assert phone.join(code, f"Phone {number}").ok
    return lead, slug, phones


def _hold(hall, method: str, about: str) -> Held:
    lead, slug, phones = hall
    chance = random.Random(method)
    theme = lead.snapshot(slug)["themes"][0]["id"]
    goals = [
        str(lead.done(slug, "propose_goal", theme_id=theme, title=f"{method} {about} {number}")["goal_id"])
        for number in range(5)
    ]
    vote = {
        "kind": "vote",
        "title": {"en": f"{method} {about}"},
        "method": method,
        "secrecy": "named",
        "results": "on_reveal",
    }
    vote = lead.done(slug, "create_round", **vote, on_ballot={"ids": [int(goal) for goal in goals]})["round_id"]
    lead.done(slug, "open_round", round_id=vote)
    device, paper = (_ballots(method, goals, number, chance) for number in (PHONES, SHEETS))
    for phone, choices in zip(phones, device, strict=True):
        phone.done(slug, "cast_ballot", round_id=vote, choices=choices)
    for number, choices in enumerate(paper, 1):
        lead.done(slug, "give_sheet", round_id=vote)
        lead.done(slug, "enter_paper_ballot", round_id=vote, number=number, choices=choices)
    hands = {goals[0]: {FIGURES[method][0]: HANDS}, goals[1]: {FIGURES[method][-1]: 2}}
    lead.done(slug, "record_hands", round_id=vote, figures=hands)
    lead.done(slug, "close_round", round_id=vote)
    for number, choices in enumerate(paper, 1):
        lead.done(slug, "confirm_paper_ballot", round_id=vote, number=number, choices=choices)
    assert lead.do(slug, "reveal_results", round_id=vote).json()["reason"] == "paper_open"
    lead.done(slug, "complete_paper", round_id=vote)
    lead.done(slug, "reveal_results", round_id=vote)
    whole = {goal: {name: cells.get(name, 0) for name in FIGURES[method]} for goal, cells in hands.items()}
    return Held(slug, str(vote), goals, device, paper, whole, lead)


@pytest.mark.parametrize("method", FIGURES)
def test_nobody_is_counted_twice_and_a_recount_from_the_record_gives_the_same(hall, method):
    held = _hold(hall, method, "counted")
    shown = held.shown
    channels = shown["channels"]
    assert shown["voters"] == PHONES + SHEETS
    assert {name: own["voters"] for name, own in channels.items()} == {
        "device": PHONES,
        "paper": SHEETS,
        "hands": HANDS,
    }
    assert channels["device"]["goals"] == _counted(held.device, held.goals, method)
    assert channels["paper"]["goals"] == _counted(held.paper, held.goals, method)
    assert channels["hands"]["goals"] == held.hands
    assert shown["goals"] == _counted(held.device + held.paper, held.goals, method), "hands are added to nothing"
    assert shown["turnout"]["voted"] == PHONES + SHEETS
    # The facilitator may vote too.
    assert shown["turnout"]["entitled"] == PHONES + 1 + SHEETS
    record = json.loads(held.lead.request("GET", f"/c/{held.slug}/export/record.json").content)
    [told] = [each for each in record["rounds"] if str(each["id"]) == held.round_id]
    ballots = [ballot["choices"] for ballot in told["tally"]["ballots"]] + told["tally"]["channels"]["paper"]["ballots"]
    assert way(method).count(ballots, held.goals) == told["tally"]["goals"] == shown["goals"]
    assert "name" not in json.dumps(told["tally"]["channels"]), "a sheet stands beside no name"


@pytest.mark.parametrize("method", FIGURES)
def test_each_channel_has_the_same_figures_in_every_file_and_on_every_page(hall, method):
    held = _hold(hall, method, "in files")
    channels = held.shown["channels"]
    whole = sheets(held.lead.request("GET", f"/c/{held.slug}/export/results.xlsx?lang=en").content)
    plain = lines(held.lead.request("GET", f"/c/{held.slug}/export/results.csv?lang=en").content)
    names = [str(words) for words in METHODS[method].figures.values()]
    for head, *rows in (whole["Goals"], plain):
        titles = {row[head.index("Goal")]: row for row in rows}
        for place, goal in enumerate(held.goals):
            row = titles[f"{method} in files {place}"]
            for channel, words in zip(("device", "paper", "hands"), NAMES, strict=True):
                cells = channels[channel]["goals"].get(goal, {})
                at = [column for column, heading in enumerate(head) if heading.endswith(f"({words})")]
                own = [
                    column for column in at if head[column].startswith(f"{method} in files – ") and row[column] != ""
                ]
                wanted = [cells[name] for name in FIGURES[method]] if cells else []
                assert [int(row[column]) for column in own] == wanted, (channel, goal)
                assert not own or [head[column].split(" – ")[1].split(" (")[0] for column in own] == names
    [line] = [row for row in whole["Rounds"][1:] if f"{method} in files" in row]
    head = whole["Rounds"][0]
    assert [line[head.index(name)] for name in NAMES] == [PHONES, SHEETS, HANDS]
    assert "nobody can check them" in line[head.index("Note")]
