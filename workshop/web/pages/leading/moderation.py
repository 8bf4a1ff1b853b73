"""Moderation: what waits for facilitators, what is hidden, and the log of all of it; also as files."""

from flask import Response, render_template, request

from workshop.errors import NotFound
from workshop.exports.moderation import moderation_table
from workshop.exports.separated import separated
from workshop.exports.workbook import workbook
from workshop.exports.writer import CSV
from workshop.fields import rfc3339
from workshop.language.speech import gettext as _
from workshop.language.speech import language
from workshop.language.texts import text_in
from workshop.language.words import Words
from workshop.queries.contributions.moderation import KINDS, ModerationLine, moderation_log
from workshop.reading.texts import fold
from workshop.thread_pool import run_in_thread
from workshop.web.app_context import place
from workshop.web.pages.downloads import note_export, one_at_a_time
from workshop.web.pages.frame import blueprint, look_as_lead
from workshop.web.render.fragments import parts_in_turn
from workshop.web.view.contributions import hidden_rows, reported
from workshop.web.view.moderation import queue_rows

AT_ONCE = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/c/<slug>/moderation")
@parts_in_turn
def moderation(slug: str):
    """Show facilitators what waits for them, what is hidden, and the log of moderation with its filter.

    `?part=tasks` returns only what they may do something with, for a page that keeps itself up to date.
    """
    view = look_as_lead(slug)
    # What was hidden last is looked for first.
    about = {"view": view, "queue": queue_rows(view), "reports": reported(view), "hidden": hidden_rows(view)[::-1]}
    if request.args.get("part") == "tasks":
        return render_template("moderation/_tasks.html", **about)
    lines = _wanted(_log(slug))
    before = request.args.get("before", type=int)
    listed = [line for line in lines if before is None or line.number < before]
    return render_template(
        "moderation/log.html",
        **about,
        lines=listed[:AT_ONCE],
        found=len(lines),
        older=listed[AT_ONCE - 1].number if len(listed) > AT_ONCE else None,
        narrowed={name: request.args[name] for name in ("what", "q") if request.args.get(name)},
    )


@blueprint.get("/c/<slug>/moderation.<ext>")
def moderation_file(slug: str, ext: str):
    """Return the log as a file, csv or xlsx, narrowed down as the page is."""
    view = look_as_lead(slug)
    if ext not in ("csv", "xlsx"):
        raise NotFound(ext)
    made = moderation_table(_wanted(_log(slug)), Words(language()))
    title = _("Moderation: %(title)s", title=text_in(view.consultation["title"]))[:200]
    with one_at_a_time:
        if ext == "csv":
            contents = run_in_thread(separated, made)
        else:
            contents = run_in_thread(workbook, [made], title, rfc3339(view.now), language())
    note_export(view.consultation["id"], f"moderation.{ext}")
    response = Response(contents, mimetype=CSV if ext == "csv" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-moderation.{ext}"'
    return response


def _log(slug):
    with place(slug) as (session, consultation, _me):
        return moderation_log(session, consultation)


def _wanted(lines: list[ModerationLine]) -> list[ModerationLine]:
    """Return the lines that the address asks for: of one kind, or with words in any of their texts."""
    what, said = request.args.get("what", ""), fold(request.args.get("q", "").strip()[:100])
    acts = KINDS.get(what)
    return [line for line in lines if (acts is None or line.act in acts) and said in _said(line)]


def _said(line):
    return fold("\n".join([*(line.texts or {}).values(), line.reason, line.answer, line.who or ""]))
