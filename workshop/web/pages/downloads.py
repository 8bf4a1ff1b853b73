"""The downloads: a consultation's exports, for those who take part in it."""

import logging

from flask import Blueprint, Response
from gevent.lock import BoundedSemaphore

from workshop import exports
from workshop.errors import CannotSave, NotFound
from workshop.language.speech import language
from workshop.operations.auditing import note
from workshop.queries.record import record
from workshop.thread_pool import run_in_thread
from workshop.web.app_context import app_context, asking, place

log = logging.getLogger("workshop.web")
blueprint = Blueprint("downloads", __name__)
# The database's commits use the same pool of threads, and must never wait for a queue of exports.
one_at_a_time = BoundedSemaphore(1)


def note_export(consultation_id: int | None, file: str) -> None:
    """Note in the audit log that whoever asks takes data out.

    People must get out what they worked on at any moment, so where the database can't write the log says so instead.
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
    """Give an export in the reader's language (`?lang=` chooses); raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        writer = exports.NAMES.get(f"{name}.{ext}")
        if writer is None:
            raise NotFound(f"{name}.{ext}")
        found = record(session, consultation, me)
    # Writing a large workbook takes a second of processor time, during which the others must be served.
    with one_at_a_time:
        contents = run_in_thread(writer.write, found, language())
    note_export(consultation.id, f"{name}.{ext}")
    response = Response(contents, mimetype=writer.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{name}.{ext}"'
    return response
