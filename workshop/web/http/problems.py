"""Refusals and faults, mapped once to HTTP: problem+json (RFC 9457) for programs, a page for people."""

import json
import logging
import re
from typing import Any

from flask import Flask, Response, g, redirect, render_template, request, url_for
from flask_login import AnonymousUserMixin, current_user
from werkzeug import Response as AnyResponse
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from workshop.errors import Conflict, Invalid, NotFound, NotSignedIn, Refusal
from workshop.language.faults import fault_sentence
from workshop.language.refusals import REFUSALS, refusal_sentence
from workshop.web.http import forms

log = logging.getLogger("workshop.web")
# Both ranges of control characters, and the line ends that only Unicode has.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
HTTP_CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
}


def register(app: Flask) -> None:
    """Handle every exception that leaves a view."""
    app.config["MAX_CONTENT_LENGTH"] = 256 * 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = 256 * 1024
    app.config["MAX_FORM_PARTS"] = 5000
    app.before_request(refuse_control_characters)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, http_failed)
    app.register_error_handler(Exception, failed)


def refuse_control_characters() -> None:
    """Raise NotFound for an address with a character that no header, log line or database can hold.

    In a page's query people may paste a code with a line break or tab, so only NUL, which nobody types, is refused
    there. The API checks its own.
    """
    typed = () if request.path.startswith("/api/") else request.args.items(multi=True)
    if CONTROLS.search(request.path) or any("\0" in part for pair in typed for part in pair):
        raise NotFound("control characters")


def refused(refusal: Refusal) -> AnyResponse:
    """Answer a refusal."""
    _know_who_reads()
    if _for_program():
        return problem(refusal.status, refusal.code, refusal_sentence(refusal), refusal)
    if isinstance(refusal, NotSignedIn) and request.method == "GET":
        return redirect(url_for("entry.sign_in_page", next=request.full_path.rstrip("?")))
    again = forms.page_again(refusal) if request.method == "POST" else None
    return _with_wait(again or _page(refusal.status, refusal_sentence(refusal)), refusal)


def http_failed(failure: HTTPException) -> Any:
    """Answer what Flask itself refuses: unknown addresses, other methods, bodies that are too large."""
    if failure.response is not None:
        return failure.response
    _know_who_reads()
    status = failure.code or 500
    code = HTTP_CODES.get(status, "bad_request")
    sentence = str(REFUSALS[code])
    answer = problem(status, code, sentence) if _for_program() else _page(status, sentence)
    if isinstance(failure, MethodNotAllowed) and failure.valid_methods:
        answer.headers["Allow"] = ", ".join(failure.valid_methods)
    return answer


def failed(failure: Exception) -> Response:
    """Answer a fault with 500: it is logged, and the answer discloses nothing internal."""
    log.error("fault at %s", request.url_rule, exc_info=failure)
    _know_who_reads()
    sentence = str(REFUSALS["fault"])
    return problem(500, "fault", sentence) if _for_program() else _page(500, sentence)


def problem(status: int, code: str, title: str, refusal: Refusal | None = None) -> Response:
    """Return a problem answer; programs use its `code`."""
    body: dict[str, Any] = {"type": "about:blank", "status": status, "code": code, "title": title}
    if isinstance(refusal, Conflict):
        body["reason"] = refusal.reason
        body |= {name: ids for name in ("tied", "differs") if (ids := getattr(refusal, name))}
    if isinstance(refusal, Invalid):
        # A form's fields are numbered otherwise than the command's arguments where empty rows were left out.
        place = forms.Refused("", request.form, refusal).field if forms.is_form() else str
        about = (request.view_args or {}).get("name", request.path.rsplit("/", 1)[-1])
        body["errors"] = {
            place(path): {"code": fault.code, "message": fault_sentence(fault, about, path), **fault.limits}
            for path, fault in refusal.errors.items()
        }
    response = Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/problem+json")
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return _with_wait(response, refusal)


def _with_wait(response, refusal):
    if hasattr(refusal, "retry_after"):
        response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def _for_program():
    return request.path.startswith(("/api/", "/socket.io")) and not forms.wants_page()


def _know_who_reads():
    # The account is read from the database; if that is what failed, the page is rendered for a stranger.
    try:
        current_user._get_current_object()
    except Exception:
        g._login_user = AnonymousUserMixin()


def _page(status, sentence):
    return Response(render_template("problem.html", sentence=sentence, status=status), status)
