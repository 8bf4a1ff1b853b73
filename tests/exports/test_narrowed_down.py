"""What was narrowed down, in files: what is set aside stands below with its reason, and measures have their figures."""

import shutil
from collections.abc import Iterator

import pytest

from tests.commands.hall import Hall, found
from workshop.db import Database
from workshop.exports.contributions import measures_table
from workshop.exports.goals import goals_table
from workshop.exports.groups import groups_table
from workshop.exports.rounds import named_votes_table, rounds_table
from workshop.exports.tables import Table
from workshop.language.words import Words
from workshop.queries.record import public_record


@pytest.fixture
def hall(tables_file, tmp_path) -> Iterator[Hall]:
    """A consultation with a facilitator, two members and a theme."""
    database = Database(f"sqlite:///{shutil.copy(tables_file, tmp_path / 'workshop.sqlite')}")
    yield found(database)
    database.dispose()


def _table(hall: Hall, write) -> Table:
    with hall.database.read() as session:
        return write(public_record(session, hall.slug), Words("en"))


def _columns(table: Table, *names: str) -> list[tuple]:
    heads = [column.heading for column in table.columns]
    return [tuple(row[heads.index(name)] for name in names) for row in table.rows]


def test_what_is_set_aside_stands_below_all_others_with_its_reason(hall: Hall):
    first, second = hall.goals(2)
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    hall.do(hall.lead, "propose_goal", theme_id=other, title="Muualla")
    assert "Narrowing down" not in [column.heading for column in _table(hall, goals_table).columns]
    hall.do(hall.lead, "mark_goal", goal_id=first, mark="aside", reason="=Ei nyt")
    hall.do(hall.lead, "mark_goal", goal_id=second, mark="shortlist")
    hall.do(hall.lead, "propose_measure", goal_id=first, text="Myöhemmin")
    hall.do(hall.lead, "propose_measure", goal_id=second, text="Heti")
    assert _columns(_table(hall, goals_table), "Number", "Narrowing down", "Reason") == [
        ("1.2", "Shortlisted", ""),
        ("2.1", "", ""),
        ("1.1", "Set aside", "=Ei nyt"),
    ]
    assert _columns(_table(hall, measures_table), "Number") == [("1.2.1",), ("1.1.1",)]


def test_measures_have_their_figures_under_the_names_of_the_close(hall: Hall):
    (goal,) = hall.goals(1)
    body = hall.do(hall.lead, "create_body", title="Verkosto", kind="network")["body_id"]
    asked = {"goal_id": goal, "type": "network", "responsible_body_id": body, "responsible": "ja kunnat"}
    road, rail = (hall.do(hall.lead, "propose_measure", text=text, **asked)["measure_id"] for text in ("Tie", "Raide"))
    more = {"method": "dots", "points": 9, "secrecy": "named", "results": "at_close", "subject": "measures"}
    voting = hall.opened("vote", **more)
    hall.cast(hall.aino, voting, **{f"g{road}": 4, f"g{rail}": 1})
    hall.do(hall.lead, "close_round", round_id=voting)
    hall.do(hall.lead, "edit_measure", measure_id=road, text="Leveä tie")
    hall.do(hall.lead, "hide_measure", measure_id=rail, reason="Kahdesti")
    table = _table(hall, measures_table)
    names = ("Number", "Measure", "Type", "Responsible", "vote – The measure as it was counted", "vote – Points")
    assert _columns(table, *names) == [
        ("1.1.1", "Leveä tie", "Networking", "Verkosto, ja kunnat", "1.1.1 Tie", 4),
        ("1.1.2", "(hidden)", "", "", "", 1),
    ]
    after = [row[-1].split(" on ")[0] for row in table.rows]
    assert [said.split(" ")[0] for said in after] == ["reworded", "hidden"]
    assert all("Points" not in column.heading for column in _table(hall, goals_table).columns)
    named = _columns(_table(hall, named_votes_table), "Name", "Number", "Goal or measure", "Points")
    assert named == [("Aino", "1.1.1", "Tie", 4), ("Aino", "1.1.2", "(hidden)", 1)]
    assert _columns(_table(hall, groups_table), "Number", "Group", "Points") == [
        ("1.1.1", "No body", 4),
        ("1.1.2", "No body", 1),
    ]
    assert _columns(_table(hall, rounds_table), "Kind", "Voters") == [("Voting on measures", 1)]


def test_a_round_has_the_most_for_one_goal_and_its_criteria_where_any_has_them(hall: Hall):
    hall.goals(1)
    names = ("Dots that one goal or measure may have at most", "Criteria")
    hall.do(hall.lead, "create_round", kind="propose", title="Mitä?")
    assert not {*names} & {column.heading for column in _table(hall, rounds_table).columns}
    hall.do(hall.lead, "create_round", kind="vote", title="Pisteet", method="dots", cap=2)
    mine = {"key": "cost", "title": {"fi": "Hinta", "en": "Cost"}}
    hall.do(hall.lead, "create_round", kind="vote", title="Arvio", method="score", criteria=["importance", mine])
    assert _columns(_table(hall, rounds_table), *names) == [(None, ""), (2, ""), (None, "Importance, Cost")]
