"""Themes crossed with phenomena: what is counted, and what is said to be empty."""

from tests.insight.records import goal, record
from workshop.insight.crossing import crossing

PHENOMENA = ("Climate", "Work")


def test_each_goal_counts_under_each_phenomenon_that_it_touches():
    themes = [{"goals": [goal(1, 2), goal(1), goal()]}, {"goals": []}]
    found = crossing(record(themes, PHENOMENA))
    assert found.cells == [[2, 1], [0, 0]]
    assert found.without == [1, 0]
    assert found.most == 2


def test_what_is_set_aside_fills_no_cell():
    found = crossing(record([{"goals": [goal(1, mark="aside"), goal(2, mark="shortlist")]}], PHENOMENA))
    assert found.cells == [[0, 1]]


def test_empty_cells_are_named_by_theme():
    themes = [{"goals": [goal(1)]}, {"goals": [goal(1, 2)]}]
    found = crossing(record(themes, PHENOMENA))
    assert [(theme["id"], [each["id"] for each in left_out]) for theme, left_out in found.empty] == [(1, [2])]


def test_without_phenomena_nothing_is_empty():
    assert crossing(record([{"goals": [goal()]}])).empty == []
