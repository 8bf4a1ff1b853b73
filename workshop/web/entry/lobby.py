"""The lobby: the first page, with one's own consultations and the choice of language."""

from flask import render_template, request
from flask_login import current_user

from workshop.admission import may_create
from workshop.commands.founding import EXAMPLES
from workshop.fields import LANGUAGES
from workshop.models import Account
from workshop.operations.people.accounts import choose_language
from workshop.queries.places import places_of
from workshop.web.app_context import app_context
from workshop.web.entry.frame import blueprint
from workshop.web.http import forms
from workshop.web.session.languages import remember


@blueprint.get("/")
def lobby():
    """Show a person their consultations, and a stranger what this service is."""
    if not current_user.is_authenticated:
        return render_template("entry/welcome.html")
    with app_context().database.read() as session:
        account = session.get(Account, current_user.account_id)
        places, founds = places_of(session, account.id), may_create(session, account)
    return render_template("entry/lobby.html", places=places, founds=founds, examples=EXAMPLES)


@blueprint.post("/language")
def choose():
    """Remember the language chosen, also for the account's mail, and go back to the page."""
    lang = request.form.get("lang", "")
    remember(lang)
    forms.take_along()
    if lang in LANGUAGES and current_user.is_authenticated:
        account_id = current_user.account_id
        app_context().database.write(lambda session: choose_language(session, account_id, lang))
    return forms.see_other("/")
