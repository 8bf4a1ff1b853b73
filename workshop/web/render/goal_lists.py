"""The list of goals, which is the same for nearly everybody who looks at a page: rendered once for all of them."""

from collections.abc import Callable, Hashable
from typing import Any

from flask import Flask
from jinja2.runtime import Macro

from workshop.language.speech import language
from workshop.web.view.goal_list import GoalList
from workshop.web.view.snapshot_view import SnapshotView


def register(app: Flask) -> None:
    """Offer `list_of(view, macro, listed, …)` and `card_of(view, macro, goal, …)` to templates."""
    app.jinja_env.globals.update(list_of=list_of, card_of=card_of)


def list_of(view: SnapshotView, macro: Macro, listed: GoalList, proposable: list[int], path: str, names: bool) -> str:
    """Render a list of goals; where it is asked for nothing and no goal is the reader's own, once for all.

    It is the same for all to whom the same is offered. `names`: the page shows who wrote what.
    """
    if listed.asked or names or view.mine["goal"]:
        return macro(view, listed, proposable, path)
    offered = tuple(view.may("add_comment", number) for number in (0, *(theme["id"] for theme in view.themes)))
    about = path, tuple(proposable), listed.bare, listed.density, offered
    return _once(view, about, lambda: macro(view, listed, proposable, path))


def card_of(
    view: SnapshotView, macro: Macro, goal: dict[str, Any], theme: dict[str, Any], names: bool, brief: bool
) -> str:
    """Render a goal's card; where neither it nor what was merged into it is the reader's own, once for all.

    `brief`: without what a row does not show.
    """
    if names or not view.mine["goal"].isdisjoint(_family(goal)):
        return macro(view, goal, theme, brief)
    about = goal["id"], view.may("add_comment", goal["theme_id"]), brief
    return _once(view, about, lambda: macro(view, goal, theme, brief))


def _once(view: SnapshotView, about: Hashable, render: Callable[[], str]) -> str:
    place = language(), about
    if place not in view.rendered:
        view.rendered[place] = render()
    return view.rendered[place]


def _family(goal):
    return [goal["id"], *(number for member in goal["members"] for number in _family(member))]
