"""Signing in by a mailed link: asking for it, looking at it, and using it by a button."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, session
from flask_login import current_user

from workshop.errors import Conflict, Invalid
from workshop.language.speech import gettext
from workshop.models import Account
from workshop.operations.mailing import count_mail
from workshop.operations.people.accounts import (
    CODE_MINUTES,
    INVITATION_DAYS,
    INVITATION_MINUTES,
    LINK_MINUTES,
    ask_for_link,
    code_of,
    use_link,
)
from workshop.operations.people.devices import note_devices
from workshop.queries.sign_in_links import dead_link, look_at_link, shows_code
from workshop.web.app_context import app_context
from workshop.web.entry import cookies
from workshop.web.entry.frame import blueprint
from workshop.web.http import forms
from workshop.web.http.limits import stranger
from workshop.web.session.devices import device_here
from workshop.web.session.signing import sign_in

SENT = "sent_to"
LONGEST_PATH = 500


@blueprint.get("/sign-in")
def sign_in_page():
    """Ask for an address; an account that has one is redirected at once."""
    wanted = _own(request.args.get("next"))
    if current_user.is_authenticated and current_user.email:
        return redirect(wanted)
    trouble = cookies.trouble(cookies.read(request.args.get(cookies.MARK)))
    return render_template("entry/sign_in.html", wanted=wanted, trouble=trouble, url=app_context().settings.url)


@blueprint.post("/sign-in")
def post_sign_in():
    """Mail a link to an address, if it is known; the answer is the same if it is not."""
    email, wanted = request.form.get("email", "").strip(), _own(request.form.get("next"))
    if not email and "link" in request.form:
        return _send_again(request.form["link"], wanted)
    if not email:
        raise Invalid(email="missing")
    by = [stranger()]
    app_context().database.write(lambda writing: ask_for_link(writing, email, then=wanted, by=by))
    return sent(email)


def _send_again(secret, wanted):
    """Mail a new link in place of an expired one. Danger: the holder of the old one must not learn the address."""
    with app_context().database.read() as reading:
        link = dead_link(reading, secret)
    by = [stranger()]
    if link is None:
        # Counted, answered and refused as if a mail had been sent.
        app_context().database.write(lambda writing: count_mail(writing, secret, by))
    else:
        app_context().database.write(lambda writing: ask_for_link(writing, link.email, then=wanted, by=by))
    return redirect("/sign-in/sent", code=303)


def sent(email: str, *, attaches: bool = False):
    """Redirect to the page that says where a link was sent; `attaches`: it adds the address to an account."""
    session[SENT] = {"email": email, "attaches": attaches}
    return redirect("/sign-in/sent", code=303)


@blueprint.get("/sign-in/sent")
def sent_page():
    """Tell a person to look in their mail."""
    return render_template(
        "entry/sent.html", sent=session.pop(SENT, None), minutes=LINK_MINUTES, code_minutes=CODE_MINUTES
    )


@blueprint.get("/sign-in/<secret>")
def link_page(secret):
    """Show a button that uses the link; looking does not use it up, since mail scanners follow links."""
    with app_context().database.read() as reading:
        link = look_at_link(reading, secret)
        elsewhere = shows_code(reading, secret) if link is None else None
        holder = _holder(reading, link or elsewhere)
        dead = dead_link(reading, secret) if link is None else None
    if elsewhere is not None:
        about = {"email": elsewhere.email, "holder": holder, "minutes": CODE_MINUTES}
        return render_template("entry/code_shown.html", code=code_of(secret), **about)
    if link is None:
        invited = dead is not None and dead.expires_at - dead.created_at >= timedelta(minutes=INVITATION_MINUTES)
        about = {"dead": dead, "invited": invited, "days": INVITATION_DAYS, "minutes": LINK_MINUTES}
        # Also reached where the button was pressed too late.
        wanted = _own(request.values.get("next"))
        return render_template("entry/link_gone.html", secret=secret, wanted=wanted, **about), 404
    cookies.offer()
    guest = current_user.is_authenticated and not current_user.email
    return render_template(
        "entry/link.html",
        secret=secret,
        email=link.email,
        holder=holder,
        asked_here=_here() == link.account_id,
        minutes=CODE_MINUTES,
        wanted=_own(request.args.get("next")),
        leaves=guest and holder is None,
    )


@blueprint.post("/sign-in/<secret>")
def post_link(secret):
    """Use the link, and sign this browser in.

    A link that adds an address does so only in the browser that asked; elsewhere it shows a code to be typed there.
    """
    here, device = _here(), device_here()
    try:
        account = app_context().database.write(lambda writing: _use(writing, secret, here, device))
    except Conflict as refused:
        return taken(refused)
    if account is None:
        return redirect(f"/sign-in/{secret}", code=303)
    sign_in(account)
    flash(gettext("You are signed in with %(email)s.", email=account.email), "welcome")
    wanted = _own(request.form.get("next"))
    return redirect(wanted, code=303) if cookies.kept() else cookies.marked("/sign-in", next=wanted)


def taken(refused: Conflict):
    """Return the page that says why an address was not added."""
    return render_template("entry/address_taken.html", reason=refused.reason), Conflict.status


def _use(writing, secret, here, device):
    account = use_link(writing, secret, here)
    if account is not None and device:
        note_devices(writing, account.id, device)
    return account


def _here():
    return current_user.account_id if current_user.is_authenticated else None


def _holder(reading, link):
    return reading.get(Account, link.account_id) if link and link.account_id else None


def _own(path):
    return path if path and len(path) <= LONGEST_PATH and forms.is_own_path(path) else "/"
