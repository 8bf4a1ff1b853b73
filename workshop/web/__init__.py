"""The web surface: it translates between HTTP and the commands and queries, and decides nothing."""

from flask import Flask

from workshop.web import entry, pages
from workshop.web.api import routes
from workshop.web.http import (
    access_log,
    assets,
    compressing,
    headers,
    health,
    limits,
    one_code,
    open_requests,
    problems,
    site,
)
from workshop.web.light import LightRoute
from workshop.web.pages import downloads, styleguide
from workshop.web.render import brand, drawings, filling, goal_lists, offline, patterns, qr, row_templates, walls
from workshop.web.session import languages, signing


def register(app: Flask) -> None:
    """Attach the whole web surface to the app; `app.extensions["workshop"]` is its AppContext."""
    app.jinja_environment = filling.PageTemplates
    access_log.register(app)
    assets.register(app)
    brand.register(app)
    compressing.register(app)
    headers.register(app)
    signing.register(app)
    open_requests.register(app)
    site.register(app)
    one_code.register(app)
    languages.register(app)
    filling.register(app)
    goal_lists.register(app)
    offline.register(app)
    patterns.register(app)
    row_templates.register(app)
    walls.register(app)
    drawings.register(app)
    qr.register(app)
    limits.register(app)
    problems.register(app)
    styleguide.register(app)
    for blueprint in (routes.blueprint, entry.blueprint, pages.blueprint, downloads.blueprint, health.blueprint):
        app.register_blueprint(blueprint)
    app.wsgi_app = LightRoute(app, app.wsgi_app)  # type: ignore[method-assign]
