"""The wall: what a whole hall sees of a workshop, for participants and for holders of a link to it."""

import re
import time
from dataclasses import replace

from flask import make_response, redirect, render_template, request, url_for
from markupsafe import Markup

from workshop import identity
from workshop.errors import NotFound, NotSignedIn
from workshop.fields import LANGUAGES
from workshop.language.clocks import countdown
from workshop.language.speech import gettext, language, speaking
from workshop.queries.workshops import workshop_of
from workshop.web.app_context import app_context, viewer
from workshop.web.http.limits import wrong_secret
from workshop.web.http.site import may_move, site_url
from workshop.web.pages.frame import blueprint, view_of
from workshop.web.render.fragments import only_if_new, parts_in_turn
from workshop.web.view.scenes import scene_of
from workshop.web.view.snapshot_view import SnapshotView

LANG_COOKIE = "workshop-wall-lang"
KEPT_SECONDS = 180 * 24 * 3600
# Seconds after which a bilingual wall changes languages; long enough to read a page of goals in one's own.
TURN_SECONDS = 10
NO_CLOCK = {"left": "", "is_last": False, "is_stopped": False, "spent": 0}


@blueprint.get("/w/<code>/wall", strict_slashes=False)
@parts_in_turn
def wall(code: str):
    """Show the wall of a workshop; the secret of a link to it goes into a cookie at once.

    `?part=fi&part=sv` gives the walls in these languages alone, without rows, for the script that keeps the page up to
    date.
    """
    if "key" in request.args:
        return _unlock(code, request.args["key"])
    found = look_at_wall(code)
    if found is None:
        return redirect(f"/join/{code}")
    view, workshop = found
    langs = _languages()
    parts = [lang for lang in langs if lang in request.args.getlist("part")]
    if parts:
        return only_if_new("".join(_frame(lang, view, workshop) for lang in parts))
    turn = int(time.time() / TURN_SECONDS) % len(langs)
    scene = scene_of(view, workshop["id"])
    about = {"view": view, "workshop": workshop, "scene": scene, "site": site_url(), "may_move": may_move()}
    about |= _clock(view, scene)
    roots = [_in(lang, "wall/_wall.html", **about, is_shown=number == turn) for number, lang in enumerate(langs)]
    page = _in(langs[turn], "wall.html", **about, roots=roots, turn_seconds=TURN_SECONDS)
    response = make_response(page)
    if request.args.get("lang"):
        response.set_cookie(LANG_COOKIE, ".".join(langs), **_kept())
    return response


def _frame(lang, view, workshop):
    """One wall without what the script keeps up by itself: its rows, and what is left of its time."""
    scene = replace(scene_of(view, workshop["id"]), rows=[])
    about = {"view": view, "workshop": workshop, "scene": scene, "site": site_url(), "is_shown": True, **NO_CLOCK}
    return _in(lang, "wall/_wall.html", **about)


def _in(lang, template, **about):
    with speaking(lang):
        return Markup(render_template(template, **about))


def look_at_wall(code: str) -> tuple[SnapshotView, dict] | None:
    """Return a code's consultation and workshop as everyone sees them; None for viewers who may not look."""
    with app_context().database.read() as session:
        found = workshop_of(session, code)
    if found is None:
        return None
    slug, number = found
    try:
        with viewer(slug) as (session, here):
            view = view_of(session, here.consultation, None)
    except (NotSignedIn, NotFound):
        return None
    return view, next(one for one in view.workshops if one["id"] == number)


def _unlock(code, key):
    try:
        link = _link_of(code, key)
    except NotFound:
        sentence = gettext("This link does not open the wall any more. Ask a facilitator for a new one.")
        response = make_response(render_template("problem.html", sentence=sentence, status=404), 404)
    else:
        response = make_response(redirect(url_for("pages.wall", code=code, lang=request.args.get("lang"))))
        secret = identity.wall_key(app_context().settings.secret_key, link.id, link.key)
        response.set_cookie(identity.wall_cookie(app_context().settings, link.id), secret, **_kept())
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response


def _link_of(code, key):
    with app_context().database.read() as session:
        found = workshop_of(session, code)
        link = found and identity.wall_by_key(session, app_context().settings.secret_key, found[1], key)
    if not link:
        raise wrong_secret()
    return link


def _clock(view, scene):
    """Return the time left in the scene's round, as a clock shows it, and whether it is less than a minute.

    `spent` is how much of its time is over, in percent. A clock that stands shows what it showed when it was stopped.
    """
    closes_at = scene.round.closes_at if scene.is_open else None
    if not closes_at:
        return NO_CLOCK
    now = scene.round.paused_at or view.now
    left, is_last = countdown(closes_at, now)
    opened_at = scene.round.opened_at or scene.round.opens_at
    spent = 100 * (now - opened_at) / (closes_at - opened_at) if opened_at and closes_at > opened_at else 0
    about = {"is_last": is_last, "is_stopped": bool(scene.round.paused_at)}
    return {"left": left, "spent": round(min(max(spent, 0), 100), 2), **about}


def _kept():
    secure = app_context().settings.secure
    return {"max_age": KEPT_SECONDS, "path": "/", "httponly": True, "secure": secure, "samesite": "Lax"}


def _languages():
    """Return the languages of this wall, in turn: those asked for, otherwise its last ones, otherwise the reader's."""
    asked = request.args.get("lang") or request.cookies.get(LANG_COOKIE, "")
    found = [lang for lang in dict.fromkeys(re.findall(r"[a-z]+", asked)) if lang in LANGUAGES]
    return found or [language()]
