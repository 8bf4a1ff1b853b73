"""The pages of documents: the one of a consultation, and those that were adopted, which are for everybody."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, jsonify, render_template, request

from workshop.errors import Forbidden, NotFound
from workshop.exports.document.apart import MIMETYPES, TemplateRefused, fill_apart, kinds_here, make_apart
from workshop.exports.document.open_data import goals_of_document
from workshop.exports.separated import separated
from workshop.exports.writer import CSV
from workshop.language.speech import gettext as _
from workshop.language.speech import language
from workshop.operations.handing_out.exports import Asked
from workshop.policy import leads
from workshop.queries.documents.shown import Adopted, adopted_at, document_of, mark_of
from workshop.states.content import schema_of_content
from workshop.web.app_context import app_context, place
from workshop.web.http.limits import limit_writes
from workshop.web.http.site import site_url
from workshop.web.pages.downloads import from_worker, note_export, one_at_a_time, sent
from workshop.web.pages.frame import blueprint, view_of
from workshop.web.render.fragments import only_if_new, parts_in_turn, render_parts
from workshop.web.session.document_languages import language_of, languages_asked, stand_beside

PARTS = ("now", "document")


@blueprint.get("/c/<slug>/document")
@parts_in_turn
def document(slug: str, faults: Sequence[str] = ()):
    """Show the document; facilitators edit it here. `?part=` gives parts alone. Raises NotSignedIn, NotFound."""
    parts = request.args.getlist("part")
    with place(slug) as (session, consultation, me):
        if parts == ["now"]:
            return _now(mark_of(session, consultation, me))
        shown = document_of(session, consultation, me)
        view = view_of(session, consultation, me)
        content = shown.content if shown else None
        about: dict[str, Any] = {"view": view, "shown": shown, "content": content, "kinds": kinds_here()}
        about |= {
            "lang": language_of(content),
            "mark": shown.mark if shown else "",
            "faults": faults,
            "parts": parts or PARTS,
        }
        if parts:
            return only_if_new(render_parts("documents/_parts.html", **about))
        return render_template("documents/document.html", words=_words(), **about)


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
        return _file(replace(kept.content, sha256=kept.sha256), name, ext)
    if ext != "csv":
        raise NotFound(ext)
    return Response(separated(goals_of_document(kept.content, language())), mimetype=CSV)


@blueprint.get("/d/schema.json")
def schema_of_documents():
    """Return the JSON Schema of adopted documents."""
    return jsonify(schema_of_content())


@blueprint.get("/c/<slug>/export/document.<ext>")
def document_file(slug: str, ext: str):
    """Return the document as it stands, like `adopted_file`; raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        shown = document_of(session, consultation, me)
    if shown is None or ext not in MIMETYPES:
        raise NotFound(ext)
    languages, file = _asked(shown.content), f"document.{ext}"
    if shown.content.is_large(len(languages)):
        return from_worker(slug, me, Asked(file, language(), languages, _beside(languages)))
    note_export(consultation.id, file)
    return _file(shown.content, slug, ext)


@blueprint.post("/c/<slug>/document/template")
@limit_writes
def document_in_own_template(slug: str):
    """Return the document in the DOCX template that a facilitator sends, or its page with all that is wrong with that.

    Raises NotSignedIn, NotFound, Forbidden.
    """
    # What a proxy in front lets through by default; other forms stay far smaller.
    request.max_content_length = 2 * 2**20
    with place(slug) as (session, consultation, me):
        shown = document_of(session, consultation, me)
    if not leads(me):
        raise Forbidden(slug)
    if shown is None:
        raise NotFound("document")
    sent_with = request.files.get("template")
    template, content = sent_with.read() if sent_with else b"-", shown.content
    try:
        with one_at_a_time:
            made = fill_apart(template, content.at(site_url()), _asked(content))
    except TemplateRefused as refused:
        return document(slug=slug, faults=[each.sentence(language()) for each in refused.faults]), 422
    note_export(consultation.id, "document.docx")
    return _sent(made, slug, "docx")


def _now(mark):
    return only_if_new(render_parts("documents/_now.html", mark=mark))


def _words():
    return {"suggested": _("Somebody else wrote here too. Your text stands beside theirs as a suggestion.")}


def _file(content, name, ext):
    languages = _asked(content)
    # Danger: whoever asks for many at once must not take all the memory.
    with one_at_a_time:
        made = make_apart(content.at(site_url()), ext, languages, beside=_beside(languages))
    return _sent(made, name, ext)


def _asked(content):
    return languages_asked(content, request.values.get("lang", ""))


def _beside(languages):
    return stand_beside(languages, request.args.get("beside", ""))


def _sent(made, name, ext):
    return sent(made, MIMETYPES[ext], f"{name}-document.{ext}")


def _kept(address: str) -> Adopted:
    with app_context().database.read() as session:
        return adopted_at(session, address)
