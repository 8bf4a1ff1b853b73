"""Setting a new consultation up in steps: its name, themes, bodies, workshop and agenda, and what comes then."""

from uuid import NAMESPACE_OID, uuid4, uuid5

from flask import redirect, render_template, request

from workshop.commands import Request
from workshop.commands.themes import CreateTheme
from workshop.engine.arguments import read_arguments
from workshop.errors import Fault, Invalid, NotFound
from workshop.fields import LANGUAGES
from workshop.language.speech import language
from workshop.web.app_context import do
from workshop.web.http.limits import limit_writes
from workshop.web.pages.frame import blueprint, look_as_lead

STEPS = ("name", "themes", "bodies", "workshop", "ready")
# The steps in which things are listed one a line, and the command that each line gives.
LISTS = {"themes": "create_theme", "bodies": "create_body"}
MOST_LINES = 40
# The lists that buttons put in order, and the noun of each.
ORDERED = {"themes": "theme", "phenomena": "phenomenon", "bodies": "body"}


@blueprint.get("/c/<slug>/start", defaults={"name": "name"})
@blueprint.get("/c/<slug>/start/<name>")
def start(slug: str, name: str):
    """Show one step, with what is there already; all of it stands in the settings too."""
    view = look_as_lead(slug)
    if name not in STEPS:
        raise NotFound(name)
    after = STEPS[STEPS.index(name) + 1 :]
    about = {"view": view, "begin": f"/c/{slug}/start", "step": name, "next_step": after[0] if after else None}
    return render_template("settings/start.html", **about)


@blueprint.post("/c/<slug>/start/<name>")
@limit_writes
def add_lines(slug: str, name: str):
    """Make a theme or a body of each line, by its own command; a line of another language stands beside it.

    Each has a key of its own, made of the form's, so that the same form sent again makes nothing twice. All are looked
    at before the first is made. Raises NotSignedIn, NotFound, Forbidden, Invalid.
    """
    look_as_lead(slug)
    if name not in LISTS:
        raise NotFound(name)
    titles, key = _titles(), request.form.get("key", "")
    if not key:
        raise Invalid(key="not_a_key")
    for place, title in enumerate(titles):
        do(Request(slug, LISTS[name], str(uuid5(NAMESPACE_OID, f"{key}/{place}")), {"title": title}))
    return redirect(f"/c/{slug}/start/{name}", 303)


@blueprint.post("/c/<slug>/order/<name>")
@limit_writes
def put_in_order(slug: str, name: str):
    """Put one thing of a list at another place of it, by the commands that edit it and those that make room for it.

    The place is a number from 0, so that the same form sent again changes nothing. Raises NotSignedIn, NotFound,
    Forbidden.
    """
    view = look_as_lead(slug)
    number, place = request.form.get("id", type=int), request.form.get("place", type=int)
    things = getattr(view, name) if name in ORDERED else []
    moved = next((each for each in things if each["id"] == number), None)
    if moved is None or place is None or place not in range(len(things)):
        raise NotFound(name)
    order = [each for each in things if each is not moved]
    order.insert(place, moved)
    noun = ORDERED[name]
    for position, thing in enumerate(order):
        if thing["position"] != position:
            at = {f"{noun}_id": thing["id"], "position": position}
            do(Request(slug, f"edit_{noun}", str(uuid4()), at))
    start = request.form.get("from") == "start"
    return redirect(f"/c/{slug}/start/{name}" if start else f"/c/{slug}/settings#{noun}-{number}", 303)


def _titles() -> list[dict[str, str]]:
    """Return the titles to be made, each in the languages in which its line is written; raises Invalid."""
    lines = {lang: _lines(lang) for lang in LANGUAGES}
    longest = max(map(len, lines.values()))
    if not any(map(any, lines.values())):
        raise Invalid.of({f"lines.{language()}": "missing"})
    if longest > MOST_LINES:
        number = Fault("too_many_lines", {"longest": MOST_LINES})
        raise Invalid.of({f"lines.{lang}": number for lang, own in lines.items() if len(own) > MOST_LINES})
    titles = [{lang: own[at] for lang, own in lines.items() if own[at : at + 1] > [""]} for at in range(longest)]
    for title in filter(None, titles):
        try:
            read_arguments(CreateTheme, {"title": title})
        except Invalid as wrong:
            raise Invalid.of({path.replace("title", "lines"): fault for path, fault in wrong.errors.items()}) from wrong
    return [title for title in titles if title]


def _lines(lang):
    """Return the lines of a language; empty ones between others keep their place beside those of other languages."""
    return [line.strip() for line in request.form.get(f"lines.{lang}", "").strip().splitlines()]
