"""The settings of a consultation, for its facilitators."""

from flask import render_template, request

from workshop import policy
from workshop.admission import may_create
from workshop.models import Account
from workshop.queries.contributions.goals_by_theme import goals_under
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint, look_as_lead
from workshop.web.pages.nearly_full import fullness
from workshop.web.render.fragments import parts_in_turn
from workshop.web.view.snapshot_view import SnapshotView


@blueprint.get("/c/<slug>/settings")
@parts_in_turn
def settings(slug: str):
    """Show texts, lists, workshops, rounds between workshops, and invitations, each with its form.

    `?part=parts` returns only these parts and the ways to the pages, for a page that keeps itself up to date.
    """
    view = look_as_lead(slug)
    with place(slug) as (session, consultation, me):
        under = goals_under(session, consultation.id)
        founds = may_create(session, session.get_one(Account, me.account_id))
    stands = _stands(view, under)
    about = {"view": view, "stands": stands, "founds": founds}
    if request.args.get("part") == "parts":
        return render_template("settings/_fresh.html", **about)
    return render_template("settings.html", **about, full=fullness(view.consultation["id"]))


def _stands(view: SnapshotView, under: dict) -> dict[str, dict[int, dict]]:
    """Return, by noun and id, what depends on each theme, phenomenon and body, for the question before its removal."""
    there = {theme["id"] for theme in view.themes}
    return {
        "theme": {number: {**under.get(number, {}), **_limited(view, number, there)} for number in there},
        "phenomenon": {
            one["id"]: {"goals": sum(one["id"] in goal["phenomenon_ids"] for goal in view.goals.values())}
            for one in view.phenomena
        },
        "body": {
            one["id"]: {
                "people": sum(person["body_id"] == one["id"] for person in view.participants),
                "goals": sum(goal["body_id"] == one["id"] for goal in view.goals.values()),
            }
            for one in view.bodies
        },
    }


def _limited(view, theme_id, there):
    """Return the rounds limited to a theme: open ones, planned ones, and those planned for it alone."""
    limited = [round_ for round_ in view.rounds if theme_id in round_.theme_ids]
    planned = [round_ for round_ in limited if round_.state == policy.PLANNED]
    return {
        "open": [round_ for round_ in limited if round_.state == policy.OPEN],
        "alone": [round_ for round_ in planned if not there & set(round_.theme_ids) - {theme_id}],
        "planned": [round_ for round_ in planned if there & set(round_.theme_ids) - {theme_id}],
    }
