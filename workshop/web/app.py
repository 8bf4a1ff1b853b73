"""Makes the app: the web surface on one database, as tests and programs of this process use it."""

from flask import Flask

from workshop import web
from workshop.commit_signal import CommitSignal
from workshop.config import Settings
from workshop.db import Database
from workshop.web.app_context import AppContext


def make_app(settings: Settings, database: Database | None = None) -> Flask:
    """Make the app of one process; without `database` it opens the one in the settings.

    The database must have its tables (workshop.migrating). The process itself is not changed: nothing is patched,
    listened on or spawned, and no signal is handled; workshop.wsgi adds that. The caller disposes of
    `app.extensions["workshop"].database`.
    """
    app = Flask("workshop", static_folder=None)
    app.secret_key = settings.secret_key
    database = database or Database(settings.database_url, settings.allowed, settings.pooler_url)
    app.extensions["workshop"] = AppContext(settings, database, CommitSignal())
    web.register(app)
    return app
