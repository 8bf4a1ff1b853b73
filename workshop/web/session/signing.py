"""Signing in and out: Flask-Login on our own identities, and writes only from our own pages."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask, Request, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import LoginManager, login_user, logout_user
from itsdangerous import BadSignature

from workshop import identity
from workshop.config import Settings
from workshop.config.hosts import DEFAULT_PORTS
from workshop.errors import Forbidden, PlainHttp
from workshop.models import Account
from workshop.operations.people.accounts import sign_out_everywhere
from workshop.web.app_context import app_context, asking

REMEMBERED = timedelta(days=180)
RENEWED = timedelta(days=1)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# The session key under which Flask-Login stores the account.
SIGNED_IN = "_user_id"


def register(app: Flask) -> None:
    """Read the account anew for each request, and refuse foreign writes before anything else."""
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
    # A phone's address changes between requests; a session ends by the stamp in the cookie instead.
    manager.session_protection = None
    manager.user_loader(_by_cookie)
    manager.request_loader(_by_token)
    app.before_request(refuse_foreign_writes)


class Session(SecureCookieSession):
    """What a browser's cookie holds, and when it was signed."""

    signed: datetime | None = None


class Sessions(SecureCookieSessionInterface):
    """Session cookies for pages and the API, never with static files, which shared caches may keep, cookie and all.

    The signer is made once, not for each request.
    """

    def __init__(self):
        self._signer = None

    def get_signing_serializer(self, app):
        """Return the signer of cookies."""
        self._signer = self._signer or super().get_signing_serializer(app)
        return self._signer

    def open_session(self, app, request) -> Session:
        """Read the cookie; without one that holds, the session is empty."""
        cookie = request.cookies.get(self.get_cookie_name(app), "")
        if not cookie:
            # As a program's, which has a token; to find that nothing is no signature costs as much as to check one.
            return Session()
        try:
            held, signed = self.get_signing_serializer(app).loads(
                cookie, max_age=int(REMEMBERED.total_seconds()), return_timestamp=True
            )
        except BadSignature:
            return Session()
        session = Session(held)
        session.signed = signed
        return session

    def should_set_cookie(self, app, session) -> bool:
        """Set what was changed, and the rest anew once a day, so that it does not expire while in use.

        Danger: set with each answer, one that was on its way when somebody joined or chose a language takes that back.
        """
        is_old = bool(session.signed) and datetime.now(UTC) - session.signed > RENEWED
        return session.modified or (session.permanent and is_old)

    def save_session(self, app, session, response) -> None:
        """Say that the answer varies with the cookie, and set it where it is to be set."""
        if request.endpoint != "static":
            super().save_session(app, session, response)


def sign_in(account: Account) -> None:
    """Set the account's cookie in this browser, for `REMEMBERED`."""
    session.permanent = True
    login_user(identity.signed_in(account))


def sign_out() -> None:
    """End the account's cookies and tokens everywhere, at once, and clear this browser's session."""
    who = asking()
    app_context().database.write(lambda session: sign_out_everywhere(session, who.account_id))
    logout_user()
    session.clear()
    app_context().commit_signal.ring(0)


def refuse_foreign_writes() -> None:
    """Raise Forbidden for a write sent by another site's page (Fetch Metadata and Origin).

    Over plain http browsers send no Sec-Fetch-Site, so Origin decides. Exempt are bearer tokens, which a browser never
    sends by itself, and cookies that sign nobody in, which give a foreign page nothing to use.
    """
    if request.method in SAFE or identity.bearer_of(request):
        return
    settings = app_context().settings
    if not same_origin(request, settings, anonymous=SIGNED_IN not in session):
        raise PlainHttp(settings.url) if _came_plainly(request) else Forbidden("foreign origin")


def same_origin(asked: Request, settings: Settings, *, anonymous: bool = False) -> bool:
    """Whether a request comes from our own pages; `anonymous`: so does one with neither header.

    Where both headers are sent, both must agree; an Origin must equal the site's in scheme, host and port.
    """
    site, origin = asked.headers.get("Sec-Fetch-Site"), asked.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return anonymous or site is not None
    return _origin(origin) in _own_origins(asked, settings)


def _own_origins(asked, settings):
    """Return the site's origin and, where cookies need not be Secure, the origin of this request, as in a hall."""
    own = {_origin(settings.url)}
    return own if settings.secure else own | {_origin(asked.host_url.rstrip("/"))}


def _origin(text):
    """Parse an origin into (scheme, host, port); for an invalid one return an object that equals nothing."""
    try:
        parts = urlsplit(text)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return object()
    bare = parts.scheme in DEFAULT_PORTS and parts.hostname and not parts.path and not set("?#@") & set(text)
    return (parts.scheme, parts.hostname, port) if bare else object()


def _came_plainly(asked):
    """Whether a form comes from our page opened over plain http, while the site uses TLS."""
    url = urlsplit(app_context().settings.url)
    origin = _origin(asked.headers.get("Origin", ""))
    return app_context().settings.secure and isinstance(origin, tuple) and origin[:2] == ("http", url.hostname)


def _by_cookie(cookie_id):
    # A bearer token decides who the viewer is, whatever cookie comes with it.
    if identity.bearer_of(request):
        return _by_token(request)
    return identity.by_cookie(app_context().database, cookie_id)


def _by_token(asked):
    token = identity.bearer_of(asked)
    return identity.by_token(app_context().database, app_context().settings.secret_key, token) if token else None
