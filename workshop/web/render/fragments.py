"""Parts of a page alone, which its script fetches again when something has happened."""

import hashlib
from collections.abc import Callable
from functools import wraps

import gevent
from flask import Response, g, render_template, request
from gevent.lock import BoundedSemaphore

_one_at_a_time = BoundedSemaphore(1)


def parts_in_turn(show: Callable) -> Callable:
    """Let a page answer one question for its parts (`?part=`) at a time, and whatever else waits between two of them.

    When a round opens, all desks and walls ask in the same moment: a ballot would wait for all of them.
    """

    @wraps(show)
    def shown(**address):
        if "part" not in request.args:
            return show(**address)
        with _one_at_a_time:
            answer = show(**address)
            gevent.sleep(0)
        return answer

    return shown


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
