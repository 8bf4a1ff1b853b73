"""Authors' names: members are told that only facilitators see them, so a projected page shows them only on request."""

from flask import redirect, request, session

from workshop.web.pages.frame import blueprint

KEPT = "names"


@blueprint.before_request
def choose_names():
    """Remember for this browser what `?names=shown` or `?names=hidden` asks for, and redirect without it."""
    wanted = request.args.get("names") if request.method == "GET" else None
    if wanted not in ("shown", "hidden"):
        return None
    session[KEPT] = wanted == "shown"
    return redirect(request.path)


@blueprint.app_template_global()
def names_shown() -> bool:
    """Whether this browser shows facilitators the names of authors; by default it does not."""
    return bool(session.get(KEPT))
