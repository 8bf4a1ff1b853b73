"""What must be true once a fault is over: acknowledged ⊆ stored ⊆ sent, each once, and everybody sees the same."""

import time
from collections import Counter
from dataclasses import dataclass, field

from tests.campaign.converging import converge
from tests.campaign.scene import Scene, Vote
from tests.nodes.client import Client

TEXTS = {"propose_goal": ("goals", "title"), "add_comment": ("comments", "text")}


@dataclass
class Verdict:
    """What one repetition came to: figures, and in words whatever must not be.

    `replayed` counts first answers that were given again, `could_not` answers that nothing can be saved now,
    `slowest` is how many seconds the last client took to show what the server has.
    """

    sent: int = 0
    acknowledged: int = 0
    replayed: int = 0
    could_not: int = 0
    slowest: float = 0.0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def broken(self) -> list[str]:
        """All that must not be, in words."""
        return [*self.lost, *self.doubled, *self.apart, *self.wrong]


def check(scene: Scene) -> Verdict:
    """Look at everything: what was sent and what is stored, ballots and tallies, the journal, what clients know."""
    sent = scene.sent()
    verdict = Verdict(
        sent=len(sent),
        acknowledged=len(scene.acknowledged()),
        replayed=sum(each.replayed for each in sent),
        could_not=sum(person.could_not for person in scene.people),
    )
    verdict.wrong += [f"never answered: {each}" for each in sent if each.answered_at is None]
    _converged(scene, verdict)
    _things(scene, verdict)
    for vote in scene.votes:
        _ballots(scene, vote, verdict)
    _journal(scene, verdict)
    _converged(scene, verdict)
    for promise in scene.promises:
        try:
            promise()
        except AssertionError as broken:
            verdict.wrong.append(f"{promise.__doc__ or promise.__name__}: {broken}")
    for each in (*scene.people, *scene.hearers):
        verdict.wrong += each.wrong
    return verdict


def _things(scene, verdict):
    seen = scene.lead.snapshot(scene.slug)
    for command, (kind, field_) in TEXTS.items():
        stored = Counter(text for thing in seen[kind] for text in thing[field_].values())
        numbers = {text: thing["id"] for thing in seen[kind] for text in thing[field_].values()}
        sent = {each.arguments[field_]: each for each in scene.sent() if each.command == command}
        for text, each in sent.items():
            if stored[text] > 1:
                verdict.doubled.append(f"{stored[text]} times: {each}")
            if each.acknowledged and numbers.get(text) != next(iter(each.result.values())):
                verdict.lost.append(f"acknowledged and not there: {each}")
            if each.refusal and stored[text]:
                verdict.wrong.append(f"refused and there: {each}")
        own = len(scene.goals) if kind == "goals" else 0
        if unsent := stored.keys() - sent.keys():
            verdict.wrong += [f"never sent: {text}" for text in unsent] if len(unsent) > own else []


def _ballots(scene, vote: Vote, verdict: Verdict):
    ballots = {}
    for person in scene.people:
        cast = [each for each in person.sent if each.arguments.get("round_id") == vote.round_id and each.acknowledged]
        if not cast:
            continue
        ballots[person.name] = {goal: value for goal, value in cast[-1].arguments["choices"].items() if value}
        versions = [each.result["version"] for each in cast]
        if versions != list(range(1, len(cast) + 1)):
            verdict.doubled.append(f"{person.name}'s ballots were counted as {versions}")
        _own_ballot(scene, vote, person, ballots[person.name], verdict)
    _tally(scene, vote, ballots, verdict)


def _own_ballot(scene, vote, person, choices, verdict):
    with Client(scene.place.server.url, person.doors[0].token) as client:
        seen = client.snapshot(scene.slug)
    state = next(each["state"] for each in seen["rounds"] if each["id"] == vote.round_id)
    if vote.round_id not in seen["me"]["voted"]:
        verdict.lost.append(f"{person.name} is not on the roll of round {vote.round_id}")
    held = seen["me"]["ballots"].get(str(vote.round_id), {})
    if (vote.secrecy == "named" or (vote.secrecy == "confidential" and state == "open")) and held != choices:
        verdict.lost.append(f"{person.name}'s ballot is {held} instead of {choices}")


def _tally(scene, vote, ballots, verdict):
    room = scene.room
    if room.round(vote.round_id)["state"] == "open":
        room.do("close_round", round_id=vote.round_id)
    if str(vote.round_id) not in room.lead.snapshot(scene.slug)["tallies"]:
        room.do("reveal_results", round_id=vote.round_id)
    tally = room.tally(vote.round_id)
    counted = dict.fromkeys(scene.goals, 0)
    for choices in ballots.values():
        for goal, value in choices.items():
            counted[goal] += value
    shown = {goal: cells["points" if vote.points else "approve"] for goal, cells in tally["goals"].items()}
    if (tally["voters"], {goal: shown[goal] for goal in counted}) != (len(ballots), counted):
        held, due = (tally["voters"], sum(shown.values())), (len(ballots), sum(counted.values()))
        kind = verdict.lost if held < due else verdict.doubled
        kind.append(f"round {vote.round_id} ({vote.secrecy}): {tally} instead of {counted} by {len(ballots)}")


def _journal(scene, verdict):
    [(rows, different, last, head)] = scene.place.rows(
        "SELECT count(*), count(DISTINCT event.revision), max(event.revision), max(consultation.revision) FROM event "
        "JOIN consultation ON consultation.id = event.consultation_id WHERE consultation.slug = :slug",
        slug=scene.slug,
    )
    if not rows == different == last == head:
        verdict.wrong.append(f"the journal has gaps: {rows} rows, {different} revisions, the last {last}, head {head}")


def _converged(scene, verdict):
    began = time.monotonic()
    for hearer in scene.hearers:
        try:
            converge(hearer, scene.place.server.url, began + scene.patience)
        except AssertionError as apart:
            verdict.apart.append(str(apart))
    verdict.slowest = max(verdict.slowest, time.monotonic() - began)
