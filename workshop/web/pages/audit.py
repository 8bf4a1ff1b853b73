"""The audit log, of a consultation for its facilitators and of the installation for administrators; also as CSV."""

import gevent
from flask import Response, render_template, request

from workshop.errors import Forbidden
from workshop.exports.separated import separated
from workshop.exports.tables import Column, table
from workshop.exports.writer import CSV
from workshop.fields import rfc3339
from workshop.language import labels
from workshop.language.speech import gettext as _
from workshop.language.speech import lazy_gettext as _l
from workshop.language.texts import text_in
from workshop.queries.audit import AuditLine, of_consultation, of_installation
from workshop.thread_pool import run_in_thread
from workshop.web.app_context import app_context, asking, place
from workshop.web.pages.downloads import note_export, one_at_a_time
from workshop.web.pages.frame import blueprint, look_as_lead

AT_ONCE = 200
# More entries than a large installation makes in a year; a longer file would not open in a spreadsheet.
MOST = 100_000
FILE = "audit.csv"
SENTENCES = {
    "signed_in": _l("signed in with a link from a mail"),
    "signed_out": _l("signed out everywhere"),
    "address_added": _l("added an e-mail address to the account"),
    "token_made": _l("made a token for %(whom)s"),
    "administrator_made": _l("made an administrator of %(whom)s"),
    "consultation_made": _l("made the consultation, and leads it"),
    "exported": _l("downloaded the file %(file)s"),
    "invited": _l("invited %(whom)s, role: %(role)s"),
    "participant_removed": _l("removed %(whom)s, role: %(role)s"),
    "participants_joined": _l("joined %(whom)s with participant no. %(number)s, as one person"),
    "role_changed": _l("changed the role of %(whom)s: %(before)s → %(role)s"),
    "cards_made": _l("made %(number)s cards for “%(workshop)s”"),
    "card_given_back": _l("had card no. %(number)s of “%(workshop)s” given back by %(whom)s"),
    "card_removed": _l("removed card no. %(number)s of “%(workshop)s”"),
    "document_advanced": _l("brought the document to: %(state)s"),
    "document_adopted": _l("had the document adopted at %(address)s"),
    "document_corrected": _l("began a correction of the adopted document"),
    "paragraph_removed": _l("removed paragraph no. %(number)s of the document"),
    "draft_comment_removed": _l("removed comment no. %(number)s on the document, by %(whom)s"),
    "sealed_file_asked": _l("asked for the ballots of vote %(rounds)s, sealed for an auditor; role: %(role)s"),
    "sealed_file_confirmed": _l("confirmed that the ballots of vote %(rounds)s go to an auditor; role: %(role)s"),
    "sealed_file_withdrawn": _l("withdrew the ballots of vote %(rounds)s from going to an auditor; role: %(role)s"),
    "template_kept": _l("kept a template for the document"),
    "template_removed": _l("removed a template for the document"),
    "wall_link_made": _l("made a link to the wall of “%(workshop)s”"),
    "wall_link_revoked": _l("disabled a link to the wall of “%(workshop)s”"),
}


@blueprint.get("/c/<slug>/audit")
def audit(slug: str):
    """Show a consultation's audit log to its facilitators."""
    view = look_as_lead(slug)
    return _page(_of_consultation(slug, AT_ONCE), f"/c/{slug}/audit", view=view)


@blueprint.get("/c/<slug>/audit.csv")
def audit_file(slug: str):
    """Return the same as a file."""
    look_as_lead(slug)
    with place(slug) as (_session, consultation, _me):
        note_export(consultation.id, FILE)
    return _file(_of_consultation(slug, MOST), f"{slug}-{FILE}")


@blueprint.get("/audit")
def audit_of_installation():
    """Show administrators the log of all consultations, and entries without one."""
    return _page(_of_installation(AT_ONCE), "/audit", view=None)


@blueprint.get("/audit.csv")
def audit_file_of_installation():
    """Return the same as a file."""
    _only_administrators()
    note_export(None, FILE)
    return _file(_of_installation(MOST), FILE)


def sentence(line: AuditLine) -> str:
    """Return what was done, as a sentence without its subject."""
    roles = {name: labels.ROLES.get(line.details.get(name, ""), "") for name in ("role", "before")}
    workshop = text_in(line.workshop) if line.workshop else ""
    state = labels.DOCUMENT_STATES.get(line.details.get("state", ""), "")
    about = {"state": state, "whom": line.whom or _("themselves"), "workshop": workshop}
    # Earlier versions noted less.
    return str(SENTENCES[line.name]) % {
        "number": "",
        "file": "",
        "address": "",
        "rounds": "",
        **line.details,
        **roles,
        **about,
    }


def _of_consultation(slug, most):
    with place(slug) as (session, consultation, _me):
        return of_consultation(session, consultation, before=_before(), most=most)


def _of_installation(most):
    _only_administrators()
    with app_context().database.read() as session:
        return of_installation(session, before=_before(), most=most)


def _only_administrators():
    if not asking().administrator:
        raise Forbidden("audit")


def _before():
    before = request.args.get("before", "")
    return int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None


def _page(lines, path, **about):
    older = lines[-1].number if len(lines) == AT_ONCE else None
    return render_template("audit.html", lines=lines, path=path, older=older, sentence=sentence, **about)


def _file(lines, name):
    columns = [Column(heading) for heading in (_("Time (UTC)"), _("Who"), _("What"), _("Consultation"))]
    rows = []
    for number, each in enumerate(lines):
        if number % 500 == 0:
            # Lets other requests run meanwhile: a year of a large installation takes some seconds.
            gevent.sleep(0)
        rows.append([rfc3339(each.at), _who(each), sentence(each), text_in(each.place) if each.place else ""])
    with one_at_a_time:
        contents = run_in_thread(separated, table("audit", columns, rows))
    response = Response(contents, mimetype=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _who(line):
    return line.who or _("The command line")
