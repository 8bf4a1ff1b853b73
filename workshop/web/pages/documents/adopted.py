"""Adopted documents, for everybody: the page, the open data, and the files, each of which is made once."""

from contextlib import suppress

from flask import Response, jsonify, render_template
from gevent.lock import BoundedSemaphore

from workshop.content import schema_of_content
from workshop.errors import CannotSave, NotFound, TooMany
from workshop.exports.document.apart import MIMETYPES, kinds_here, make_apart
from workshop.exports.document.open_data import goals_of_document
from workshop.exports.separated import separated
from workshop.exports.writer import CSV
from workshop.language.speech import language
from workshop.operations.handing_out.adopted_files import AdoptedAs, file_of, keep_file, parts_of_file
from workshop.queries.documents.shown import Adopted, adopted_at
from workshop.web.app_context import app_context
from workshop.web.http.site import site_url
from workshop.web.pages.documents.files import are_beside, languages_of, sent_as
from workshop.web.pages.frame import blueprint
from workshop.web.session.document_languages import language_of

# Danger: strangers ask for these, and whoever asks for many at once must not take all the memory, nor keep the files of
# those who take part waiting.
_making = BoundedSemaphore(1)
SECONDS_TO_WAIT = 60


@blueprint.get("/d/<name>")
def adopted(name: str):
    """Show an adopted document to everybody; raises NotFound."""
    kept = _kept(name)
    about = {"kept": kept, "content": kept.content, "lang": language_of(kept.content), "kinds": kinds_here()}
    return render_template("documents/adopted.html", **about)


@blueprint.get("/d/<name>/document.<ext>")
def adopted_file(name: str, ext: str):
    """Return an adopted document as open data (the very bytes that its hash is of, or goals and measures as CSV), or as
    DOCX, ODT, PDF or XLSX in `?lang=`: several (`fi,sv`) stand one after the other or, with `beside=1`, in rows.
    """
    kept = _kept(name)
    if ext == "json":
        response = Response(kept.written, mimetype="application/json")
        response.headers["Link"] = '</d/schema.json>; rel="describedby"'
        return response
    if ext in MIMETYPES:
        return _file(kept, name, ext)
    if ext != "csv":
        raise NotFound(ext)
    return Response(separated(goals_of_document(kept.content, language())), mimetype=CSV)


@blueprint.get("/d/schema.json")
def schema_of_documents():
    """Return the JSON Schema of adopted documents."""
    return jsonify(schema_of_content())


def _file(kept, name, ext):
    """Return a file that was made before or, once whoever makes another is done, make it; raises TooMany.

    A worker makes them when a document is adopted; later ones are made anew, or asked for at another address.

    The same for everybody, so that nobody has to be asked who they are.
    """
    languages, site = languages_of(kept.content), site_url()
    beside = are_beside(languages)
    about = AdoptedAs(ext, languages, beside).about(site)
    database = app_context().database
    number = _made_before(kept, about)
    if number is None:
        if not _making.acquire(timeout=SECONDS_TO_WAIT):
            raise TooMany(SECONDS_TO_WAIT)
        try:
            number = _made_before(kept, about)
            if number is None:
                made = make_apart(kept.whole(site), ext, languages, beside=beside)
                with suppress(CannotSave):
                    keep_file(database, kept.id, about, made)
                return sent_as(made, name, ext)
        finally:
            _making.release()
    return sent_as(parts_of_file(database, number), name, ext)


def _made_before(kept, about):
    with app_context().database.read() as session:
        return file_of(session, kept.id, about)


def _kept(address: str) -> Adopted:
    with app_context().database.read() as session:
        return adopted_at(session, address)
