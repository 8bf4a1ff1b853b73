"""The page of a consultation's document, and its files."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from workshop.errors import Forbidden, NotFound
from workshop.exports.document.apart import MIMETYPES, TemplateRefused, fill_apart, kinds_here, make_apart
from workshop.language.speech import gettext as _
from workshop.language.speech import language
from workshop.operations.handing_out.exports import Asked
from workshop.policy import leads
from workshop.queries.documents.shown import document_of, mark_of
from workshop.web.app_context import place
from workshop.web.http.limits import limit_writes
from workshop.web.http.site import site_url
from workshop.web.pages.documents.files import are_beside, languages_of, sent_as
from workshop.web.pages.downloads import from_worker, note_export, one_at_a_time
from workshop.web.pages.frame import blueprint, view_of
from workshop.web.render.fragments import only_if_new, parts_in_turn, render_parts
from workshop.web.session.document_languages import language_of

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
            "address": f"{site_url()}/c/{slug}/document",
            "parts": parts or PARTS,
        }
        if parts:
            return only_if_new(render_parts("documents/_parts.html", **about))
        return render_template("documents/document.html", words=_words(), **about)


@blueprint.get("/c/<slug>/export/document.<ext>")
def document_file(slug: str, ext: str):
    """Return the document as it stands, like `adopted_file`; raises NotSignedIn, NotFound."""
    with place(slug) as (session, consultation, me):
        shown = document_of(session, consultation, me)
    if shown is None or ext not in MIMETYPES:
        raise NotFound(ext)
    languages, file = languages_of(shown.content), f"document.{ext}"
    if shown.content.is_large(len(languages)):
        return from_worker(slug, me, Asked(file, language(), languages, are_beside(languages)))
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
            made = fill_apart(template, content.at(site_url()), languages_of(content))
    except TemplateRefused as refused:
        return document(slug=slug, faults=[each.sentence(language()) for each in refused.faults]), 422
    note_export(consultation.id, "document.docx")
    return sent_as(made, slug, "docx")


def _now(mark):
    return only_if_new(render_parts("documents/_now.html", mark=mark))


def _words():
    return {"suggested": _("Somebody else wrote here too. Your text stands beside theirs as a suggestion.")}


def _file(content, name, ext):
    languages = languages_of(content)
    # Danger: whoever asks for many at once must not take all the memory.
    with one_at_a_time:
        made = make_apart(content.at(site_url()), ext, languages, beside=are_beside(languages))
    return sent_as(made, name, ext)
