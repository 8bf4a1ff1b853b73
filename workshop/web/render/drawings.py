"""The pictures of a document, for its pages."""

from flask import Flask

from workshop.exports.pictures.in_document import drawn


def register(app: Flask) -> None:
    """Offer `drawn_in_document(picture, lang)` to templates: an SVG of ours, in which every text is escaped; or ""."""
    app.jinja_env.globals["drawn_in_document"] = drawn
