"""Plain HTML forms: the same commands, answered by a page."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app, flash, g, redirect, request, session
from werkzeug import Response as AnyResponse
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from workshop import policy
from workshop.commands import Answer
from workshop.commands.rounds import VOTE_FIELDS
from workshop.errors import Refusal
from workshop.language import clocks
from workshop.language.faults import SKIPPED_TIME, fault_sentence, named_sentence
from workshop.language.refusals import refusal_sentence
from workshop.language.speech import gettext
from workshop.methods import METHODS
from workshop.web.http.form_fields import DEEPEST, LIST, SHOWN, as_sent, is_unchanged, nested

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
PAGES = ("pages.", "entry.")
ANCHORED = ("propose_goal", "propose_measure", "add_comment")
ALONG = "typed"
MOST_ALONG = 1500
# Browsers drop tabs and line ends, and take a backslash for a slash: "/\t/other.example" is another site.
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]{0,500}")


@dataclass(frozen=True)
class Typed:
    """A form that its page shows again with what was typed in it."""

    form: str
    typed: MultiDict

    def held(self, field: str, stored):
        """What a field holds where its form is shown again: what was typed, else what is stored by now."""
        return stored if is_unchanged(self.typed, field) else (self.typed.getlist(field) or [""])[-1]

    def held_all(self, field: str, stored: list) -> list:
        """The same for a field of many values, whose name ends in []."""
        return stored if is_unchanged(self.typed, field) else self.typed.getlist(field)


@dataclass(frozen=True)
class Refused(Typed):
    """A form that was refused, with the reason."""

    refusal: Refusal

    @property
    def sentence(self) -> str:
        """Why, in the reader's language."""
        return refusal_sentence(self.refusal)

    def moved_on(self, prefix: str, stored: dict) -> bool:
        """Whether what fields of this prefix showed is not what is `stored` by now (empty if not named)."""
        start = SHOWN + prefix
        shown = {name.removeprefix(start): value for name, value in self.typed.items() if name.startswith(start)}
        return any(value != str(stored.get(name, "")) for name, value in shown.items())

    def fault(self, field: str) -> str | None:
        """What is wrong with one field, in the reader's language."""
        return next((sentence for place, sentence in self.faults() if place == field.removesuffix("[]")), None)

    def faults(self) -> list[tuple[str, str]]:
        """All that is wrong: (field, sentence)."""
        return self._said(fault_sentence)

    def summed_up(self) -> list[tuple[str, str]]:
        """All that is wrong, in sentences that name the field: (field, sentence)."""
        return self._said(named_sentence)

    def _said(self, say):
        errors = getattr(self.refusal, "errors", {})
        return [(self.field(path), self._sentence(say, path, fault)) for path, fault in errors.items()]

    def _sentence(self, say, path, fault):
        if fault.code == "not_a_time" and clocks.is_skipped(self.typed.get(path, "")):
            return str(SKIPPED_TIME)
        return say(fault, self.form, path)

    def field(self, path: str) -> str:
        """The form's field that an argument came from."""
        # Rows that were left empty are not sent, so the command counts the others from 0.
        name, _, rest = path.partition(".")
        place, _, rest = rest.partition(".")
        if f"{name}[]" in self.typed:
            return name
        rows = _rows(self.typed, name) if rest and LIST.fullmatch(place) else []
        return f"{name}.{rows[int(place)]}.{rest}" if rows and int(place) < len(rows) else path


def is_form() -> bool:
    """Whether a page's form is asking, rather than a program."""
    return request.mimetype in FORM_TYPES


def wants_page() -> bool:
    """Whether a form is answered by a page; the same form sent by a script asks for JSON."""
    return is_form() and request.accept_mimetypes.best_match(["text/html", "application/json"]) == "text/html"


