"""Joining with a code: first the code, then the name and the body."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request
from flask_login import current_user

from workshop.admission import card_by_code, workshop_by_code
from workshop.commands.joining import read_joining
from workshop.errors import Fault, Invalid, NotFound, TooMany
from workshop.fields import wordings
from workshop.identity import link_key
from workshop.language.speech import gettext
from workshop.language.texts import lang_of, text_in
from workshop.models import Consultation
from workshop.queries.places import Choice, choices_of, has_card, is_elsewhere, may_come_in, name_in
from workshop.queries.workshops import joined_as
from workshop.reading.codes import LONGEST_LINK, read_code
from workshop.web.api.routes import join_here
from workshop.web.app_context import app_context
from workshop.web.entry import cookies
from workshop.web.entry.frame import blueprint
from workshop.web.entry.municipalities import names_of_municipalities
from workshop.web.http.form_fields import nested
from workshop.web.http.limits import give_pass, looking_up

# The form's value for "no body"; no body has it as its key.
NO_BODY = "-"


@dataclass(frozen=True)
class EntryPage:
    """A workshop as shown to a person before they join: its titles, the bodies to choose from, and their place in it.

    `code` is what they came with: the workshop's, or that of a `card`. `name` is their name in the consultation, if
    they take part in it; `inside`: they need not join; `locked`: they can't, because the workshop is locked for
    newcomers; `taken`: they can't, because somebody has the card's seat.
    """

    code: str
    workshop_code: str
    title: dict[str, str]
    consultation: dict[str, str]
    choices: list[Choice]
    inside: bool
    name: str | None = None
    locked: bool = False
    asks_municipality: bool = False
    card: bool = False
    taken: bool = False


@blueprint.get("/join", strict_slashes=False)
def join_page():
    """Ask for the code, or look up the given one and redirect to its own page."""
    typed = request.args.get("code", "")[:LONGEST_LINK]
    if not typed or "refused" in g:
        return render_template("entry/code.html", typed=typed)
    try:
        return redirect(f"/join/{_entry_page(typed).code}")
    except NotFound:
        return render_template("entry/code.html", typed=typed, unknown=True), 404
    except TooMany as wait:
        return _come_again(typed, wait)


@blueprint.get("/join/<code>", strict_slashes=False)
def join_workshop_page(code):
    """Ask a person with a code for their name and body; a participant of the workshop is redirected to the room."""
    secret = request.values.get("k", "")
    try:
        entry = _entry_page(code, secret)
    except NotFound:
        return render_template("entry/code.html", typed=code[:LONGEST_LINK], unknown=True, by_link=bool(secret)), 404
    except TooMany as wait:
        if secret:
            # The link itself is wrong, and trying it again will not help.
            page = render_template("entry/code.html", typed=code[:LONGEST_LINK], unknown=True, by_link=True)
            return page, wait.status, {"Retry-After": str(wait.retry_after)}
        if "refused" not in g:
            return _come_again(code[:LONGEST_LINK], wait)
        # A refused form is shown again without telling a guesser whether the code was right.
        return render_template("entry/join.html", entry=None, code=code[:LONGEST_LINK], secret="")
    if entry.inside:
        return redirect(f"/w/{entry.workshop_code}")
    bodies: list[tuple[str, ...]] = [
        (choice.key, text_in(choice.title), lang_of(choice.title)) for choice in entry.choices
    ]
    if bodies:
        bodies.append((NO_BODY, gettext("None of these, only myself")))
    cookies.offer()
    mark = cookies.read(g.refused.typed.get(cookies.MARK) if "refused" in g else request.args.get(cookies.MARK))
    return render_template(
        "entry/join.html",
        entry=entry,
        code=entry.code,
        secret=_secret_of(entry.code),
        bodies=bodies,
        mark=mark,
        again=request.values.get(cookies.MARK, "") if mark else "",
        trouble=cookies.trouble(mark),
        name_before=_joined_as(code, mark),
        suggestions=names_of_municipalities() if entry.asks_municipality and not entry.name else [],
        url=app_context().settings.url,
    )


@blueprint.post("/join")
def post_join():
    """Join and redirect to the room; a browser without cookies is sent back to be told, having joined only once."""
    raw, key = nested(request.form), request.form.get("key")
    again = raw.pop(cookies.MARK, None)
    secret = raw.pop("k", "")
    entry = _entry_page(request.form.get("code", "")[:LONGEST_LINK], secret if isinstance(secret, str) else "")
    if again and not cookies.kept() and cookies.read(again).get("key") != key:
        # They joined already, too long ago to be found by the key; another participant would be of no use.
        return cookies.marked(f"/join/{entry.code}", k=_secret_of(entry.code))
    joined = join_here(_answered(raw, entry), key, form=True)
    if not cookies.kept():
        return cookies.marked(f"/join/{entry.code}", key, k=_secret_of(entry.code))
    if not entry.name:
        flash(gettext("Welcome, %(name)s!", name=joined.participant.name), "welcome")
    return redirect(f"/w/{joined.workshop.code}", code=303)


def _joined_as(code, mark):
    """Return the name given under the mark's key; with another name the person would become another participant."""
    if not mark or not mark["key"]:
        return ""
    with app_context().database.read() as session:
        return joined_as(session, code, mark["key"], app_context().settings.secret_key) or ""


