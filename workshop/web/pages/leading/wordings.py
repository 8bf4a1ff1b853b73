"""The work list of official texts: for facilitators, and for translators as a file that goes out and comes back."""

from uuid import NAMESPACE_OID, uuid5

from flask import Response, g, render_template, request

from workshop.commands import Request
from workshop.errors import Fault, Invalid, NotFound, Refusal
from workshop.exports.wordings import work_list_table
from workshop.exports.workbook import workbook
from workshop.fields import LANGUAGES, SLOTS, rfc3339
from workshop.imports.wordings import LeftOut, NewWording, returned
from workshop.language import official
from workshop.language.faults import fault_sentence
from workshop.language.refusals import refusal_sentence
from workshop.language.speech import language
from workshop.language.texts import text_in
from workshop.language.words import Words
from workshop.operations.documents.finished import what_to_word
from workshop.operations.documents.texts_to_word import (
    DOCUMENT,
    EVERYTHING,
    OUTDATED,
    SCOPES,
    STATES,
    TextToWord,
    completeness,
    texts_to_word,
)
from workshop.operations.documents.wordings import original_then, versions_of
from workshop.thread_pool import run_in_thread
from workshop.web.app_context import do, place
from workshop.web.http.limits import limit_writes
from workshop.web.pages.downloads import note_export, one_at_a_time
from workshop.web.pages.frame import blueprint, look_as_lead
from workshop.web.pages.leading.moderation import XLSX

AT_ONCE = 30
LARGEST_FILE = 4 * 2**20


@blueprint.get("/c/<slug>/wordings")
def wordings(slug: str):
    """Show the work list of the first language that is not the consultation's own."""
    view = look_as_lead(slug)
    first = view.consultation["lang"]
    return _list(view, next(lang for lang in LANGUAGES if lang != first))


@blueprint.get("/c/<slug>/wordings/<lang>")
def wordings_in(slug: str, lang: str):
    """Show the work list of a language: what is missing first, `?state=` alone, `?of=` the document or everything."""
    return _list(look_as_lead(slug), _slot(lang))


@blueprint.get("/c/<slug>/wordings/<lang>.xlsx")
def wordings_file(slug: str, lang: str):
    """Return the work list as a workbook, to be filled in and sent back."""
    view, lang = look_as_lead(slug), _slot(lang)
    _scope, texts = _texts(slug)
    table = work_list_table(texts, lang, Words(language()))
    title = f"{official.SLOT_NAMES[lang]}: {text_in(view.consultation['title'])}"[:200]
    with one_at_a_time:
        contents = run_in_thread(workbook, [table], title, rfc3339(view.now), language())
    note_export(view.consultation["id"], f"wordings-{lang}.xlsx")
    response = Response(contents, mimetype=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-wordings-{lang}.xlsx"'
    return response


@blueprint.post("/c/<slug>/wordings/<lang>")
@limit_writes
def take_wordings(slug: str, lang: str):
    """Take what is new in a work list that came back, and say what was left out, and why."""
    request.max_content_length = LARGEST_FILE
    view, lang = look_as_lead(slug), _slot(lang)
    sent = request.files.get("file")
    contents = sent.read() if sent else b""
    if not contents:
        raise Invalid(file=Fault("missing"))
    with place(slug) as (session, consultation, _me):
        texts = texts_to_word(session, consultation)
    with one_at_a_time:
        found = run_in_thread(returned, contents, texts)
    left_out, saved = [row._replace(why=str(official.LEFT_OUT[row.why])) for row in found.left_out], 0
    for new in found.new:
        refused = _save(slug, new)
        left_out += [refused] if refused else []
        saved += not refused
    left_out.sort(key=lambda row: row.row)
    about = {"lang": lang, "saved": saved, "same": found.same, "left_out": left_out}
    return render_template("wordings/taken.html", view=view, official=official, **about)


@blueprint.get("/c/<slug>/wordings/<lang>/<kind>/<int:number>/<field>")
def wording_versions(slug: str, lang: str, kind: str, number: int, field: str):
    """Show one text, its original, and its official versions with what each changed."""
    view, lang = look_as_lead(slug), _slot(lang)
    with place(slug) as (session, consultation, _me):
        texts = texts_to_word(session, consultation)
        text = next((each for each in texts if (each.kind, each.thing_id, each.field) == (kind, number, field)), None)
        if text is None:
            raise NotFound(field)
        versions = versions_of(session, consultation.id, kind, number, field, lang)
        outdated = text.state(lang) == OUTDATED
        return render_template(
            "wordings/versions.html",
            view=view,
            official=official,
            lang=lang,
            text=text,
            before=original_then(session, versions[-1]) if outdated else "",
            steps=list(zip(versions, ["", *(version.text for version in versions)], strict=False))[::-1],
        )


def _list(view, lang):
    scope, texts = _texts(view.slug)
    asked = request.args.get("state")
    listed = sorted(texts, key=lambda text: STATES.index(text.state(lang)))
    if asked in STATES:
        listed = [text for text in listed if text.state(lang) == asked]
    first = max(0, request.args.get("from", 0, type=int))
    shown = listed[first : first + AT_ONCE]
    refused = g.get("refused")
    if refused:
        # What was typed and refused stands first, wherever its text has gone meanwhile.
        again = [text for text in texts if refused.form == _form_of(text, lang)]
        shown = [*again, *(text for text in shown if text not in again)]
    return render_template(
        "wordings/list.html",
        view=view,
        official=official,
        lang=lang,
        scope=scope,
        only=asked if asked in STATES else "",
        texts_listed=shown,
        form_of=_form_of,
        meters=[completeness(texts, each) for each in SLOTS],
        found=len(listed),
        first=first,
        at_once=AT_ONCE,
        further=first + AT_ONCE if len(listed) > first + AT_ONCE else None,
    )


def _texts(slug) -> tuple[str, list[TextToWord]]:
    """Return what is listed: what the address asks for, otherwise the document once goals stand in it."""
    with place(slug) as (session, consultation, _me):
        within = what_to_word(session, consultation)
        scope = request.args.get("of", DOCUMENT if within.goals else EVERYTHING)
        if scope not in SCOPES:
            raise NotFound(scope)
        return scope, texts_to_word(session, consultation, within if scope == DOCUMENT else None)


def _form_of(text: TextToWord, lang: str) -> str:
    return f"set_wording-{text.kind}-{text.thing_id}-{text.field}-{lang}"


def _save(slug: str, new: NewWording) -> LeftOut | None:
    """Save one row; the same file sent twice at once is one change, since each row has a key that follows from it."""
    text = new.text
    raw = {
        f"{text.kind}_id": text.thing_id,
        "field": text.field,
        "lang": new.lang,
        "text": new.wording,
        "state": "checked" if new.checked else "draft",
        "based_on": text.version(new.lang),
        "original": text.fingerprint,
    }
    key = str(uuid5(NAMESPACE_OID, f"{request.form.get('key', '')} {text.code(new.lang)} {new.wording}"))
    try:
        do(Request(slug, "set_wording", key, raw))
    except Invalid as refusal:
        return LeftOut(new.row, text, new.wording, fault_sentence(next(iter(refusal.errors.values()))))
    except NotFound:
        return LeftOut(new.row, text, new.wording, str(official.LEFT_OUT["gone"]))
    except Refusal as refusal:
        return LeftOut(new.row, text, new.wording, refusal_sentence(refusal))
    return None


def _slot(lang: str) -> str:
    if lang not in SLOTS:
        raise NotFound(lang)
    return lang
