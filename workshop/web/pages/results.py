"""The results: the figures of the rounds that were shown, as tables with bars."""

from flask import render_template

from workshop.web.pages.frame import blueprint, look


@blueprint.get("/c/<slug>/results")
def results(slug: str):
    """Show the figures that may be seen, and where to get them as files."""
    seen = look(slug)
    return render_template("results.html", seen=seen, counted=[seen.count(one) for one in seen.counted_rounds])
