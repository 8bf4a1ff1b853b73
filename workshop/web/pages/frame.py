"""The blueprint of the pages, and their basis: the viewer's snapshot."""

import json
from functools import partial

from cachetools import LRUCache
from flask import Blueprint, request
from sqlalchemy.orm import Session

from workshop import methods
from workshop.errors import Forbidden
from workshop.language import badge_names, labels, moderating
from workshop.models import Consultation, Participant
from workshop.queries.contributions.alike import Found, alike_of
from workshop.queries.snapshot import cached, snapshot_parts
from workshop.web.app_context import place
from workshop.web.view.arrangement import Arrangement
from workshop.web.view.filters import FILTERS
from workshop.web.view.snapshot_view import SnapshotView

blueprint = Blueprint("pages", __name__)
blueprint.record(
    lambda state: state.app.jinja_env.globals.update(
        badge_names=badge_names, labels=labels, methods=methods, moderating=moderating, FILTERS=FILTERS
    )
)

# Far larger than as JSON: about 10 MB with 1,000 people, 500 goals and their comments. So only for a few at once.
MOST_ARRANGED = 8
_arranged: LRUCache[tuple, tuple[tuple, Arrangement]] = LRUCache(MOST_ARRANGED)


def look(slug: str) -> SnapshotView:
    """Return a consultation as the signed-in participant sees it; raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        return view_of(session, consultation, me)


def view_of(session: Session, consultation: Consultation, me: Participant | None) -> SnapshotView:
    """Return a consultation as a participant sees it, or (None) as a wall does; its things are arranged only once."""
    parts = snapshot_parts(session, consultation, me)

    def arranged():
        return Arrangement(_unpacked(parts.things.packed))

    things = cached(_arranged, parts.things.place, parts.things.mark, arranged) if parts.things.place else arranged()
    return SnapshotView({**parts.own, **_unpacked(parts.tallies)}, things)


def _unpacked(packed):
    return json.loads(b"{" + packed + b"}")


def found_here(view: SnapshotView) -> Found:
    """Return what the words in the page's address are in, in whatever form; nothing without words."""
    words = request.args.get("q", "").strip()[:100]
    return alike_of(partial(place, view.slug)).find(words) if words else Found()


def look_as_lead(slug: str) -> SnapshotView:
    """Return a consultation as its facilitator sees it; raises NotSignedIn, NotFound, and Forbidden for members."""
    view = look(slug)
    if not view.leads:
        raise Forbidden(slug)
    return view
