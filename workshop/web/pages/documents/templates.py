"""The Word templates of an organisation: sent by facilitators, checked, kept for the document, and removed."""

from flask import redirect, request

from workshop.errors import Forbidden, NotFound
from workshop.exports.document.apart import check_apart
from workshop.exports.document.own.faults import TemplateFault
from workshop.language.speech import language
from workshop.operations.handing_out.own_templates import (
    MOST,
    TooManyTemplates,
    keep_template,
    named,
    remove_template,
)
from workshop.policy import leads
from workshop.queries.documents.shown import state_seen
from workshop.web.app_context import app_context, place
from workshop.web.http.limits import limit_writes
from workshop.web.pages.documents.document import document
from workshop.web.pages.downloads import one_at_a_time
from workshop.web.pages.frame import blueprint


@blueprint.post("/c/<slug>/document/templates")
@limit_writes
def keep_own_template(slug: str):
    """Keep the DOCX template that a facilitator sends, or show the page with all that is wrong with it.

    Raises NotSignedIn, NotFound, Forbidden.
    """
    # What a proxy in front lets through by default; other forms stay far smaller.
    request.max_content_length = 2 * 2**20
    me = _leading(slug)
    file = request.files.get("template")
    contents, name = (file.read(), named(file.filename or "")) if file else (b"", "")
    with one_at_a_time:
        faults = check_apart(contents)
    if not faults:
        try:
            app_context().database.write(lambda session: keep_template(session, me, name, contents))
        except TooManyTemplates:
            faults = [TemplateFault("too_many", str(MOST))]
    if faults:
        return document(slug=slug, faults=[each.sentence(language()) for each in faults]), 422
    return redirect(f"/c/{slug}/document#template", 303)


@blueprint.post("/c/<slug>/document/templates/<int:number>/remove")
@limit_writes
def remove_own_template(slug: str, number: int):
    """Remove a template; raises NotSignedIn, NotFound, Forbidden."""
    me = _leading(slug)
    app_context().database.write(lambda session: remove_template(session, me, number))
    return redirect(f"/c/{slug}/document#template", 303)


def _leading(slug):
    """Return the facilitator who asks; raises NotFound where there is no document to be seen."""
    with place(slug) as (session, consultation, me):
        if state_seen(session, consultation, me) is None:
            raise NotFound("document")
    if not leads(me):
        raise Forbidden(slug)
    return me
