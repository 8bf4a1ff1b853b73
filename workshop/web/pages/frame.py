"""The blueprint of the pages, and what they show: the viewer's snapshot, and the words around it."""

from flask import Blueprint

from workshop import methods
from workshop.errors import Forbidden
from workshop.language import labels
from workshop.queries.snapshot import kept_snapshot
from workshop.web.app_context import place
from workshop.web.view.snapshot_view import SnapshotView

blueprint = Blueprint("pages", __name__)
blueprint.record(lambda state: state.app.jinja_env.globals.update(labels=labels, methods=methods))


def look(slug: str) -> SnapshotView:
    """See a consultation as whoever asks; raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        return SnapshotView(kept_snapshot(session, consultation, me))


def look_as_lead(slug: str) -> SnapshotView:
    """See a consultation as one who leads it; raises NotSignedIn, NotFound, Forbidden."""
    view = look(slug)
    if not view.leads:
        raise Forbidden(slug)
    return view
