"""The blueprint of the pages, and their basis: the viewer's snapshot."""

from flask import Blueprint

from workshop import methods
from workshop.errors import Forbidden
from workshop.language import labels
from workshop.queries.snapshot import cached_snapshot
from workshop.web.app_context import place
from workshop.web.view.snapshot_view import SnapshotView

blueprint = Blueprint("pages", __name__)
blueprint.record(lambda state: state.app.jinja_env.globals.update(labels=labels, methods=methods))


def look(slug: str) -> SnapshotView:
    """Return a consultation as the signed-in participant sees it; raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        return SnapshotView(cached_snapshot(session, consultation, me))


def look_as_lead(slug: str) -> SnapshotView:
    """Return a consultation as its facilitator sees it; raises NotSignedIn, NotFound, and Forbidden for members."""
    view = look(slug)
    if not view.leads:
        raise Forbidden(slug)
    return view
