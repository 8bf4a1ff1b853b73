"""Plain HTML forms: the same commands, answered by a page."""

import json
import re
from dataclasses import dataclass

from flask import Response, current_app, flash, g, redirect, request
from flask_babel import format_time, gettext
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from workshop.commands import Answer
from workshop.errors import Refusal
from workshop.web.words import fault_sentence, refusal_sentence

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
PAGES = ("pages.", "doors.")
# Fields that are for this module and not for the command.
OWN_FIELDS = ("key", "page", "form", "code_in_path")
LIST = re.compile(r"0|[1-9][0-9]{0,2}")


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

    def fault(self, path: str) -> str | None:
        """What is wrong with one field, in the reader's language."""
        fault = getattr(self.refusal, "errors", {}).get(path)
        return fault_sentence(fault) if fault else None


def is_form() -> bool:
    """Whether a page's form is asking, rather than a program."""
    return request.mimetype in FORM_TYPES


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
    return raw, request.headers.get("Idempotency-Key")


def nested(fields: MultiDict) -> dict:
    """Turn `choices.17=3` and `measures.0.text=…` into nested arguments; empty fields are left out.

    A field given more than once has its last value, which lets a hidden field stand for an empty box; where
    the name ends in `[]`, all values make a list.
    """
    arguments: dict = {}
    for name, values in fields.lists():
        if name in OWN_FIELDS:
            continue
        if name.endswith("[]"):
            _put(arguments, name[:-2].split("."), [value for value in values if value])
        elif values[-1] != "" or name.startswith("choices."):
            _put(arguments, name.split("."), values[-1])
    return _listed(arguments)


def done(name: str, answer: Answer) -> Response:
    """Answer a form whose command was carried out: back to its page, which says when it was saved."""
    flash(gettext("Saved %(time)s", time=format_time(format="HH:mm:ss")), "saved")
    goal = answer.result.get("goal_id")
    return see_other("/", anchor=f"goal-{goal}" if goal and name == "propose_goal" else "")


def see_other(fallback: str, *, anchor: str = "") -> Response:
    """Go to the form's page, or to `fallback`, by GET (303)."""
    where = request.form.get("page", "")
    where = where if is_own_path(where) else fallback
    return redirect(f"{where}#{anchor}" if anchor else where, code=303)


def is_own_path(path: str) -> bool:
    """Whether this is a path on our own site, and nothing that a browser takes for another."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path and "\r" not in path


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
    page = current_app.ensure_sync(current_app.view_functions[endpoint])(**arguments)
    response = current_app.make_response(page)
    if response.status_code == 200:
        response.status_code = refusal.status
    return response


def _no_constant(name):
    raise ValueError(name)


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
    tree = {name: _listed(value) for name, value in tree.items()}
    if tree and "0" in tree and all(LIST.fullmatch(name) for name in tree):
        return [tree[name] for name in sorted(tree, key=int)]
    return tree
