"""The web surface: it translates between HTTP and the commands and queries, and decides nothing."""

from flask import Flask

from workshop.web import (
    access_log,
    acts,
    apart,
    api,
    assets,
    brand,
    compressing,
    downloads,
    entry,
    filling,
    headers,
    health,
    languages,
    limits,
    one_code,
    open_requests,
    pages,
    problems,
    qr,
    row_templates,
    scripts,
    signing,
    site,
    styleguide,
    walls,
)


def register(app: Flask) -> None:
    """Attach the whole web surface to the app; `app.extensions["workshop"]` is its AppContext."""
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
    scripts.register(app)
    row_templates.register(app)
    acts.register(app)
    apart.register(app)
    walls.register(app)
    qr.register(app)
    limits.register(app)
    problems.register(app)
    styleguide.register(app)
    for blueprint in (api.blueprint, entry.blueprint, pages.blueprint, downloads.blueprint, health.blueprint):
        app.register_blueprint(blueprint)
