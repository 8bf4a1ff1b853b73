"""The page of a consultation's document, and its files."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from workshop.errors import NotFound
from workshop.exports.document.apart import MIMETYPES, fill_apart, kinds_here, make_apart
from workshop.language.speech import gettext as _
from workshop.language.speech import language
from workshop.operations.handing_out.exports import Asked
from workshop.operations.handing_out.own_templates import template_of, templates_of
from workshop.queries.documents.shown import document_of, mark_of
from workshop.web.app_context import place
from workshop.web.http.site import site_url
from workshop.web.pages.documents.files import are_beside, languages_of, sent_as, template_asked
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
            "templates": templates_of(session, me),
            "parts": parts or PARTS,
        }
        if parts:
            return only_if_new(render_parts("documents/_parts.html", **about))
        return render_template("documents/document.html", words=_words(), **about)


@blueprint.get("/c/<slug>/export/document.<ext>")
def document_file(slug: str, ext: str):
    """Return the document as it stands, like `adopted_file`; facilitators may have it in a `?template=` that is kept.

    Raises NotSignedIn, NotFound.
    """
    number = template_asked(request.args)
    with place(slug) as (session, consultation, me):
        shown = document_of(session, consultation, me)
        template = template_of(session, me, number).contents if number is not None else b""
    if shown is None or ext not in MIMETYPES or (number is not None and ext != "docx"):
        raise NotFound(ext)
    languages, file = languages_of(shown.content), f"document.{ext}"
    if shown.content.is_large(len(languages)):
        asked = Asked(file, language(), languages, are_beside(languages), template_id=number)
        return from_worker(slug, me, asked)
    note_export(consultation.id, file)
    return _file(shown.content, slug, ext, template)


def _now(mark):
    return only_if_new(render_parts("documents/_now.html", mark=mark))


def _words():
    return {"suggested": _("Somebody else wrote here too. Your text stands beside theirs as a suggestion.")}


def _file(content, name, ext, template):
    languages = languages_of(content)
    beside, whole = are_beside(languages), content.at(site_url())
    # Danger: whoever asks for many at once must not take all the memory.
    with one_at_a_time:
        if template:
            made = fill_apart(template, whole, languages, beside=beside)
        else:
            made = make_apart(whole, ext, languages, beside=beside)
    return sent_as(made, name, ext)
