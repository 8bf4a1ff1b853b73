"""Health checks: whether the process is alive, and whether it can serve."""

from flask import Blueprint, jsonify
from sqlalchemy import text

from workshop.queries.own import epoch
from workshop.web.app_context import app_context

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz():
    """Answer that the process is alive."""
    return jsonify(ok=True)


@blueprint.get("/readyz")
def readyz():
    """Answer whether the database responds and has its tables; 503 otherwise."""
    try:
        with app_context().database.read() as session:
            session.execute(text("SELECT 1"))
            ready = epoch(session) is not None
    except Exception:
        ready = False
    return jsonify(ok=ready), 200 if ready else 503
