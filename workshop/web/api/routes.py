"""The API: joining, commands, reading."""

import hashlib
import json
from functools import partial

from flask import Blueprint, Flask, Response, current_app, jsonify, redirect, request
from flask_login import current_user

from workshop import identity
from workshop.commands import Answer, Request
from workshop.commands.founding import create_consultation
from workshop.commands.joining import Joined, join
from workshop.errors import Invalid
from workshop.fields import LANGUAGES, canonical
from workshop.language.speech import language
from workshop.queries.changes import changes, event_state
from workshop.queries.contributions.alike import alike_of
from workshop.queries.places import places_of
from workshop.queries.snapshot import snapshot_parts
from workshop.states import PlaceState
from workshop.web.api.asyncapi import asyncapi
from workshop.web.api.openapi import openapi
from workshop.web.app_context import app_context, asking, do, place, viewer
from workshop.web.http import forms
from workshop.web.http.compressing import compressed
from workshop.web.http.limits import count_joining, limit_writes, looking_up, welcome
from workshop.web.http.site import site_url
from workshop.web.pages.asking import ask_first
from workshop.web.render.cards import with_codes
from workshop.web.render.walls import with_url
from workshop.web.session.devices import device_here
from workshop.web.session.signing import sign_in, sign_out

# In a request's environment: what ended it when the light route (web/light.py) carried it out.
FAILURE = "workshop.failure"
GIVES_BACK = "give_back_my_card"
# What is read of a title or a query while somebody types it.
MOST_TYPED = 300
blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.post("/join")
def post_join():
    """Join a workshop with a code."""
    raw, key = forms.read_body()
    with looking_up(*_code_and_secret(raw)):
        joined = join_here(raw, key, form=False)
    return jsonify(
        token=identity.sign_token(app_context().settings.secret_key, joined.token),
        consultation=joined.consultation.slug,
        workshop=joined.workshop.id,
        participant=PlaceState.model_validate(joined.participant).model_dump(),
    )


def join_here(raw, key: str | None, *, form: bool) -> Joined:
    """Join as the current account or as a new guest, set this browser's cookie, and send the commit signal."""
    account_id = current_user.account_id if current_user.is_authenticated else None
    count_joining()
    joined = join(
        app_context().database,
        raw,
        key,
        account_id=account_id,
        lang=language(),
        form=form,
        ceilings=app_context().settings.ceilings,
        device=device_here(),
        secret_key=app_context().settings.secret_key,
    )
    if not identity.bearer_of(request):
        sign_in(joined.account)
    app_context().commit_signal.ring(joined.consultation.id)
    welcome(joined)
    return joined


@blueprint.post("/do/create_consultation")
@limit_writes
def post_create():
    """Make a consultation."""
    who, (raw, key) = asking(), forms.read_body()
    form = forms.is_form()
    answer = create_consultation(app_context().database, who.account_id, key, raw, form=form, sent=forms.sent())
    return redirect(f"/c/{answer.result['slug']}/start", 303) if form else answered(answer)


@blueprint.post("/consultations/<slug>/do/<name>")
@limit_writes
def post_do(slug: str, name: str):
    """Carry out a command."""
    asking()
    if question := ask_first(slug, name):
        return question
    raw, key = forms.read_body()
    if failure := request.environ.get(FAILURE):
        raise failure
    answer = do(Request(slug, name, key, raw, forms.is_form(), forms.sent()))
    if name == GIVES_BACK and forms.wants_page() and is_nowhere():
        # The next holder may use this device, and finds nobody here.
        sign_out()
        return redirect("/", 303)
    return forms.done(name, answer) if forms.wants_page() else answered(with_codes(with_url(answer)))


def is_nowhere() -> bool:
    """Whether the signed-in account is a guest's who takes part in no consultation any more."""
    who = asking()
    with app_context().database.read() as session:
        return not who.email and not places_of(session, who.account_id)