def read_body() -> tuple[object, str | None]:
    """Give (raw arguments, key); arguments that are no JSON are None."""
    if is_form():
        return without_votes(nested(request.form)), request.form.get("key") or request.headers.get("Idempotency-Key")
    try:
        text = request.get_data().decode()
        raw = json.loads(text, parse_constant=_no_constant)
        json.dumps(raw, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raw = None
    # What can just be read here would overflow the stack where it is written again.
    raw = None if _is_deeper(raw, DEEPEST) else raw
    return raw, request.headers.get("Idempotency-Key")


def readable() -> MultiDict:
    """Give what a form sent: nothing where it is too large or ended too early, so that this can be said on a page."""
    try:
        return request.form
    except HTTPException:
        return MultiDict()


def without_votes(arguments: dict) -> dict:
    """Leave out what a form asks for votes alone where its round is none, and the number where its vote has none."""
    kind, method = arguments.get("kind", policy.VOTE), arguments.get("method")
    left: tuple[str, ...] = VOTE_FIELDS if kind in policy.ROUND_KINDS and kind != policy.VOTE else ()
    how = METHODS.get(method) if isinstance(method, str) else None
    left = ("points",) if kind == policy.VOTE and how and not how.points else left
    return {name: value for name, value in arguments.items() if name not in left}


def done(name: str, answer: Answer) -> AnyResponse:
    """Answer a form whose command was carried out: back to its page, which says when it was saved."""
    if name == "invite_participant":
        flash(gettext("Invitation sent: %(email)s", email=request.form.get("email", "").strip()), "saved")
    else:
        flash(gettext("Saved %(time)s", time=clocks.to_the_second(datetime.now(UTC))), "saved")
    noun = name.rsplit("_", 1)[-1]
    return see_other("/", anchor=f"{noun}-{answer.result[f'{noun}_id']}" if name in ANCHORED else "")


def see_other(fallback: str, *, anchor: str = "") -> AnyResponse:
    """Go to where the form says that one goes `back` to, else to its page, or to `fallback`, by GET (303)."""
    named = (request.form.get(name, "") for name in ("back", "page"))
    where = next((path for path in named if is_own_path(path)), fallback)
    return redirect(f"{where.split('#')[0]}#{anchor}" if anchor else where, code=303)


def take_along() -> None:
    """Keep what was typed in a form until its page is shown again, as in another language."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in ("key", "lang")]
    kept = {"form": request.form.get("form"), "page": request.form.get("page", "").split("?")[0], "fields": fields}
    # It travels in the cookie, where there is room for a name and an address.
    if kept["form"] and len(json.dumps(kept)) < MOST_ALONG:
        session[ALONG] = kept


def typed_again() -> Typed | None:
    """Give the form that the page of this request shows again with what was typed: refused, or taken along."""
    if "refused" in g or "along" in g:
        return g.get("refused") or g.along
    kept = session.pop(ALONG, None) if request.method == "GET" and ALONG in session else None
    g.along = None
    if kept is not None and kept["page"] == request.path:
        g.along = Typed(kept["form"], MultiDict([tuple(pair) for pair in kept["fields"]]))
    return g.along


def is_own_path(path: str) -> bool:
    """Whether this is a path on our own site, and nothing that a browser takes for another."""
    return OWN_PATH.fullmatch(path) is not None


def page_again(refusal: Refusal):
    """Show the form's page again with what was typed and why it was refused; None where it has no page."""
    where = request.form.get("page", "")
    if not is_own_path(where):
        return None
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None, "there is one where there is a request"
    try:
        endpoint, arguments = adapter.match(where.split("?")[0].split("#")[0], method="GET")
    except HTTPException:
        return None
    if not endpoint.startswith(PAGES):
        return None
    g.refused = Refused(request.form.get("form", ""), request.form, refusal)
    try:
        page = current_app.ensure_sync(current_app.view_functions[endpoint])(**arguments)
    except (Refusal, HTTPException):
        # The page itself is not open to whoever sent the form, as after they signed out in another tab.
        return None
    response = current_app.make_response(page)
    if response.status_code == 200:
        response.status_code = refusal.status
    return response


def sent() -> dict | None:
    """Give what the fingerprint of a form is made from; None for a program, which is taken at its arguments."""
    return as_sent(request.form) if is_form() else None


def _no_constant(name):
    raise ValueError(name)


def _is_deeper(tree, levels):
    branches = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return levels == 0 or any(_is_deeper(branch, levels - 1) for branch in branches)


def _rows(typed, name):
    used = {
        field.split(".")[1]
        for field, value in typed.items(multi=True)
        if value and field and field.startswith(f"{name}.")
    }
    return sorted((row for row in used if LIST.fullmatch(row)), key=int)
