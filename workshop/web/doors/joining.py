"""Joining with a code: first the code, then the name and the body."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext
from flask_login import current_user

from workshop.codes import LONGEST_LINK
from workshop.commands.arguments import read_arguments
from workshop.commands.joining import Join, workshop_by_code
from workshop.errors import Invalid, NotFound, TooMany
from workshop.fields import wordings
from workshop.models import Consultation
from workshop.queries.places import Choice, choices_of, is_elsewhere, name_in
from workshop.web import forms
from workshop.web.api import join_here
from workshop.web.doors import cookies
from workshop.web.doors.frame import blueprint
from workshop.web.here import house
from workshop.web.languages import lang_of, text_in
from workshop.web.limits import limit_codes

# What says on the form that someone speaks for no body; no body has it as its key.
NO_BODY = "-"


@dataclass(frozen=True)
class Doorway:
    """What someone sees of a workshop before they join: its titles, whom they can speak for, whether they are in.

    `name` is what they are called in the consultation, if they take part in it; `inside`: they need not join.
    """

    code: str
    title: dict[str, str]
    consultation: dict[str, str]
    choices: list[Choice]
    inside: bool
    name: str | None = None


@blueprint.get("/join", strict_slashes=False)
def join_page():
    """Ask for the code, or look up the one given and go on to its own page."""
    typed = request.args.get("code", "")[:LONGEST_LINK]
    if not typed or "refused" in g:
        return render_template("doors/code.html", typed=typed)
    try:
        return redirect(f"/join/{_doorway(typed).code}")
    except NotFound:
        return render_template("doors/code.html", typed=typed, unknown=True), 404


@blueprint.get("/join/<code>", strict_slashes=False)
def join_workshop_page(code):
    """Ask someone who has a code for their name and body; who is in already goes straight to the room."""
    try:
        doorway = _doorway(code)
    except NotFound:
        return render_template("doors/code.html", typed=code[:LONGEST_LINK], unknown=True), 404
    except TooMany:
        # A refused form is shown again without telling a guesser whether its code was right.
        if "refused" not in g:
            raise
        return render_template("doors/join.html", doorway=None, code=code[:LONGEST_LINK])
    if doorway.inside:
        return redirect(f"/w/{doorway.code}")
    bodies = [(choice.key, text_in(choice.title), lang_of(choice.title)) for choice in doorway.choices]
    if bodies:
        bodies.append((NO_BODY, gettext("None of these, only myself")))
    cookies.offer()
    mark = cookies.read(g.refused.typed.get(cookies.MARK) if "refused" in g else request.args.get(cookies.MARK))
    return render_template(
        "doors/join.html",
        doorway=doorway,
        code=doorway.code,
        bodies=bodies,
        mark=mark,
        again=request.values.get(cookies.MARK, "") if mark else "",
        trouble=cookies.trouble(mark),
        url=house().settings.url,
    )


@blueprint.post("/join")
def post_join():
    """Join, and go to the room; who keeps no cookie goes back to where it is said, and is made once."""
    raw, key = forms.nested(request.form), request.form.get("key")
    again = raw.pop(cookies.MARK, None)
    doorway = _doorway(request.form.get("code", "")[:LONGEST_LINK])
    if again and not cookies.kept() and cookies.read(again).get("key") != key:
        # They have joined already, too long ago to be found: another of them would be of no use to anyone.
        return cookies.marked(f"/join/{doorway.code}")
    joined = join_here(_answered(raw, doorway), key, form=True)
    if not cookies.kept():
        return cookies.marked(f"/join/{joined.workshop.code}", key)
    if not doorway.name:
        flash(gettext("Welcome, %(name)s!", name=joined.participant.name), "welcome")
    return redirect(f"/w/{joined.workshop.code}", code=303)


def _answered(raw, doorway):
    """Give what joins; raises Invalid where nobody has said whom they speak for, and there is a choice.

    A program may leave `body` out, which is the contract; in a form it would mean "none" without a word.
    """
    if not doorway.choices or doorway.name or raw.get("body"):
        return {name: value for name, value in raw.items() if (name, value) != ("body", NO_BODY)}
    faults = {"body": "missing"}
    try:
        read_arguments(Join, raw, form=True)
    except Invalid as more:
        faults = {**more.errors, **faults}
    raise Invalid.of(faults)


@limit_codes
def _doorway(code) -> Doorway:
    with house().database.read() as session:
        workshop = workshop_by_code(session, code)
        consultation = session.get(Consultation, workshop.consultation_id)
        account_id = current_user.account_id if current_user.is_authenticated else 0
        name = name_in(session, account_id, consultation.id)
        return Doorway(
            code=workshop.code,
            title=wordings(workshop.title),
            consultation=wordings(consultation.title),
            choices=choices_of(session, consultation.id),
            inside=name is not None and not is_elsewhere(session, account_id, workshop),
            name=name,
        )
