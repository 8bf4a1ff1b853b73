"""Ballots without names for an auditor: asked for by one facilitator, confirmed by another, then made by the worker."""

from flask import redirect, render_template, request
from sqlalchemy import select

from workshop.errors import Invalid
from workshop.models import Round, SealedFile
from workshop.operations.handing_out.exports import Asked, ask_for_export
from workshop.operations.handing_out.sealed_files import NAME, TO_FETCH, is_ready, may_be_sealed
from workshop.queries.exported.reading import ready
from workshop.web.app_context import app_context, place
from workshop.web.http.limits import limit_writes
from workshop.web.pages.downloads import note_export
from workshop.web.pages.exports import LONGEST_KEY
from workshop.web.pages.frame import blueprint, look_as_lead


@blueprint.get("/c/<slug>/sealed")
def sealed(slug: str):
    """Show facilitators which ballots may be handed to an auditor, and which were asked for; else Forbidden."""
    view = look_as_lead(slug)
    with place(slug) as (session, consultation, me):
        own = select(Round).where(Round.consultation_id == consultation.id, Round.state == "current")
        rounds = [each for each in session.scalars(own.order_by(Round.id)) if may_be_sealed(session, each)]
        asked = select(SealedFile).where(SealedFile.consultation_id == consultation.id)
        asked = asked.where(SealedFile.state == "current").order_by(SealedFile.id.desc())
        files = [
            (each, each.confirmed_at + TO_FETCH if is_ready(each, view.now) else None)
            for each in session.scalars(asked)
        ]
    there = {round_.id for round_ in rounds}
    offered = [round_ for round_ in view.rounds if round_.id in there]
    names = {one["id"]: one["name"] for one in view.participants}
    return render_template("files/sealed.html", view=view, offered=offered, files=files, names=names, mine=me.id)


@blueprint.post("/c/<slug>/sealed/<int:number>/file")
@limit_writes
def make_sealed(slug: str, number: int):
    """Have a confirmed file made, and go to where it can be followed; raises NotFound, Forbidden, Invalid."""
    look_as_lead(slug)
    key = request.form.get("key", "")
    with place(slug) as (session, consultation, me):
        sealed_file_id, here, who = ready(session, consultation, number).id, consultation.id, me
    if not 0 < len(key) <= LONGEST_KEY:
        raise Invalid(key="not_a_key")
    asked = Asked(NAME, "", sealed_file_id=sealed_file_id)
    app_context().database.write(lambda session: ask_for_export(session, who, asked, key).id)
    note_export(here, NAME)
    return redirect(f"/c/{slug}/exports", 303)
