"""The light route: the request that a whole hall sends at the same moment, a ballot, is answered below Flask.

An ordinary ballot is read, carried out and answered by the same functions as in Flask, without the machinery around
them. Whatever is not ordinary, or is refused, goes on to Flask with its body intact, and is answered there.
"""

import re
import time
from io import BytesIO

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from werkzeug.exceptions import HTTPException

from workshop import identity
from workshop.commands import Request as CommandRequest
from workshop.commands import carry_out
from workshop.engine.request import Proof
from workshop.errors import CannotSave, Refusal, TooMany
from workshop.web.api.routes import FAILURE, answered
from workshop.web.http import access_log, forms, headers, limits, open_requests
from workshop.web.session.signing import SIGNED_IN, same_origin

NAME = "cast_ballot"
PATH = re.compile(rf"/api/v1/consultations/([a-z0-9-]{{1,100}})/do/{NAME}")
# As Flask names it, for the log and the metrics.
RULE = "/api/v1/consultations/<slug>/do/<name>"
# A ballot of a thousand goals is smaller.
LARGEST = 64 * 1024


class LightRoute:
    """Answers ordinary ballots, and hands everything else to `pages`."""

    def __init__(self, app: Flask, pages):
        self._app, self._pages = app, pages
        self._shared = app.extensions["workshop"]
        self._headers = headers.headers_of(self._shared.settings)
        self._open, self._counts = app.extensions[open_requests.EXTENSION], app.extensions[limits.COUNTERS]

    def __call__(self, environ, start_response):
        """Answer a request as WSGI asks for it."""
        if environ["REQUEST_METHOD"] == "POST" and (path := PATH.fullmatch(environ.get("PATH_INFO", ""))):
            began = time.perf_counter()
            response = self._answer(environ, path[1])
            if response is not None:
                access_log.note("POST", RULE, response.status_code, began)
                return response(environ, start_response)
        return self._pages(environ, start_response)

    def _answer(self, environ, slug: str) -> Response | None:
        """Carry out an ordinary ballot; None for anything else, of which nothing was stored."""
        request = self._app.request_class(environ)
        try:
            if not _is_whole(request):
                return None
            session = self._app.session_interface.open_session(self._app, request)
            claim = None if session is None else self._claim(request, session)
            if session is None or claim is None or forms.wants_page(request):
                return None
            answer = self._carried_out(request, slug, *claim)
        except CannotSave as failure:
            # Flask says so. Danger: tried once more, it would wait as long again, and load a database that has enough.
            environ[FAILURE] = failure
            return None
        except (Refusal, HTTPException):
            return None
        if answer.replayed:
            return None
        self._shared.commit_signal.ring(answer.consultation_id, quiet=answer.quiet)
        return self._finished(answered(answer, self._app), session)

    def _claim(self, request: Request, session: SessionMixin) -> tuple[int, Proof] | None:
        """Return the account that a request claims to be of, and its proof; None for a request that needs a refusal."""
        signed_in, settings = session.get(SIGNED_IN), self._shared.settings
        if token := identity.bearer_of(request):
            return None if signed_in else identity.claim_of_token(settings.secret_key, token)
        if not isinstance(signed_in, str) or not same_origin(request, settings):
            return None
        return identity.claim_of_cookie(signed_in)

    def _carried_out(self, request: Request, slug: str, account_id: int, proof: Proof):
        raw, key = forms.read_body(request)
        sent, ceilings = forms.sent(request), self._shared.settings.ceilings
        asked = CommandRequest(slug, NAME, key, raw, forms.is_form(request), sent, ceilings)
        # Danger: until it is carried out it is a claim. Who has a cookie that was signed out must not use up what the
        # account may have open, or may write.
        writes, claim = limits.writes_of(limits.account(account_id), ceilings.writes_each), (account_id, proof)
        self._open.enter(claim)
        try:
            if not self._counts.test(*writes):
                raise TooMany
            answer = carry_out(self._shared.database, account_id, asked, proof)
        finally:
            self._open.leave(claim)
        self._counts.hit(*writes)
        return answer

    def _finished(self, response: Response, session: SessionMixin) -> Response:
        """Add to an answer what Flask adds at the end."""
        headers.add(response, self._headers)
        response.headers.setdefault("Cache-Control", headers.UNKEPT)
        # It was looked into to find out who asks, so what was answered varies with it.
        session.accessed = True
        interface = self._app.session_interface
        assert isinstance(interface, SecureCookieSessionInterface)
        SecureCookieSessionInterface.save_session(interface, self._app, session, response)
        return response


def _is_whole(request: Request) -> bool:
    """Read the body of a request and put it back, so that Flask can read it too; False where it is none of ours."""
    environ, length = request.environ, request.content_length
    if length is None or length > LARGEST or environ.get("QUERY_STRING") or "HTTP_TRANSFER_ENCODING" in environ:
        return False
    body = request.get_data()
    environ["wsgi.input"] = BytesIO(body)
    return len(body) == length
