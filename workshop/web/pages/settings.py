"""The settings of a consultation, for those who lead it."""

from flask import render_template

from workshop.web.pages.frame import blueprint, look_as_lead


@blueprint.get("/c/<slug>/settings")
def settings(slug: str):
    """Show texts, lists, workshops, rounds between workshops, and invitations, each with its form."""
    return render_template("settings.html", seen=look_as_lead(slug))
