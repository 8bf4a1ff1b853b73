"""The place beside the field of a new goal in which similar ones are offered: empty, for the script to fill."""

from flask import render_template

from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint


@blueprint.get("/c/<slug>/similar")
def similar(slug: str):
    """Return the part alone; raises NotSignedIn, NotFound."""
    with place(slug):
        return render_template("goals/_similar.html")
