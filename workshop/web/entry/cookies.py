"""Browsers that keep no cookie: a mark goes with them from the form that gives one to the page that needs it.

Without it joining would go round and round, and make a participant each time. Cookies are refused by people's
settings, and by browsers themselves where the app says `Secure` and is opened over plain http.
"""

from urllib.parse import urlencode

from flask import current_app, redirect, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from workshop.web.app_context import app_context

PLAIN, REFUSED = "plain", "refused"
MARK = "again"
# A little less than a join's key is kept, so that whoever comes again with a mark is found by its key.
SECONDS = 590


def offer() -> None:
    """Give a stranger a cookie with the page, so that its form shows whether they keep it."""
    if not kept():
        session["offered"] = True


def kept() -> bool:
    """Whether this browser sent our cookie."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def marked(path: str, key: str | None = None, **more: str):
    """Go to a page (303) with a mark that this browser was given a cookie and had kept none before.

    `key` is that of the form, which finds again what it has made; a mark that came with it and holds it stays.
    """
    mark = request.form.get(MARK, "")
    if key is None or read(mark).get("key") != key:
        mark = _signer().dumps({"key": key, "why": _why()})
    return redirect(f"{path}?{urlencode({MARK: mark, **more})}", code=303)


def read(mark: str | None) -> dict:
    """Return what a mark says: `key` and `why`; nothing for one that is too old or not ours."""
    try:
        return _signer().loads(mark or "", max_age=SECONDS)
    except BadData:
        return {}


def trouble(mark: dict) -> str | None:
    """Say why this browser's cookie is lost (PLAIN, REFUSED), where it came with a mark and is lost still."""
    if not mark or kept() or (mark["why"] == PLAIN and _is_safe()):
        return None
    return mark["why"]


def _why():
    return PLAIN if app_context().settings.secure and not _is_safe() else REFUSED


# Behind a proxy that the settings do not name all looks plain; the browser knows better, and says so in these.
def _is_safe():
    if origin := request.headers.get("Origin"):
        return origin.startswith("https:")
    return request.is_secure or "Sec-Fetch-Site" in request.headers


def _signer():
    return URLSafeTimedSerializer(app_context().settings.secret_key, salt="no cookie")
