"""What was hidden, for its author, who may answer once, and for facilitators, who may bring it back."""

from flask import render_template

from workshop.engine.arguments import LARGEST_ID
from workshop.errors import NotFound
from workshop.holdings import MODELS
from workshop.queries.contributions.moderation import hiding_of
from workshop.states import HIDINGS
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint, view_of


@blueprint.get("/c/<slug>/hidden/<name>/<int:number>")
def hidden(slug: str, name: str, number: int):
    """Show what was hidden, why, and what its author answered; NotFound for everybody else."""
    return page_of_hidden(slug, name, number)


def page_of_hidden(slug: str, noun: str, number: int) -> str:
    """Return the page of what a facilitator has hidden; NotFound where it is not hidden, or not the viewer's."""
    with place(slug) as (session, consultation, me):
        view = view_of(session, consultation, me)
        found = hiding_of(session, noun, number) if noun in MODELS and number <= LARGEST_ID else None
        if found is None or found.consultation_id != consultation.id:
            raise NotFound(number)
        hiding = HIDINGS.of(found)
    mine = number in view.mine[noun]
    if not (mine or view.leads):
        raise NotFound(number)
    expect = next((one["expect"] for one in view.hidings if one["id"] == hiding["id"]), None)
    return render_template("goals/hidden.html", view=view, hiding=hiding, noun=noun, mine=mine, expect=expect)
