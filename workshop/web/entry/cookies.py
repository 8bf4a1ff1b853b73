"""Browsers that keep no cookie: a mark in the address goes from the form that sets one to the page that needs it.

Without it joining would loop, and make a new participant each time. Cookies are refused by people's settings, and by
browsers themselves where cookies are `Secure` and the page was opened over plain http.
"""

from urllib.parse import urlencode

from flask import current_app, redirect, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from workshop.web.app_context import app_context

PLAIN, REFUSED = "plain", "refused"
MARK = "again"
# A little less than a join key lasts, so that a person who comes with a mark is found by its key.
SECONDS = 590


def offer() -> None:
    """Set a cookie for a stranger, so that the page's form shows whether their browser keeps it."""
    if not kept():
        session["offered"] = True


def kept() -> bool:
    """Whether this browser sent our cookie."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def marked(path: str, key: str | None = None, **more: str):
    """Redirect (303) to a page with a mark that this browser was sent a cookie and had kept none before.

    `key` is the form's key, by which what it made is found again; a mark in the request with the same key is reused.
    """
    mark = request.form.get(MARK, "")
    if key is None or read(mark).get("key") != key:
        mark = _signer().dumps({"key": key, "why": _why()})
    return redirect(f"{path}?{urlencode({MARK: mark, **more})}", code=303)


def read(mark: str | None) -> dict:
    """Return the contents of a mark: `key` and `why`; empty for one that is expired or not ours."""
    try:
        return _signer().loads(mark or "", max_age=SECONDS)
    except BadData:
        return {}


def trouble(mark: dict) -> str | None:
    """Return why this browser's cookie is lost (PLAIN, REFUSED), if it came with a mark and still keeps none."""
    if not mark or kept() or (mark["why"] == PLAIN and _is_safe()):
        return None
    return mark["why"]


def _why():
    return PLAIN if app_context().settings.secure and not _is_safe() else REFUSED


# Behind a proxy that is not configured every request looks plain; these headers say what the browser sees.
def _is_safe():
    if origin := request.headers.get("Origin"):
        return origin.startswith("https:")
    return request.is_secure or "Sec-Fetch-Site" in request.headers


def _signer():
    return URLSafeTimedSerializer(app_context().settings.secret_key, salt="no cookie")
