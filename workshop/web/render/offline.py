"""Pages without a network: the service worker, the page for what was not kept, and the mark of whose page it is."""

import hmac
from functools import cache

from flask import Flask, Response, g, render_template

from workshop.config import Settings
from workshop.web.http.assets import FOLDER, build_of
from workshop.web.http.squeezing import squeezed_script
from workshop.web.render.scripts import live_of

WORKER = "js/offline/worker.js"
# Tells the service worker whose page it is; "-" is nobody's.
PERSON = "Person"
NOBODY = "-"


def register(app: Flask) -> None:
    """Serve the worker from the top, since it has the pages of its folder only; add the mark to every page.

    Templates ask for the attributes of a live page's body by `live_of(view)`.
    """
    settings = app.extensions["workshop"].settings
    app.jinja_env.globals["live_of"] = lambda view, more=None: live_of(view, more, mark(settings, g.get("_login_user")))

    @app.get("/sw.js", endpoint="service_worker")
    def serve_worker() -> Response:
        """Return the worker, which differs with each build, so that browsers take the new one."""
        text = f'const BUILD = "{build_of(FOLDER)}";\n' + _worker()
        return Response(text, mimetype="text/javascript")

    @app.get("/offline", endpoint="offline")
    def show_offline() -> str:
        """Show that there is no network, to whoever asks for a page that was not kept."""
        return render_template("entry/offline.html")

    @app.get("/losing", endpoint="losing")
    def show_question() -> str:
        """Show the question before something is lost that waits to be sent."""
        return render_template("entry/losing.html")

    @app.after_request
    def add_person(response: Response) -> Response:
        """Say whose page it is; an answer for which nobody was looked up says nothing."""
        if response.mimetype == "text/html" and "_login_user" in g:
            response.headers[PERSON] = mark(settings, g.get("_login_user")) or NOBODY
        return response


@cache
def _worker():
    return squeezed_script((FOLDER / WORKER).read_text(encoding="utf-8"))


def mark(settings: Settings, account) -> str:
    """Return what tells one person's pages from another's, and nothing else of them; "" for nobody."""
    if account is None or not account.is_authenticated:
        return ""
    return hmac.digest(settings.secret_key.encode(), f"person {account.account_id}".encode(), "sha256").hex()[:10]
