"""Plain HTML forms: the same commands, answered by a page."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Request, current_app, flash, g, redirect, request, session
from werkzeug import Response as AnyResponse
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from workshop import policy
from workshop.commands import Answer
from workshop.commands.rounds.arguments import VOTE_FIELDS
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
# Danger: browsers drop tabs and line ends, and read a backslash as a slash: "/\t/other.example" is another site.
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]{0,500}")


# The fields for the first ones of a vote, by the arguments that come from them.
_OF_FIRST = {"on_ballot.round_id": "on_ballot_round", "on_ballot.first": "on_ballot_first"}


@dataclass(frozen=True)
class Typed:
    """A form that its page shows again with what was typed in it."""

    form: str
    typed: MultiDict

    def held(self, field: str, stored):
        """Return a field's value where its form is shown again: what was typed, otherwise what is stored."""
        return stored if is_unchanged(self.typed, field) else (self.typed.getlist(field) or [""])[-1]

    def held_all(self, field: str, stored: list) -> list:
        """Return the same for a multiple field, whose name ends in []."""
        return stored if is_unchanged(self.typed, field) else self.typed.getlist(field)


@dataclass(frozen=True)
class Refused(Typed):
    """A form that was refused, and the refusal."""

    refusal: Refusal

    @property
    def sentence(self) -> str:
        """The reason, in the reader's language."""
        return refusal_sentence(self.refusal)

    def moved_on(self, prefix: str, stored: dict) -> bool:
        """Whether fields with this prefix showed other values than are `stored` now ("" for absent ones)."""
        start = SHOWN + prefix
        shown = {name.removeprefix(start): value for name, value in self.typed.items() if name.startswith(start)}
        return any(value != str(_stored(stored, name)) for name, value in shown.items())

    def fault(self, field: str) -> str | None:
        """Return the sentence for one field's fault, in the reader's language; None for no fault."""
        return next((sentence for place, sentence in self.faults() if place == field.removesuffix("[]")), None)

    def faults(self) -> list[tuple[str, str]]:
        """Return all faults: (field, sentence)."""
        return self._said(fault_sentence)

    def summed_up(self) -> list[tuple[str, str]]:
        """Return all faults, in sentences that name the field: (field, sentence)."""
        return self._said(named_sentence)

    def _said(self, say):
        errors = getattr(self.refusal, "errors", {})
        return [(self.field(path), self._sentence(say, path, fault)) for path, fault in errors.items()]

    def _sentence(self, say, path, fault):
        if fault.code == "not_a_time" and clocks.is_skipped(self.typed.get(path, "")):
            return str(SKIPPED_TIME)
        return say(fault, self.form, path)

    def field(self, path: str) -> str:
        """Return the form's field that an argument came from."""
        if path in _OF_FIRST:
            return _OF_FIRST[path]
        # Empty rows are not sent, so the command numbers the others from 0.
        name, _, rest = path.partition(".")
        place, _, rest = rest.partition(".")
        if f"{name}[]" in self.typed:
            return name
        rows = _rows(self.typed, name) if rest and LIST.fullmatch(place) else []
        return f"{name}.{rows[int(place)]}.{rest}" if rows and int(place) < len(rows) else path


def _stored(values, name):
    """Return the value of a field; of a choice of several parts, that of one part."""
    first, _, part = name.partition(".")
    value = values.get(first, "")
    return value.get(part, "") if part and isinstance(value, dict) else value


def is_form(asked: Request = request) -> bool:
    """Whether a request is an HTML form, rather than a program's."""
    return asked.mimetype in FORM_TYPES


def wants_page(asked: Request = request) -> bool:
    """Whether a form is to be answered by a page; sent by a script, the same form asks for JSON."""
    return is_form(asked) and asked.accept_mimetypes.best_match(["text/html", "application/json"]) == "text/html"


