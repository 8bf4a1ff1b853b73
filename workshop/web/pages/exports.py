"""Files that take long to make: asked for, followed while a worker makes them, cancelled, fetched by whoever asked."""

from flask import redirect, render_template, request

from workshop.errors import Invalid, NotFound
from workshop.exports.document.apart import kinds_here
from workshop.exports.names import ALL, NAMES
from workshop.language.speech import language
from workshop.language.speech import lazy_gettext as _l
from workshop.operations.handing_out import exports as handing_out
from workshop.operations.handing_out.own_templates import template_of
from workshop.queries.documents.shown import document_of, state_seen
from workshop.queries.exported.reading import is_for
from workshop.web.app_context import app_context, place
from workshop.web.http.limits import limit_writes
from workshop.web.pages.documents.files import template_asked
from workshop.web.pages.downloads import note_export, sent
from workshop.web.pages.frame import blueprint, look
from workshop.web.render.fragments import parts_in_turn
from workshop.web.session.document_languages import languages_asked, stand_beside

LONGEST_KEY = 64
# What the files are called, in the order in which they are offered.
TITLES = {
    "results.xlsx": _l("Excel file"),
    "results.csv": _l("CSV file"),
    "record.json": _l("The whole record (json)"),
    "record.zip": _l("The record that anyone can check (zip)"),
    "record-of-facilitators.zip": _l("The facilitators’ own copy of the record (zip)"),
    "sealed-ballots.age": _l("Ballots sealed for an auditor (age)"),
    "document.docx": _l("The document (DOCX)"),
    "document.pdf": _l("The document (PDF)"),
    "document.odt": _l("The document (ODT)"),
    "document.xlsx": _l("The document as a table (XLSX)"),
}


@blueprint.get("/c/<slug>/exports")
@parts_in_turn
def files(slug: str):
    """Show what may be asked for, and how far the reader's own files are; `?part=files` gives these alone."""
    view = look(slug)
    with place(slug) as (session, consultation, me):
        mine = handing_out.exports_of(session, me)
        offered = _offered(session, consultation, me)
    about = {"view": view, "mine": mine, "titles": TITLES, "offered": {name: TITLES[name] for name in offered}}
    about |= {
        "in_languages": request.args.get("languages", ""),
        "beside": request.args.get("beside", ""),
        "template": request.args.get("template", ""),
    }
    under_way = any(each.state in handing_out.UNDER_WAY for each in mine)
    template = "files/_mine.html" if request.args.get("part") == "files" else "files/files.html"
    return render_template(template, **about, under_way=under_way, asked=request.args.get("name", ""))


@blueprint.post("/c/<slug>/exports")
@limit_writes
def ask_for_file(slug: str):
    """Have a file made in the reader's language, and go to where it can be followed.

    Raises NotSignedIn, NotFound, Invalid.
    """
    name, key = request.form.get("name", ""), request.form.get("key", "")
    with place(slug) as (session, consultation, me):
        if not 0 < len(key) <= LONGEST_KEY:
            raise Invalid(key="not_a_key")
        if name not in _offered(session, consultation, me):
            raise NotFound(name)
        asked, who = _asked(session, consultation, me, name), me
    app_context().database.write(lambda session: handing_out.ask_for_export(session, who, asked, key).id)
    note_export(who.consultation_id, name)
    return redirect(f"/c/{slug}/exports", 303)


@blueprint.post("/c/<slug>/exports/<int:number>/cancel")
@limit_writes
def cancel_file(slug: str, number: int):
    """Cancel a file of one's own; one that is there already stays. Raises NotSignedIn, NotFound."""
    with place(slug) as (session, _consultation, me):
        if handing_out.export_of(session, me, number) is None:
            raise NotFound(number)
        who = me
    app_context().database.write(lambda session: handing_out.cancel_export(session, who, number))
    return redirect(f"/c/{slug}/exports", 303)


@blueprint.get("/c/<slug>/exports/<int:number>/<name>.<ext>")
def fetch_file(slug: str, number: int, name: str, ext: str):
    """Return a file to whoever asked for it, until its time is over; raises NotSignedIn, NotFound."""
    with place(slug) as (session, _consultation, me):
        export = handing_out.export_of(session, me, number)
    if export is None or export.state != handing_out.DONE or export.name != f"{name}.{ext}":
        raise NotFound(number)
    writer = ALL[export.name]
    if not is_for(me, writer.reads):
        raise NotFound(number)
    parts = handing_out.parts_of(app_context().database, number)
    response = sent(parts, writer.mimetype, f"{slug}-{export.name}")
    response.headers["Content-Length"] = str(export.size)
    return response


def _offered(session, consultation, me):
    """Return the names of the files that the reader may ask for; a document's only where there is one."""
    kinds = kinds_here() if state_seen(session, consultation, me) else []
    of_document = {f"document.{kind}" for kind in kinds}
    return [name for name in TITLES if name in of_document or (name in NAMES and is_for(me, NAMES[name].reads))]


def _asked(session, consultation, me, name):
    if name in NAMES:
        return handing_out.Asked(name, language())
    shown, form = document_of(session, consultation, me), request.form
    if shown is None:
        raise NotFound(name)
    languages = languages_asked(shown.content, form.get("languages", ""))
    beside, number = stand_beside(languages, form.get("beside", "")), None
    if name == "document.docx" and (number := template_asked(form)) is not None:
        template_of(session, me, number)
    return handing_out.Asked(name, language(), languages, beside, template_id=number)