def _answered(raw, entry):
    """Return the arguments for joining; raises Invalid where the form leaves body or municipality open.

    A program may omit them, as the wire promises; in a form that would silently mean "none".
    """
    none = raw.pop("no_municipality", None)
    if none:
        raw.pop("municipality", None)
    faults: dict[str, Fault | str] = {}
    if isinstance(table := raw.get("table"), dict):
        # A table of several bodies has none, and its people come from several municipalities.
        body = table.pop("body", None)
        return {**raw, "body": body, "table": {name: value for name, value in table.items() if value is not None}}
    if entry.choices and not entry.name and not raw.get("body"):
        faults["body"] = "missing"
    if entry.asks_municipality and not entry.name and not none and not raw.get("municipality"):
        faults["municipality"] = "missing"
    if not faults:
        return {name: value for name, value in raw.items() if (name, value) != ("body", NO_BODY)}
    try:
        read_joining(raw, form=True)
    except Invalid as more:
        faults = {**more.errors, **faults}
    raise Invalid.of(faults)


def _secret_of(code):
    return link_key(app_context().settings.secret_key, code)


def _come_again(typed, wait):
    """Return the page that says to wait for looking up a code; it reloads by itself, also without scripts."""
    page = render_template("entry/waiting.html", typed=typed, seconds=wait.retry_after)
    return page, wait.status, {"Retry-After": str(wait.retry_after), "Refresh": str(wait.retry_after)}


def _entry_page(code, secret="") -> EntryPage:
    with looking_up(code, secret):
        entry = _look_in(code)
    give_pass(entry.code)
    return entry


def _look_in(code):
    secret_key = app_context().settings.secret_key
    with app_context().database.read() as session:
        workshop = workshop_by_code(session, code, secret_key)
        consultation = session.get(Consultation, workshop.consultation_id)
        account_id = current_user.account_id if current_user.is_authenticated else 0
        name = name_in(session, account_id, consultation.id)
        card = card_by_code(session, code, secret_key)
        seated = card is not None and has_card(session, account_id, card)
        inside = name is not None and not is_elsewhere(session, account_id, workshop)
        return EntryPage(
            code=read_code(code) if card else workshop.code,
            workshop_code=workshop.code,
            title=wordings(workshop.title),
            consultation=wordings(consultation.title),
            choices=choices_of(session, consultation.id),
            inside=seated if card else inside,
            name=name,
            locked=card is None and not may_come_in(session, account_id, workshop),
            card=card is not None,
            taken=card is not None and card.taken_at is not None and not seated,
            asks_municipality=consultation.asks_municipality,
        )
