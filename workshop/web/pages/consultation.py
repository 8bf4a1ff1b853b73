"""The consultation's page: what is open now, and its goals."""

from flask import render_template, request

from workshop.language.speech import pair
from workshop.queries.documents.shown import state_seen
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint, found_here, look
from workshop.web.view.goal_list import GoalList


@blueprint.get("/c/<slug>")
def consultation(slug: str):
    """Show what is open now, and all goals under their themes."""
    view = look(slug)
    with place(slug) as asked:
        document = state_seen(*asked)
    return render_template(
        "consultation.html",
        view=view,
        document=document,
        listed=GoalList(view, request.args, found=found_here(view).goal_ids),
        chosen_theme=request.args.get("theme", ""),
        words={
            "new_since": pair(
                "%(num)d goal is new or talked about since you were here",
                "%(num)d goals are new or talked about since you were here",
            )
        },
    )
