"""The app context: settings, database and commit signal of this process, as reached from within a request."""

from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import current_app, request
from flask_login import current_user

from workshop import identity
from workshop.commands import Answer, Request, carry_out
from workshop.commit_signal import CommitSignal
from workshop.config import Settings
from workshop.db import Database
from workshop.engine.request_state import place_of
from workshop.errors import NotSignedIn
from workshop.identity import SignedIn


@dataclass(frozen=True)
class AppContext:
    """What all surfaces of one process share."""

    settings: Settings
    database: Database
    commit_signal: CommitSignal


def app_context() -> AppContext:
    """Return the context of the app that serves this request."""
    return current_app.extensions["workshop"]


def asking() -> SignedIn:
    """Return the signed-in account; raises NotSignedIn."""
    if not current_user.is_authenticated:
        raise NotSignedIn
    return current_user._get_current_object()


def do(request: Request) -> Answer:
    """Carry out a command for the signed-in account, and send the commit signal."""
    settings = app_context().settings
    request = replace(request, ceilings=settings.ceilings, secret_key=settings.secret_key)
    answer = carry_out(app_context().database, asking().account_id, request)
    app_context().commit_signal.ring(answer.consultation_id, quiet=answer.quiet)
    return answer


@contextmanager
def place(slug: str):
    """Yield (session, consultation, participant) of the signed-in account, to read; raises NotSignedIn, NotFound."""
    who = asking()
    with app_context().database.read() as session:
        yield (session, *place_of(session, slug, who.account_id))


@contextmanager
def viewer(slug: str):
    """Yield (session, viewer) for the few things that a wall may read too.

    Raises NotSignedIn, NotFound.
    """
    with app_context().database.read() as session:
        yield session, identity.viewer_of(session, app_context().settings, request, slug)
