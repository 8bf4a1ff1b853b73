"""A hall of sixty: phones, cards, tables, paper, hands; nobody counts twice, each channel is the same anywhere."""

import json
import random
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.exports.reading import lines, sheets
from tests.nodes.client import Client
from tests.pages.channels import expected, on_page, on_wall
from workshop.exports.bundle import verify
from workshop.methods import METHODS, way

PHONES, CARDS, TABLES, SHEETS, HANDS = 30, 10, 4, 20, 6
NAMES = ("On devices", "On paper", "By show of hands")
FIGURES = {"approve": ("approve",), "opinion": ("agree", "pass", "disagree"), "consent": ("agree", "abstain", "object")}


@dataclass
class Held:
    """A vote that was held: what each was sent, and how everybody sees it."""

    slug: str
    workshop: dict
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
    workshop = lead.snapshot(slug)["workshops"][0]["id"]
    cards = lead.done(slug, "make_cards", workshop_id=workshop, number=CARDS)["cards"]
    phones = [Client(lead.base_url) for _ in range(PHONES)]
    for number, phone in enumerate(phones):
        assert phone.join(cards[number]["code"] if number < CARDS else code, f"Phone {number}").ok
    for number in range(TABLES):
        assert Client(lead.base_url).join(code, "", table={"name": f"Table {number}", "people": 8}).ok
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
    [workshop] = lead.snapshot(slug)["workshops"]
    return Held(slug, workshop, str(vote), goals, device, paper, whole, lead)


@pytest.mark.parametrize("method", FIGURES)
def test_nobody_is_counted_twice_and_a_recount_from_the_record_gives_the_same(hall, method, tmp_path):
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
    report, files = _checked(held, tmp_path)
    assert report.lines(report.faults) == []
    assert any(
        f"{method} counted: recounted ({PHONES + SHEETS} ballots)" in line for line in report.lines(report.found)
    )
    # Whoever changes what came on paper, and all hashes with it, has another figure than was committed to.
    name = f"rounds/{held.round_id}.json"
    round_ = json.loads(files[name])
    cells = round_["tally"]["channels"]["paper"]["goals"][held.goals[0]]
    cells[FIGURES[method][0]] += 1
    (tmp_path / "record" / name).write_text(json.dumps(round_))
    said = verify.check(tmp_path / "record", None, "en")
    assert f"{name}: the figures of devices or of paper are not those that were committed to" in said.lines(said.faults)


def _checked(held: Held, folder: Path):
    """Check the record with its own program; return what it found, and the files."""
    place = folder / "record.zip"
    place.write_bytes(held.lead.request("GET", f"/c/{held.slug}/export/record.zip").content)
    with zipfile.ZipFile(place) as packed:
        packed.extractall(folder / "record")
        files = {name: packed.read(name) for name in packed.namelist()}
    return verify.check(place, None, "en"), files


def _refused(client: Client, slug: str, command: str, **about) -> str:
    """Why a command is refused: the reason of a conflict, else its code."""
    answer = client.do(slug, command, **about).json()
    return answer.get("reason") or answer["code"]


