"""What the results tell as a whole, in pictures with sentences and tables."""

from flask import render_template

from workshop.exports.pictures.shown import pictures_of
from workshop.queries.record import record
from workshop.web.app_context import place
from workshop.web.pages.frame import blueprint, view_of


@blueprint.get("/c/<slug>/results/understanding")
def understanding(slug: str):
    """Show the pictures of the record, which is the same for all who take part; raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        view = view_of(session, consultation, me)
        found = record(session, consultation, me)
    return render_template("results/understanding.html", view=view, pictures=pictures_of(found))
