"""The pages of a theme and of a phenomenon: its background, and for facilitators the form to write it."""

from flask import render_template, request

from workshop.errors import NotFound
from workshop.web.pages.frame import blueprint, look
from workshop.web.render.fragments import only_if_new, parts_in_turn, render_parts


@blueprint.get("/c/<slug>/themes/<int:number>")
@parts_in_turn
def theme(slug: str, number: int):
    """Show what tells more of a theme; `?part=background` returns this part alone."""
    return _shown("theme", look(slug), "themes", number)


@blueprint.get("/c/<slug>/phenomena/<int:number>")
@parts_in_turn
def phenomenon(slug: str, number: int):
    """Show what tells more of a phenomenon; `?part=background` returns this part alone."""
    return _shown("phenomenon", look(slug), "phenomena", number)


def _shown(noun, view, plural, number):
    thing = next((each for each in getattr(view, plural) if each["id"] == number), None)
    if thing is None:
        raise NotFound(number)
    about = {"view": view, "noun": noun, "thing": thing}
    if request.args.get("part") == "background":
        return only_if_new(render_parts("backgrounds/_parts.html", **about))
    return render_template("backgrounds/background.html", **about)
