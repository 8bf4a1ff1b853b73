"""Makes the app: the web surface on one database, as tests and programs of this process ask it."""

from flask import Flask

from workshop import web
from workshop.commit_signal import CommitSignal
from workshop.config import Settings
from workshop.db import Database
from workshop.web.app_context import AppContext


def make_app(settings: Settings, database: Database | None = None) -> Flask:
    """Make the app of one process; without a `database` it opens the one that the settings name.

    The database must have its tables (workshop.migrating). Nothing of the process is changed: nothing is patched,
    nobody listens, no greenlet is started and no signal taken; workshop.wsgi adds that around it. Whoever is done with
    the app disposes of `app.extensions["workshop"].database`.
    """
    app = Flask("workshop", static_folder=None)
    app.secret_key = settings.secret_key
    database = database or Database(settings.database_url, settings.allowed)
    app.extensions["workshop"] = AppContext(settings, database, CommitSignal())
    web.register(app)
    return app
