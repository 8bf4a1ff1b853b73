"""One's own account: the address that it is found again by, the language, leaving and signing out."""

from flask import render_template, request

from workshop.commands.accounts import ask_for_link
from workshop.commands.mailing import account_sends
from workshop.errors import Conflict, Invalid
from workshop.queries.places import places_of
from workshop.web.doors.frame import blueprint
from workshop.web.doors.signing_in import sent
from workshop.web.here import asking, house
from workshop.web.limits import stranger


@blueprint.get("/me")
def account_page():
    """Show someone their account."""
    who = asking()
    with house().database.read() as session:
        places = places_of(session, who.account_id)
    return render_template("doors/account.html", who=who, places=places)


@blueprint.post("/me/address")
def post_address():
    """Send a guest a link that adds an address to their account; Conflict for an account that has one."""
    who, email = asking(), request.form.get("email", "").strip()
    if who.email:
        raise Conflict("address_already")
    if not email:
        raise Invalid(email="missing")
    asked = {"account_id": who.account_id, "then": "/me", "by": [account_sends(who.account_id), stranger()]}
    house().database.write(lambda session: ask_for_link(session, email, **asked))
    return sent(email, attaches=True)
