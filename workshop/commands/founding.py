"""Making a consultation, empty or from a built-in example; its maker becomes its facilitator."""

import json
import re
import unicodedata
from importlib.resources import files
from typing import Annotated, Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import select

from workshop import events, policy
from workshop.admission import may_create
from workshop.commands.people import enter
from workshop.commands.themes import CreateBody, CreatePhenomenon, CreateTheme, list_one, make_phenomenon, make_theme
from workshop.db import Database, database_now, lock_addresses
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Descriptions, OneOf, Slot, Titles
from workshop.engine.door import perform
from workshop.engine.keys import Done, answer_once, first_answer, stored_key
from workshop.engine.request import Answer, Request, fingerprint_of, read
from workshop.errors import Forbidden, KeyReused, NotSignedIn
from workshop.models import Account, Body, Consultation, Participant
from workshop.operations.auditing import note

NAME = "create_consultation"
EXAMPLES = ("focus-areas-2019",)


class CreateConsultation(Arguments):
    """A consultation from nothing, with a title, or from a built-in example."""

    title: Titles | None = None
    description: Descriptions | None = None
    example: Annotated[str, OneOf(EXAMPLES)] | None = None
    lang: Slot | None = None

    @model_validator(mode="after")
    def _has_a_title(self) -> Self:
        if self.title is None and self.example is None:
            raise PydanticCustomError("title_or_example", "Either a title or an example.")
        return self


def create_consultation(
    database: Database, account_id: int, key: str | None, raw: Any, *, form: bool = False, sent: Any = None
) -> Answer:
    """Make a consultation for an account, at most once for each key; the account's participant becomes facilitator.

    `raw`, `form` and `sent` are as in `Request`. Raises NotSignedIn, KeyReused, Forbidden, Invalid, in this order.
    """
    request = Request("", NAME, key, raw, form, sent)
    return database.write(lambda session: _create(session, account_id, request))


def _create(session, account_id, request):
    account = session.get(Account, account_id)
    if account is None:
        raise NotSignedIn
    own = (Consultation.created_by == account.id, Consultation.key == request.key)
    made = session.scalar(select(Consultation).where(*own)) if request.keyed else None
    if made:
        return _made_before(session, made, account, request)
    if not may_create(session, account):
        raise Forbidden(NAME)
    args = read(CreateConsultation, request)
    example = _example(args.example)
    now, lang = database_now(session), args.lang or account.lang
    title = args.title or example["title"]
    consultation = Consultation(
        slug=_free_slug(session, args.example or _slug(title)),
        key=request.key,
        created_by=account.id,
        created_at=now,
        title={},
        description={},
        lang=lang.split("-")[0],
    )
    session.add(consultation)
    session.flush()
    actor = Actor(session, consultation, None, request.key, now)

    def work(actor):
        actor.me = enter(actor, account, account.name, role=policy.FACILITATOR, body_id=None)
        described = args.description or example["subtitle"]
        actor.say(consultation, "consultation", lang, title=title, description=described)
        lists = list(_lists(actor, example))
        note(session, "consultation_made", actor_id=account.id, consultation_id=consultation.id, role=actor.me.role)
        actor.result = {"consultation_id": consultation.id, "slug": consultation.slug}
        return [events.consultation_created(consultation), *lists, events.participant_joined(actor.me)]

    [answer] = answer_once(session, NAME, [Done(actor, request, perform(actor, work))])
    return answer


def _made_before(session, consultation, account, request):
    own = (Participant.consultation_id == consultation.id, Participant.account_id == account.id)
    me = session.scalar(select(Participant).where(*own))
    stored = stored_key(session, me, request.key)
    assert stored is not None, "the key was stored with the consultation"
    if stored.fingerprint != fingerprint_of(request):
        raise KeyReused(request.key)
    return first_answer(session, consultation, me, stored)


def _example(name):
    if name is None:
        return {"subtitle": {}, "themes": [], "phenomena": [], "bodies": []}
    return json.loads((files("workshop") / "examples" / f"{name}.json").read_text(encoding="utf-8"))


def _lists(actor, example):
    for each in example["themes"]:
        theme = CreateTheme(title=_texts(each), colour=each["colour"], icon=each["icon"])
        yield events.theme_created(make_theme(actor, theme, key=each["key"]))
    for each in example["phenomena"]:
        phenomenon = CreatePhenomenon(title=_texts(each), icon=each["icon"])
        yield events.phenomenon_created(make_phenomenon(actor, phenomenon, key=each["key"]))
    for each in example["bodies"]:
        body = CreateBody(title=_texts(each), kind=each["kind"])
        yield events.body_created(list_one(actor, Body, "body", body, key=each["key"], kind=each["kind"]))


def _texts(each):
    return {lang: each[lang] for lang in ("fi", "sv", "en")}


def _slug(title):
    text = title if isinstance(title, str) else next(iter(title.values()), "")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "consultation"


def _free_slug(session, stem):
    lock_addresses(session)
    taken = set(session.scalars(select(Consultation.slug).where(Consultation.slug.startswith(stem))))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
