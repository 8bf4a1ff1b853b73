"""The figures are the same in every export, in the snapshot, and in a recount of the ballots by hand."""

import json
from collections import Counter

import pytest
from sqlalchemy import select

from tests.exports.meeting import METHODS, SECRECIES
from tests.exports.reading import lines, sheets
from workshop.exports.names import NAMES
from workshop.models import Ballot, DetachedBallot

ROUNDS = [f"{method} {secrecy}" for method in METHODS for secrecy in SECRECIES]
CELLS = {"approve": ["approve"], "opinion": ["agree", "pass", "disagree"], "dots": ["points", "voters"]}


@pytest.fixture(scope="package")
def record(meeting) -> dict:
    """The record as the facilitator sees it."""
    return meeting.record()


def recount(meeting, round_id: int) -> dict[str, dict]:
    """Count the ballots of a round, wherever they are kept, by goal."""
    with meeting.database.read() as session:
        ballots = [
            choices
            for table in (Ballot, DetachedBallot)
            for choices in session.scalars(select(table.choices).where(table.round_id == round_id))
        ]
    assert len(ballots) == 12
    said = Counter((goal, value) for ballot in ballots for goal, value in ballot.items())
    counted: dict[str, dict] = {}
    for (goal, value), times in said.items():
        cells = counted.setdefault(goal, Counter())
        if isinstance(value, str):
            cells[value] += times
        else:
            cells["approve"] += times
            cells["points"] += value * times
            cells["voters"] += times
    return counted


@pytest.mark.parametrize("name", ROUNDS)
def test_a_round_has_the_same_figures_everywhere(meeting, record, name):
    method = name.split()[0]
    round_id = str(meeting.rounds[name])
    by_hand = recount(meeting, meeting.rounds[name])
    in_snapshot = meeting.snapshot()["tallies"][round_id]["goals"]
    written = json.loads(NAMES["record.json"].write(record, "fi"))
    counted = next(each for each in written["rounds"] if str(each["id"]) == round_id)
    # The one that was withdrawn later keeps its place among the others.
    goals = [called["goal_id"] for called in counted["called"]]
    assert goals[10] == meeting.goals["late"] and len(goals) == 12
    expected = [[by_hand.get(str(goal), {}).get(cell, 0) for cell in CELLS[method]] for goal in goals]
    assert sum(map(sum, expected)) > 50
    assert [[in_snapshot[str(goal)][cell] for cell in CELLS[method]] for goal in goals] == expected
    assert [[counted["tally"]["goals"][str(goal)][cell] for cell in CELLS[method]] for goal in goals] == expected
    votes = {goal["id"]: goal["votes"][round_id] for theme in written["themes"] for goal in theme["goals"]}
    assert [[votes[goal][cell] for cell in CELLS[method]] for goal in goals if goal in votes] == expected[
        :10
    ] + expected[11:]
    assert figures_in(sheets(NAMES["results.xlsx"].write(record, "en"))["Goals"], name, 8) == expected
    assert figures_in(lines(NAMES["results.csv"].write(record, "fi")), name, 9) == expected


def figures_in(rows: list[list], name: str, before: int) -> list[list[int]]:
    """Find the columns of a round: rounds stand in their order, after the columns that describe a goal."""
    start = before + sum(len(CELLS[other.split()[0]]) for other in ROUNDS[: ROUNDS.index(name)])
    return [[int(cell) for cell in row[start : start + len(CELLS[name.split()[0]])]] for row in rows[1:]]


def test_each_round_has_its_columns_and_no_more(record):
    rows = next(iter(sheets(NAMES["results.xlsx"].write(record, "sv")).values()))
    wanted = 8 + sum(len(CELLS[name.split()[0]]) for name in ROUNDS) + 1
    assert {len(row) for row in rows} == {wanted}
    assert len(set(rows[0])) == wanted
    for name in ROUNDS:
        heads = [heading for heading in rows[0] if heading.startswith(f"{name} – ")]
        assert len(heads) == len(CELLS[name.split()[0]])


def test_the_voters_of_a_round_are_counted_in_the_table_of_rounds(meeting, record):
    rows = sheets(NAMES["results.xlsx"].write(record, "en"))["Rounds"]
    voters = rows[0].index("Voters")
    tallies = meeting.snapshot()["tallies"]
    shown = [str(tallies[str(each["id"])]["voters"]) if str(each["id"]) in tallies else "–" for each in votes(record)]
    assert [str(row[voters]) for row in rows[1:] if row[voters] != ""] == shown
    assert shown.count("12") == 9 and shown[-1] == "–"


def test_figures_by_body_are_those_of_the_snapshot_with_dashes_for_what_is_kept_back(meeting, record):
    rows = sheets(NAMES["results.xlsx"].write(record, "en"))["By group"]
    head = rows[0]
    names = {each["key"]: each["title"]["en"] for each in record["bodies"]} | {"": "No body"}
    expected, kept_back = [], 0
    for each in votes(record):
        breakdowns = (each["tally"] or {}).get("breakdowns")
        for called in each["called"] if breakdowns else ():
            for key, cells in breakdowns["body"][str(called["goal_id"])].items():
                kept_back += cells is None
                shown = [("–" if cells is None else cells[cell]) for cell in CELLS[each["method"]]]
                after = called["number"] == "1.11"
                expected.append([called["number"], names[key], *shown, cells is None, after])
    # Number, name, the figures of the method, whether a note says that they are kept back, what became of it later.
    found = [
        [row[1], row[4], *(cell for cell in row[5:11] if cell != ""), row[11] != "", row[12].startswith("withdrawn")]
        for row in rows[1:]
    ]
    assert found == expected
    assert head[5:11] == ["Approve", "Agree", "Pass", "Disagree", "Points", "Voters"]
    assert kept_back > 10
    assert sum(not row[-2] for row in found) > 100


def test_named_votes_are_those_that_were_cast_and_only_of_named_rounds(meeting, record):
    rows = sheets(NAMES["results.xlsx"].write(record, "en"))["Named votes"]
    goals = {called["goal_id"]: called["number"] for each in votes(record)[:-1] for called in each["called"]}
    expected = []
    for name in (name for name in ROUNDS if name.endswith("named")):
        with meeting.database.read() as session:
            ballots = session.scalars(select(Ballot.choices).where(Ballot.round_id == meeting.rounds[name])).all()
        for choices in ballots:
            expected += [(goals[int(goal)], said(value, name)) for goal, value in choices.items() if int(goal) in goals]
    assert Counter((row[3], row[5] or row[6]) for row in rows[1:]) == Counter(expected)
    assert {row[1] for row in rows[1:]} == {f"Osallistuja {number}" for number in range(12)}


def said(value, name: str):
    """Say a choice as the table does."""
    return value if name.startswith("dots") else "Approve" if value == 1 else value.capitalize()


def votes(record: dict) -> list[dict]:
    """The voting rounds of a record."""
    return [each for each in record["rounds"] if each["kind"] == "vote"]
