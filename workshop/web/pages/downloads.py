"""Downloads: a consultation's exports, for its participants."""

import logging
import time
from collections.abc import Iterator
from operator import call
from urllib.parse import urlencode
from uuid import uuid4

import gevent
from flask import Blueprint, Response, redirect, request
from gevent.lock import BoundedSemaphore
from werkzeug.wrappers import Response as BaseResponse

from workshop.errors import CannotSave, NotFound
from workshop.exports.names import ALL, NAMES
from workshop.exports.pictures.shown import PICTURES
from workshop.language.speech import language
from workshop.models import Participant
from workshop.operations.auditing import note
from workshop.operations.handing_out import exports as handing_out
from workshop.queries.exported import reading
from workshop.thread_pool import run_in_thread
from workshop.web.app_context import app_context, asking, place

log = logging.getLogger("workshop.web")
blueprint = Blueprint("downloads", __name__)
# Commits use the same thread pool, and must never wait for a queue of exports.
one_at_a_time = BoundedSemaphore(1)
# How long a program waits for a file that the worker makes, and how often it is looked for.
SECONDS_TO_WAIT, SECONDS_BETWEEN = 90, 0.3


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
    """Return an export in the reader's language (or `?lang=`); raises NotSignedIn, NotFound.

    A large one is made by the worker: a browser is led to where that can be followed, a program waits for it.
    """
    file = f"{name}.{ext}"
    with place(slug) as (session, consultation, me):
        writer = NAMES.get(file)
        if writer is None or not reading.is_for(me, writer.reads):
            raise NotFound(file)
        # What the page of pictures reads for each of its readers is not too much for one of them.
        large = file not in PICTURES and reading.is_large(session, consultation)
        found = {} if large else reading.exported(session, consultation, me, writer.reads)
    if large:
        return from_worker(slug, me, handing_out.Asked(file, language()))
    # A workbook takes a while of processor time, during which other requests must be served.
    with one_at_a_time:
        run = call if writer.is_apart else run_in_thread
        contents = run(writer.write, found, language())
    note_export(consultation.id, file)
    return sent(contents, writer.mimetype, f"{slug}-{file}")


def from_worker(slug: str, me: Participant, asked: handing_out.Asked) -> BaseResponse:
    """Lead a browser to where a file can be asked for and followed; let a program wait for it."""
    about = {"name": asked.name, "languages": ",".join(asked.languages), "beside": "1" if asked.beside else ""}
    about |= {"template": str(asked.template_id or "")}
    followed = f"/c/{slug}/exports?{urlencode({key: value for key, value in about.items() if value}, safe=',')}"
    contents = None if _is_browser() else _made_by_worker(me, asked)
    if contents is None:
        return redirect(followed, 303)
    note_export(me.consultation_id, asked.name)
    return sent(contents, ALL[asked.name].mimetype, f"{slug}-{asked.name}")


def sent(contents: bytes | Iterator[bytes], mimetype: str, name: str) -> Response:
    """Return a file as a download of this name."""
    response = Response(contents, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _made_by_worker(me, asked):
    """Have the worker make a file, and return its bytes in parts; None where that takes too long."""
    database = app_context().database
    number = database.write(lambda session: handing_out.ask_for_export(session, me, asked, str(uuid4())).id)
    ends_at = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < ends_at:
        with database.read() as session:
            export = handing_out.export_of(session, me, number)
        if export is None or export.state not in (*handing_out.UNDER_WAY, handing_out.DONE):
            return None
        if export.state == handing_out.DONE:
            return handing_out.parts_of(database, number)
        gevent.sleep(SECONDS_BETWEEN)
    return None


def _is_browser():
    # A program asks for anything.
    return request.accept_mimetypes.best_match(["application/octet-stream", "text/html"]) == "text/html"
