"""Whether the process lives, and whether it can serve."""

from flask import Blueprint, jsonify
from sqlalchemy import text

from workshop.queries.snapshot import epoch
from workshop.web.app_context import app_context

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz():
    """The process lives."""
    return jsonify(ok=True)


@blueprint.get("/readyz")
def readyz():
    """The database answers and is of this version; 503 otherwise."""
    try:
        with app_context().database.read() as session:
            session.execute(text("SELECT 1"))
            ready = epoch(session) is not None
    except Exception:
        ready = False
    return jsonify(ok=ready), 200 if ready else 503
