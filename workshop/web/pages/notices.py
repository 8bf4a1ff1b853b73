"""What pages need to draw notices, which they ask for with the first one: few people ever have any."""

from flask import render_template

from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.web.pages.frame import blueprint, look
from workshop.web.render.scripts import labelled, written


@blueprint.get("/c/<slug>/notices")
def notices(slug: str):
    """Return the row template of a notice, with its sentences."""
    words = {"reason": _("Reason: %(reason)s", reason="%(reason)s"), **labelled("notice", labels.NOTICES)}
    return render_template("moderation/notices.html", view=look(slug), words=written(words))
