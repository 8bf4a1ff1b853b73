"""A consultation and a goal in it."""

from flask import render_template, request

from workshop.errors import NotFound
from workshop.web.pages.frame import blueprint, look


@blueprint.get("/c/<slug>")
def consultation(slug: str):
    """Show what is open now, and all goals under their themes."""
    seen = look(slug)
    return render_template("consultation.html", seen=seen, chosen_theme=request.args.get("theme", ""))


@blueprint.get("/c/<slug>/goals/<int:number>")
def goal(slug: str, number: int):
    """Show one goal with its measures and comments."""
    seen = look(slug)
    if number not in seen.goals:
        raise NotFound(number)
    found = seen.goals[number]
    theme = next((one for one in seen.themes if one["id"] == found["theme_id"]), None)
    return render_template("goal.html", seen=seen, goal=found, theme=theme, reply_to=request.args.get("reply", ""))
