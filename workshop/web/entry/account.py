"""One's own account: the address by which it is found again, the language, leaving and signing out."""

from flask import flash, redirect, render_template, request, session

from workshop.errors import Conflict, Invalid
from workshop.language.speech import gettext
from workshop.operations.mailing import account_sends
from workshop.operations.people.accounts import CODE_MINUTES, ask_for_link, type_code
from workshop.queries.places import places_of
from workshop.web.app_context import app_context, asking
from workshop.web.entry.frame import blueprint
from workshop.web.entry.signing_in import sent, taken
from workshop.web.http.limits import limit_writes, stranger

# The session key of the address that this browser asked to add, so that its code can be typed here.
ASKED = "asked_to_add"
LONGEST_CODE = 40


@blueprint.get("/me")
def account_page():
    """Show a person their account."""
    who = asking()
    with app_context().database.read() as reading:
        places = places_of(reading, who.account_id)
    asked = session.get(ASKED) if not who.email else None
    return render_template("entry/account.html", who=who, places=places, asked=asked, minutes=CODE_MINUTES)


@blueprint.post("/me/address")
def post_address():
    """Mail a guest a link that adds an address to their account; Conflict for an account that has one."""
    who, email = asking(), request.form.get("email", "").strip()
    if who.email:
        raise Conflict("address_already")
    if not email:
        raise Invalid(email="missing")
    by = [account_sends(who.account_id), stranger()]
    app_context().database.write(
        lambda writing: ask_for_link(writing, email, account_id=who.account_id, then="/me", by=by)
    )
    session[ASKED] = email
    return sent(email, attaches=True)


@blueprint.post("/me/address/code")
@limit_writes
def post_code():
    """Add the address whose link was used on another device, by the code shown there; Invalid for a wrong code."""
    who, typed = asking(), request.form.get("code", "").strip()[:LONGEST_CODE]
    if not typed:
        raise Invalid(code="missing")
    try:
        account = app_context().database.write(lambda writing: type_code(writing, who.account_id, typed))
    except Conflict as refused:
        return taken(refused)
    if account is None:
        raise Invalid(code="wrong_code")
    session.pop(ASKED, None)
    flash(gettext("You are signed in with %(email)s.", email=account.email), "welcome")
    return redirect("/me", code=303)
