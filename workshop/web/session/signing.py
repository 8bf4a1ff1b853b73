"""Signing in and out: Flask-Login on our own identities, and writes from our own pages only."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, Request, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, login_user, logout_user

from workshop import identity
from workshop.config.hosts import DEFAULT_PORTS
from workshop.errors import Forbidden, PlainHttp
from workshop.models import Account
from workshop.operations.accounts import sign_out_everywhere
from workshop.web.app_context import app_context, asking

REMEMBERED = timedelta(days=180)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Where Flask-Login keeps who is signed in.
SIGNED_IN = "_user_id"


def register(app: Flask) -> None:
    """Read who asks anew at each request, and refuse foreign writes before anything else."""
    secure = app.extensions["workshop"].settings.secure
    app.config.update(
        SESSION_COOKIE_NAME="__Host-workshop" if secure else "workshop",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=REMEMBERED,
    )
    app.session_interface = Sessions()
    manager = LoginManager(app)
    # A phone changes its address between two requests; the stamp in the cookie is what ends it.
    manager.session_protection = None
    manager.user_loader(_by_cookie)
    manager.request_loader(_by_token)
    app.before_request(refuse_foreign_writes)


class Sessions(SecureCookieSessionInterface):
    """Cookies with pages and the API, never with files: anyone on the way may keep those, and the cookie with them.

    The signer is made once, and not for each request, with a cookie or without.
    """

    def __init__(self):
        self._signer = None

    def get_signing_serializer(self, app):
        """Give the signer of cookies."""
        self._signer = self._signer or super().get_signing_serializer(app)
        return self._signer

    def save_session(self, app, session, response) -> None:
        """Send the cookie anew, so that it lasts."""
        if request.endpoint != "static":
            super().save_session(app, session, response)


def sign_in(account: Account) -> None:
    """Give this browser the account's cookie, which lasts."""
    session.permanent = True
    login_user(identity.signed_in(account))


def sign_out() -> None:
    """End this account's cookies and tokens everywhere, at once, and forget this browser."""
    who = asking()
    app_context().database.write(lambda session: sign_out_everywhere(session, who.account_id))
    logout_user()
    session.clear()
    app_context().commit_signal.ring(0)


def refuse_foreign_writes() -> None:
    """Raise Forbidden for a write that another site's page sent (Fetch Metadata and Origin).

    On plain http:// browsers send no Sec-Fetch-Site, so Origin decides. A bearer token is never sent by a
    browser on its own, and with a cookie that signs nobody in there is nothing that a foreign page could use.
    """
    if request.method in SAFE or identity.bearer_of(request):
        return
    if not same_origin(request, anonymous=SIGNED_IN not in session):
        raise PlainHttp(app_context().settings.url) if _came_plainly(request) else Forbidden("foreign origin")


def same_origin(asked: Request, *, anonymous: bool = False) -> bool:
    """Whether a request comes from our own pages; `anonymous`: one that does not say counts as such.

    Both headers must agree where both are sent, and an Origin must be the site's in scheme, host and port.
    """
    site, origin = asked.headers.get("Sec-Fetch-Site"), asked.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return anonymous or site is not None
    return _origin(origin) in _own_origins(asked)


def _own_origins(asked):
    """The site's origin; where nothing says Secure, also the one that this request went to, as in a hall by number."""
    settings = app_context().settings
    own = {_origin(settings.url)}
    return own if settings.secure else own | {_origin(asked.host_url.rstrip("/"))}


def _origin(text):
    """Read an origin as (scheme, host, port); a token of its own for what is none, which equals nothing."""
    try:
        parts = urlsplit(text)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return object()
    bare = parts.scheme in DEFAULT_PORTS and parts.hostname and not parts.path and not set("?#@") & set(text)
    return (parts.scheme, parts.hostname, port) if bare else object()


def _came_plainly(asked):
    """Whether a form comes from a page of ours that was opened over plain http, where the site is on TLS."""
    url = urlsplit(app_context().settings.url)
    origin = _origin(asked.headers.get("Origin", ""))
    return app_context().settings.secure and isinstance(origin, tuple) and origin[:2] == ("http", url.hostname)


def _by_cookie(cookie_id):
    # A token says who asks, whatever cookie came with it.
    if identity.bearer_of(request):
        return _by_token(request)
    return identity.by_cookie(app_context().database, cookie_id)


def _by_token(asked):
    token = identity.bearer_of(asked)
    return identity.by_token(app_context().database, app_context().settings.secret_key, token) if token else None
