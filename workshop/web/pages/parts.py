"""Parts of a page alone: what its script asks for again when something has happened."""

import hashlib

from flask import Response, g, render_template, request


def render_parts(template: str, **values) -> str:
    """Render parts of a page, their forms without keys.

    The same is then the same text. Scripts leave a form that stands there its key, and give each that is new one of
    its own.
    """
    g.keyless = True
    return render_template(template, **values)


def only_if_new(text: str) -> Response:
    """Answer with parts of a page, or with 304 where the browser has them as they are."""
    response = Response(text, mimetype="text/html")
    response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32], weak=True)
    response.make_conditional(request)
    return response
