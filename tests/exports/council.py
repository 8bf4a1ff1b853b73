"""A consultation in which each way of voting was used, in each secrecy, with groups, a quorum and a pass mark."""

import random

from tests.exports.meeting import Meeting
from workshop.db import Database

WAYS: dict[str, dict] = {
    "approve": {"points": 3},
    "opinion": {},
    "dots": {"points": 6, "cap": 4},
    "score": {"criteria": ["importance", "feasibility"]},
    "rank": {"points": 4},
    "consent": {},
}
SECRECIES = ("named", "confidential", "secret")
MUNICIPALITIES = ("091", "049", "005", "005", "091", "049", "010", "016")


def convene(database: Database) -> Meeting:
    """Let eight people vote in each way, named, confidential and secret, and reveal all but the last vote."""
    meeting = Meeting(database)
    meeting.do("edit_consultation", asks_municipality=True)
    for number, municipality in enumerate(MUNICIPALITIES):
        meeting.join(f"Jäsen {number}", "advisory-board" if number < 5 else "infra-network")
        meeting.do("change_me", number, municipality=municipality)
    theme = meeting.snapshot()["themes"][0]["id"]
    for number in range(5):
        meeting.goals[str(number)] = meeting.do("propose_goal", theme_id=theme, title=f"Tavoite {number}")["goal_id"]
    meeting.do("edit_goal", goal_id=meeting.goals["0"], title="Tavoite nolla, toisin")
    meeting.do("add_comment", goal_id=meeting.goals["0"], text="Kommentti", stance="for")
    for method, more in WAYS.items():
        for secrecy in SECRECIES:
            vote(meeting, method, secrecy, quorum=5, pass_mark=50, **more)
    vote(meeting, "dots", "confidential", reveal=False, points=997)
    return meeting


def vote(meeting: Meeting, method: str, secrecy: str, reveal: bool = True, **more) -> int:
    """Hold one vote, and return its id; one goal is hidden after all have voted, and no longer counts."""
    groups = {"breakdowns": ["body", "region", "size"]} if secrecy != "secret" else {}
    asked = {"method": method, "secrecy": secrecy, "results": "on_reveal", **groups, **more}
    name = f"{method} {secrecy}" + ("" if reveal else " kept back")
    theme = meeting.snapshot()["themes"][0]["id"]
    gone = meeting.do("propose_goal", theme_id=theme, title=f"Turha {name}")["goal_id"]
    round_ = meeting.rounds[name] = meeting.open("vote", {"fi": name}, **asked)
    on_ballot = [gone, *(meeting.goals[str(number)] for number in range(5))]
    for member in range(len(MUNICIPALITIES)):
        choices = choices_of(method, random.Random(f"{name} {member}"), on_ballot, more)
        meeting.do("cast_ballot", member, round_id=round_, choices=choices)
    meeting.do("hide_goal", goal_id=gone, reason="Turha")
    meeting.do("close_round", round_id=round_)
    if reveal:
        meeting.do("reveal_results", round_id=round_)
    return round_


def choices_of(method: str, chance: random.Random, goals: list[int], more: dict) -> dict:
    """Return a ballot, by chance."""
    some = chance.sample(goals, chance.randint(2, 3))
    if method == "rank":
        return {str(goal): place for place, goal in enumerate(some, 1)}
    if method == "approve":
        return dict.fromkeys(map(str, some), 1)
    if method == "dots":
        return {str(goal): chance.randint(1, min(2, more["points"])) for goal in some}
    if method == "score":
        return {str(goal): {"importance": chance.randint(1, 5), "feasibility": chance.randint(1, 5)} for goal in some}
    if method == "opinion":
        return {str(goal): chance.choice(["agree", "pass", "disagree"]) for goal in some}
    answers = [{"choice": "agree"}, {"choice": "abstain"}, {"choice": "object", "reason": "Liian kallis"}]
    return {str(goal): chance.choice(answers) for goal in some}
