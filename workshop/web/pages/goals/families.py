"""The pages on which facilitators merge goals into one and split one into several."""

from flask import g, render_template, request

from workshop.errors import NotFound
from workshop.web.pages.frame import blueprint, look_as_lead
from workshop.web.view.snapshot_view import SnapshotView

# How many goals a form offers at once to be added; beyond that they are chosen in the desk's list.
MOST_IDS = 100


@blueprint.get("/c/<slug>/goals/merge")
def merging(slug: str):
    """Show the goals that are named (`?ids=1,2` or `goal_ids[]`), side by side, and the form that merges them.

    `words` is the id of the one whose words are proposed for the family.
    """
    view = look_as_lead(slug)
    goals = [view.goals[number] for number in _asked() if number in view.goals and not view.goals[number]["superseded"]]
    chosen = next((goal for goal in goals if goal["id"] == request.args.get("words", type=int)), None)
    voting = [goal for goal in goals if view.on_open_ballot(goal)]
    return render_template("families/merge.html", view=view, goals=goals, chosen=chosen, voting=voting)


@blueprint.get("/c/<slug>/goals/<int:number>/split")
def splitting(slug: str, number: int):
    """Show the form that splits a goal, with its measures and comments to be shared out."""
    view = look_as_lead(slug)
    goal = view.goals.get(number)
    if goal is None or goal["superseded"]:
        raise NotFound(number)
    return render_template("families/split.html", view=view, goal=goal, parts=_parts(view))


def _asked() -> list[int]:
    typed = g.refused.typed if g.get("refused") else request.args
    named = [*typed.get("ids", "").split(","), *typed.getlist("goal_ids[]"), *typed.getlist("goal_ids")]
    numbers = [int(number) for number in named if number.isascii() and number.isdigit() and len(number) < 10]
    return list(dict.fromkeys(numbers))[:MOST_IDS]


def _parts(view: SnapshotView) -> int:
    """Return for how many parts the form has fields: two, or as many as were asked for or typed."""
    asked = len(g.refused.typed.getlist("titles[]")) if g.get("refused") else request.args.get("parts", 2, type=int)
    return min(max(asked, 2), 10)
