"""Parts of a page alone, which its script fetches again when something has happened."""

import hashlib

from flask import Response, g, render_template, request


def render_parts(template: str, **values) -> str:
    """Render parts of a page, with forms without keys.

    Unchanged parts are then equal texts. Scripts let an existing form keep its key, and give a new one its own.
    """
    g.keyless = True
    return render_template(template, **values)


def only_if_new(text: str) -> Response:
    """Return the parts of a page, or 304 where the browser has them already."""
    response = Response(text, mimetype="text/html")
    response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32], weak=True)
    response.make_conditional(request)
    return response
