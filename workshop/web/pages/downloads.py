"""Downloads: a consultation's exports, for its participants."""

import logging

from flask import Blueprint, Response
from gevent.lock import BoundedSemaphore

from workshop import exports
from workshop.errors import CannotSave, NotFound
from workshop.language.speech import language
from workshop.operations.auditing import note
from workshop.queries.exported.reading import exported
from workshop.thread_pool import run_in_thread
from workshop.web.app_context import app_context, asking, place

log = logging.getLogger("workshop.web")
blueprint = Blueprint("downloads", __name__)
# Commits use the same thread pool, and must never wait for a queue of exports.
one_at_a_time = BoundedSemaphore(1)


def note_export(consultation_id: int | None, file: str) -> None:
    """Write to the audit log that the signed-in account exports data.

    People must be able to export their work at any moment: where the database can't write, only the server's log says
    it.
    """
    who = asking()
    try:
        app_context().database.write(
            lambda session: note(
                session, "exported", actor_id=who.account_id, consultation_id=consultation_id, file=file
            )
        )
    except CannotSave:
        log.error("an export could not be noted", extra={"figures": {"account": who.account_id, "file": file}})


@blueprint.get("/c/<slug>/export/<name>.<ext>")
def get_export(slug: str, name: str, ext: str):
    """Return an export in the reader's language (or `?lang=`); raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        writer = exports.NAMES.get(f"{name}.{ext}")
        if writer is None:
            raise NotFound(f"{name}.{ext}")
        found = exported(session, consultation, me, writer.reads)
    # A large workbook takes a second of processor time, during which other requests must be served.
    with one_at_a_time:
        contents = run_in_thread(writer.write, found, language())
    note_export(consultation.id, f"{name}.{ext}")
    response = Response(contents, mimetype=writer.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{name}.{ext}"'
    return response