@blueprint.get("/consultations/<slug>/snapshot")
def get_snapshot(slug: str):
    """Return all that the viewer may see, at one moment."""
    with viewer(slug) as (session, here):
        parts = snapshot_parts(session, here.consultation, here.me)
    own = {name: part for name, part in parts.own.items() if name != "now"}
    etag = hashlib.sha256(canonical([list(parts.mark), own])).hexdigest()[:32]
    if request.if_none_match.contains_weak(etag):
        return _tagged(Response(status=304), etag)
    own_json = json.dumps(parts.own, ensure_ascii=False, separators=(",", ":")).encode()
    return _tagged(compressed(parts.shared, own_json), etag)


@blueprint.get("/consultations/<slug>/changes")
def get_changes(slug: str):
    """Return what happened since a revision."""
    with viewer(slug) as (session, here):
        answer = changes(session, here.consultation, here.me, _since(), request.args.get("epoch"))
    etag = hashlib.sha256(canonical({**answer, "now": None})).hexdigest()[:32]
    if request.if_none_match.contains_weak(etag):
        return _tagged(Response(status=304), etag)
    return _tagged(compressed(b"", json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()), etag)


@blueprint.get("/consultations/<slug>/similar")
def get_similar(slug: str):
    """Return the goals that say nearly what a title says, for whoever is typing it."""
    lang, theme_id = request.args.get("lang", language()), request.args.get("theme_id", type=int)
    if lang not in LANGUAGES:
        raise Invalid(lang="not_a_choice")
    alike = alike_of(partial(place, slug))
    found = alike.goals.similar({lang: request.args.get("title", "")[:MOST_TYPED]}, theme_id)
    return jsonify(revision=alike.upto, goals=[{"goal_id": each.id, "likeness": each.likeness} for each in found])


@blueprint.get("/consultations/<slug>/search")
def get_search(slug: str):
    """Return the goals, measures and comments that the words of a query are in, however they are inflected."""
    alike = alike_of(partial(place, slug))
    found = alike.find(request.args.get("q", "")[:MOST_TYPED])
    return jsonify(
        revision=alike.upto,
        goal_ids=sorted(found.goal_ids),
        measure_ids=sorted(found.measure_ids),
        comment_ids=sorted(found.comment_ids),
    )


@blueprint.get("/me")
def get_me():
    """Return the signed-in account."""
    who = asking()
    return jsonify(name=who.name, email=who.email, lang=who.lang, administrator=who.administrator)


@blueprint.post("/sign-out")
def post_sign_out():
    """End all cookies and tokens of the signed-in account."""
    sign_out()
    return forms.see_other("/") if forms.is_form() else jsonify(ok=True)


@blueprint.get("/openapi.json")
def get_openapi():
    """Return the description of the commands, from their argument models (OpenAPI 3.1)."""
    return jsonify(openapi(site_url()))


@blueprint.get("/asyncapi.json")
def get_asyncapi():
    """Return the description of the live messages, from the events' states (AsyncAPI 3.0)."""
    return jsonify(asyncapi(site_url()))


def _code_and_secret(raw):
    """Return (code, unguessable part) from any body that a program sent; the command refuses what is wrong."""
    given = raw if isinstance(raw, dict) else {}
    return tuple(value if isinstance(value, str) else "" for value in (given.get("code"), given.get("k")))


def _since():
    since = request.args.get("since", "")
    if not (since.isascii() and since.isdigit() and len(since) < 16):
        raise Invalid(since="wrong_type")
    return int(since)


def answered(answer: Answer, app: Flask = current_app) -> Response:
    """Return the answer to a command, for programs."""
    response = app.json.response(
        ok=True,
        revision=answer.revision,
        events=[event_state(event) for event in answer.events],
        result=answer.result,
    )
    assert isinstance(response, Response)
    if answer.me_version is not None:
        # In a header, because the body must be the same, byte for byte, when the key is sent again.
        response.headers["Me-Version"] = str(answer.me_version)
    if answer.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _tagged(response, etag):
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.vary.add("Accept-Encoding")
    response.vary.add("Authorization")
    response.vary.add("Cookie")
    return response
