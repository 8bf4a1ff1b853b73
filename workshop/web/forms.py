"""Plain HTML forms: the same commands, answered by a page."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response, current_app, flash, g, redirect, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from workshop.commands import Answer
from workshop.errors import Refusal
from workshop.web import clocks
from workshop.web.words import FAULTS, fault_sentence, refusal_sentence

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
PAGES = ("pages.", "doors.")
# Fields that are for this module, or for the browser alone, and not for the command.
OWN_FIELDS = ("key", "page", "back", "form", "code_in_path", "emptied[]", "checked")
TIMES = ("opens_at", "closes_at", "starts_at")
ANCHORED = ("propose_goal", "propose_measure", "add_comment")
# Browsers drop tabs and line ends, and take a backslash for a slash: "/\t/other.example" is another site.
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]{0,500}")
LIST = re.compile(r"0|[1-9][0-9]{0,2}")
DEEPEST = 20


@dataclass(frozen=True)
class Refused:
    """A form that was refused: its page shows it again with what was typed, and says why."""

    form: str
    typed: MultiDict
    refusal: Refusal

    @property
    def sentence(self) -> str:
        """Why, in the reader's language."""
        return refusal_sentence(self.refusal)

    def fault(self, field: str) -> str | None:
        """What is wrong with one field, in the reader's language."""
        return next((sentence for place, sentence in self.faults() if place == field.removesuffix("[]")), None)

    def faults(self) -> list[tuple[str, str]]:
        """All that is wrong: (field, sentence)."""
        errors = getattr(self.refusal, "errors", {})
        return [(self.field(path), self._sentence(path, fault)) for path, fault in errors.items()]

    def _sentence(self, path, fault):
        if fault.code == "not_a_time" and clocks.is_skipped(self.typed.get(path, "")):
            return str(FAULTS["skipped_time"])
        return fault_sentence(fault)

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
        return nested(request.form), request.form.get("key") or request.headers.get("Idempotency-Key")
    try:
        text = request.get_data().decode()
        raw = json.loads(text, parse_constant=_no_constant)
        json.dumps(raw, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raw = None
    # What can just be read here would overflow the stack where it is written again.
    raw = None if _is_deeper(raw, DEEPEST) else raw
    return raw, request.headers.get("Idempotency-Key")


def nested(fields: MultiDict) -> dict:
    """Turn `choices.17=3` and `measures.0.text=…` into nested arguments; empty fields are left out.

    A field given more than once has its last value, which lets a hidden field stand for an empty box; where
    the name ends in `[]`, all values make a list. Fields named in `emptied[]` are sent also when they are empty:
    that takes a text back. Times without an offset are Finnish ones.
    """
    arguments: dict = {}
    emptied = set(fields.getlist("emptied[]"))
    for name, values in fields.lists():
        # In a form of many parts, a part without a name has None for one.
        if name is None or name in OWN_FIELDS:
            continue
        if name.endswith("[]"):
            _put(arguments, _parts(name[:-2]), [value for value in values if value])
        elif values[-1] != "" or name.startswith("choices.") or name in emptied:
            value = clocks.with_offset(values[-1]) if name in TIMES else values[-1]
            _put(arguments, _parts(name), value)
    return _listed(arguments)


def done(name: str, answer: Answer) -> Response:
    """Answer a form whose command was carried out: back to its page, which says when it was saved."""
    flash(gettext("Saved %(time)s", time=clocks.clock_time(datetime.now(UTC))), "saved")
    noun = name.rsplit("_", 1)[-1]
    return see_other("/", anchor=f"{noun}-{answer.result[f'{noun}_id']}" if name in ANCHORED else "")


def see_other(fallback: str, *, anchor: str = "") -> Response:
    """Go to where the form says that one goes `back` to, else to its page, or to `fallback`, by GET (303)."""
    named = (request.form.get(name, "") for name in ("back", "page"))
    where = next((path for path in named if is_own_path(path)), fallback)
    return redirect(f"{where.split('#')[0]}#{anchor}" if anchor else where, code=303)


def is_own_path(path: str) -> bool:
    """Whether this is a path on our own site, and nothing that a browser takes for another."""
    return OWN_PATH.fullmatch(path) is not None


def page_again(refusal: Refusal):
    """Show the form's page again with what was typed and why it was refused; None where it has no page."""
    where = request.form.get("page", "")
    if not is_own_path(where):
        return None
    adapter = current_app.create_url_adapter(request)
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


def _no_constant(name):
    raise ValueError(name)


def _parts(name):
    # A name that goes deeper than any argument does stays whole, and is not known then.
    return name.split(".") if name.count(".") < DEEPEST else [name]


def _is_deeper(tree, levels):
    branches = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return levels == 0 or any(_is_deeper(branch, levels - 1) for branch in branches)


def _put(tree, path, value):
    for part in path[:-1]:
        branch = tree.setdefault(part, {})
        if not isinstance(branch, dict):
            return
        tree = branch
    tree[path[-1]] = value


def _listed(tree):
    if not isinstance(tree, dict):
        return tree
    return {name: _listed(value) if name == "choices" else _rows_of(_listed(value)) for name, value in tree.items()}


def _rows_of(tree):
    if isinstance(tree, dict) and tree and all(LIST.fullmatch(name) for name in tree):
        return [tree[name] for name in sorted(tree, key=int)]
    return tree


def _rows(typed, name):
    used = {
        field.split(".")[1]
        for field, value in typed.items(multi=True)
        if value and field and field.startswith(f"{name}.")
    }
    return sorted((row for row in used if LIST.fullmatch(row)), key=int)
