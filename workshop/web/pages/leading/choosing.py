"""Choosing what is on a ballot one by one, before its round is opened."""

from flask import render_template

from workshop import policy
from workshop.errors import NotFound
from workshop.web.pages.frame import blueprint, look_as_lead
from workshop.web.view.snapshot_view import SnapshotView
from workshop.web.view.voting.on_ballot import goals_for


@blueprint.get("/c/<slug>/rounds/<int:number>/ballot")
def choosing(slug: str, number: int):
    """Show facilitators what may be put on the ballot of a planned round, with what would be on it now ticked."""
    view = look_as_lead(slug)
    round_ = next((one for one in view.rounds if one.id == number and one.state == policy.PLANNED), None)
    if round_ is None or not (round_.kind == policy.VOTE or policy.asks_for_measures(round_)):
        raise NotFound(number)
    chosen = [thing["id"] for thing in goals_for(view, round_)]
    return render_template("rounds/choosing.html", view=view, round=round_, groups=_groups(view, round_), chosen=chosen)


def _groups(view: SnapshotView, round_) -> list[tuple[dict, list[dict]]]:
    """Return what the round may be about, by the themes that it covers."""
    goals = [goal for goal in view.standing if not goal["sealed"]]
    things = goals
    if policy.votes_on_measures(round_):
        things = [view.as_choice(one) for goal in goals for one in goal["measures"] if not one["sealed"]]
    covered = [theme for theme in view.themes if not round_.theme_ids or theme["id"] in round_.theme_ids]
    groups = [(theme, [thing for thing in things if thing["theme_id"] == theme["id"]]) for theme in covered]
    return [(theme, there) for theme, there in groups if there]