def read_body(asked: Request = request) -> tuple[object, str | None]:
    """Return (raw arguments, key); the arguments are None where the body is not JSON."""
    if is_form(asked):
        return without_votes(with_ballot(nested(asked.form))), asked.form.get("key") or asked.headers.get(
            "Idempotency-Key"
        )
    try:
        text = asked.get_data().decode()
        raw = json.loads(text, parse_constant=_no_constant)
        if "\\u" in text:
            # Half of a pair of escapes is no character, which only shows when it is encoded.
            json.dumps(raw, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raw = None
    # Danger: nesting that can just be parsed would overflow the stack when serialised.
    raw = None if _is_deeper(raw, DEEPEST) else raw
    return raw, asked.headers.get("Idempotency-Key")


def with_ballot(arguments: dict) -> dict:
    """Put together what a form says of a round's ballot: a word, or the first so many of another round."""
    kept = {name: value for name, value in arguments.items() if name not in _OF_FIRST.values()}
    asked = kept.get("on_ballot")
    if asked == "first":
        first = {"round_id": arguments.get("on_ballot_round"), "first": arguments.get("on_ballot_first")}
        return {**kept, "on_ballot": first}
    if asked == "ids":
        # Those that were chosen stay.
        del kept["on_ballot"]
    return kept


def readable() -> MultiDict:
    """Return a form's fields; none where it is too large or incomplete, so that a page can still say so."""
    try:
        return request.form
    except HTTPException:
        return MultiDict()


def without_votes(arguments: dict) -> dict:
    """Leave out the voting fields of a round that is no vote, and those that its way of voting does not have."""
    kind, method = arguments.get("kind", policy.VOTE), arguments.get("method")
    left: tuple[str, ...] = (*VOTE_FIELDS, "question") if kind in policy.ROUND_KINDS and kind != policy.VOTE else ()
    how = METHODS.get(method) if isinstance(method, str) else None
    if kind == policy.VOTE and how:
        has = {"points": how.points, "cap": how.capped, "criteria": how.most_criteria}
        left = tuple(name for name, there in has.items() if not there)
    return {name: value for name, value in arguments.items() if name not in left}


def done(name: str, answer: Answer) -> AnyResponse:
    """Answer a form whose command was carried out: redirect to its page, which says when it was saved."""
    if name == "invite_participant":
        flash(gettext("Invitation sent: %(email)s", email=request.form.get("email", "").strip()), "saved")
    else:
        flash(gettext("Saved %(time)s", time=clocks.to_the_second(datetime.now(UTC))), "saved")
    if "slug" in answer.result:
        return redirect(f"/c/{answer.result['slug']}/start", 303)
    if name == "merge_goals":
        # Nobody could say before where the goal is that was made.
        return redirect(f"/c/{(request.view_args or {})['slug']}/goals/{answer.result['goal_id']}", 303)
    noun = name.rsplit("_", 1)[-1]
    return see_other("/", anchor=f"{noun}-{answer.result[f'{noun}_id']}" if name in ANCHORED else "")


def see_other(fallback: str, *, anchor: str = "") -> AnyResponse:
    """Redirect by GET (303) to where the form says to go `back`, otherwise to its page, otherwise to `fallback`."""
    named = (request.form.get(name, "") for name in ("back", "page"))
    where = next((path for path in named if is_own_path(path)), fallback)
    return redirect(f"{where.split('#')[0]}#{anchor}" if anchor else where, code=303)


def take_along() -> None:
    """Keep a form's input until its page is shown again, as in another language."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in ("key", "lang")]
    kept = {"form": request.form.get("form"), "page": request.form.get("page", "").split("?")[0], "fields": fields}
    # It is kept in the cookie, which has room for a name and an address.
    if kept["form"] and len(json.dumps(kept)) < MOST_ALONG:
        session[ALONG] = kept


def typed_again() -> Typed | None:
    """Return the form whose input the present page shows again: refused, or kept by `take_along`; None for no form."""
    if "refused" in g or "along" in g:
        return g.get("refused") or g.along
    kept = session.pop(ALONG, None) if request.method == "GET" and ALONG in session else None
    g.along = None
    if kept is not None and kept["page"] == request.path:
        g.along = Typed(kept["form"], MultiDict([tuple(pair) for pair in kept["fields"]]))
    return g.along


def is_own_path(path: str) -> bool:
    """Whether this is a path on this site, which no browser takes for another site's."""
    return OWN_PATH.fullmatch(path) is not None


def page_again(refusal: Refusal):
    """Return the form's page with the input and the refusal; None where the form names no page of ours."""
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
        # The page itself may not be open to the sender, as after signing out in another tab.
        return None
    response = current_app.make_response(page)
    if response.status_code == 200:
        response.status_code = refusal.status
    return response


def sent(asked: Request = request) -> dict | None:
    """Return what a form's fingerprint is made from; None for a program, whose arguments are used."""
    return as_sent(asked.form) if is_form(asked) else None


def _no_constant(name):
    raise ValueError(name)


def _is_deeper(tree, levels):
    if levels == 0:
        return True
    branches = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    # Nearly all of them are leaves, which are looked at only where they may be too deep.
    return any(levels == 1 or (isinstance(each, dict | list) and _is_deeper(each, levels - 1)) for each in branches)


def _rows(typed, name):
    used = {
        field.split(".")[1]
        for field, value in typed.items(multi=True)
        if value and field and field.startswith(f"{name}.")
    }
    return sorted((row for row in used if LIST.fullmatch(row)), key=int)