@pytest.mark.parametrize("secrecy", ["named", "confidential"])
def test_a_card_a_sheet_and_a_device_are_one_vote(shared_in_process, secrecy):
    lead = Client(shared_in_process.url, shared_in_process.example["facilitator"]["token"])
    about = {"title": {"en": f"Seats {secrecy}"}, "lang": "en"}
    made = lead.request("POST", "/api/v1/do/create_consultation", json=about, key=str(uuid4())).json()
    slug = made["result"]["slug"]
    theme = lead.done(slug, "create_theme", title="Theme")["theme_id"]
    workshop = lead.done(slug, "create_workshop", title="Hall")["workshop_id"]
    code = lead.snapshot(slug)["workshops"][0]["code"]
    cards = [each["code"] for each in lead.done(slug, "make_cards", workshop_id=workshop, number=3)["cards"]]
    goal = lead.done(slug, "propose_goal", theme_id=theme, title="Fibre")["goal_id"]
    about = {"kind": "vote", "title": "Vote", "method": "approve", "secrecy": secrecy, "results": "on_reveal"}
    vote = lead.done(slug, "create_round", **about, totals="always")["round_id"]
    lead.done(slug, "open_round", round_id=vote)
    ballot = {"round_id": vote, "choices": {str(goal): 1}}

    def come(code: str, **more) -> tuple[Client, int]:
        person = Client(lead.base_url)
        assert person.join(code, "" if more else f"Person {uuid4()}", **more).ok
        return person, person.snapshot(slug)["me"]["participant"]["id"]

    by_device, _ = come(cards[0])
    by_device.done(slug, "cast_ballot", **ballot)
    on_paper, paper_id = come(cards[1])
    lead.done(slug, "give_sheet", round_id=vote, participant_id=paper_id)
    assert _refused(on_paper, slug, "cast_ballot", **ballot) == "already_voted"
    for holder, card in ((by_device, cards[0]), (on_paper, cards[1])):
        holder.done(slug, "give_back_my_card")
        after, after_id = come(card)
        assert _refused(after, slug, "cast_ballot", **ballot) == "already_voted"
        assert _refused(lead, slug, "give_sheet", round_id=vote, participant_id=after_id) == "may_not_vote"
    table, table_id = come(code, table={"name": "Table", "people": 8})
    assert _refused(table, slug, "cast_ballot", **ballot) == "forbidden"
    assert _refused(lead, slug, "give_sheet", round_id=vote, participant_id=table_id) == "may_not_vote"
    last, _ = come(cards[2])
    last.done(slug, "cast_ballot", **ballot)
    for giver in ("enter_paper_ballot", "confirm_paper_ballot"):
        lead.done(slug, giver, round_id=vote, number=1, choices={str(goal): 1})
    for command in ("close_round", "complete_paper", "reveal_results"):
        lead.done(slug, command, round_id=vote)
    shown = lead.snapshot(slug)["tallies"][str(vote)]
    assert (shown["voters"], shown["goals"][str(goal)]) == (3, {"approve": 3})


@pytest.mark.parametrize("method", FIGURES)
def test_each_channel_has_the_same_figures_in_every_file_and_on_every_page(hall, method):
    held = _hold(hall, method, "in files")
    channels = held.shown["channels"]
    _check_files(held, method, channels)
    seen = expected(held.shown, method)
    heard = {name: len(goals) for name, goals in _by_channel(seen.goals).items()}
    assert heard == {"device": 5, "paper": 5, "hands": 2}
    page = held.lead.request("GET", f"/c/{held.slug}/results")
    assert on_page(page.text, held.round_id) == seen
    held.lead.done(
        held.slug, "show", workshop_id=held.workshop["id"], scene="results", round_id=int(held.round_id), hold=True
    )
    wall = held.lead.request("GET", f"/w/{held.workshop['code']}/wall?lang=en")
    assert on_wall(wall.text) == seen
    # Whoever counts the ballots of the record anew, those of devices and those of paper apart, has these figures.
    record = json.loads(held.lead.request("GET", f"/c/{held.slug}/export/record.json").content)
    [told] = [each["tally"] for each in record["rounds"] if str(each["id"]) == held.round_id]
    assert told["channels"]["hands"] == channels["hands"]
    for channel, ballots in (
        ("device", [ballot["choices"] for ballot in told["ballots"]]),
        ("paper", told["channels"]["paper"]["ballots"]),
    ):
        assert len(ballots) == told["channels"][channel]["voters"] == channels[channel]["voters"]
        recounted = way(method).count(ballots, held.goals)
        assert recounted == told["channels"][channel]["goals"] == channels[channel]["goals"], channel


def _by_channel(goals: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Return the goals that each channel has figures on."""
    return {name: [goal for goal, own in goals.items() if name in own] for name in ("device", "paper", "hands")}


def _check_files(held: Held, method: str, channels: dict[str, Any]) -> None:
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
