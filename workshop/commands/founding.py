"""Making a consultation, empty or from a built-in example; its maker becomes its facilitator."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events, policy
from workshop.admission import may_create
from workshop.commands.agendas.patterns import FIRST_WORKSHOP, PatternName, plan_all, read_example, rounds_of
from workshop.commands.people import enter
from workshop.commands.themes import CreateBody, CreatePhenomenon, CreateTheme, list_one, make_phenomenon, make_theme
from workshop.commands.workshops import make_workshop
from workshop.db import Database, database_now, lock_addresses
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Descriptions, OneOf, Slot, Titles
from workshop.engine.door import perform
from workshop.engine.keys import Done, answer_once, first_answer, stored_key
from workshop.engine.request import Answer, Request, fingerprint_of, read
from workshop.errors import Forbidden, KeyReused, NotSignedIn
from workshop.events import PendingEvent
from workshop.fields import LANGUAGES
from workshop.models import Account, Body, Consultation, Event, Participant
from workshop.operations.auditing import note

NAME = "create_consultation"
EXAMPLES = ("focus-areas-2019", "rural-proofing")


class CreateConsultation(Arguments):
    """A consultation from nothing, with a title, or from a built-in example; with a pattern it has a workshop already.

    An example that has a workshop of its own takes no pattern.
    """

    title: Titles | None = None
    description: Descriptions | None = None
    example: Annotated[str, OneOf(EXAMPLES)] | None = None
    pattern: PatternName | None = None
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
    example = read_example(args.example) if args.example else {}
    lang = args.lang or account.lang
    texts: dict[str, Any] = {
        "title": args.title or example["title"],
        "description": args.description or example.get("subtitle"),
    }
    stem = args.example or slug_of(texts["title"])
    rounds = rounds_of(session, account.id, args.pattern) if args.pattern else None
    actor = begin(session, account, request.key, stem, lang, database_now(session))
    done = fill(actor, account, lang, texts, lambda actor: _contents(actor, example, rounds))
    [answer] = answer_once(session, NAME, [Done(actor, request, done)])
    return answer


def begin(session: Session, account: Account, key: str | None, stem: str, lang: str, now: datetime) -> Actor:
    """Make an empty consultation with an address that begins with `stem`; returns an actor in it that is nobody yet."""
    consultation = Consultation(
        slug=_free_slug(session, stem),
        key=key,
        created_by=account.id,
        created_at=now,
        title={},
        description={},
        lang=lang.split("-")[0],
    )
    session.add(consultation)
    session.flush()
    return Actor(session, consultation, None, key, now)


def fill(
    actor: Actor,
    account: Account,
    lang: str,
    texts: Mapping[str, Any],
    contents: Callable[[Actor], Iterable[PendingEvent]],
) -> list[Event]:
    """Have an account become the facilitator of a new consultation, and put its texts and contents into it.

    The actor's result is that of `create_consultation`; returns the stored events.
    """
    consultation = actor.consultation

    def work(actor):
        actor.me = enter(actor, account, account.name, role=policy.FACILITATOR, body_id=None)
        actor.say(consultation, "consultation", lang, **texts)
        inside = list(contents(actor))
        about = {"consultation_id": consultation.id, "role": actor.me.role}
        note(actor.session, "consultation_made", actor_id=account.id, **about)
        actor.result = {"consultation_id": consultation.id, "slug": consultation.slug}
        return [events.consultation_created(consultation), *inside, events.participant_joined(actor.me)]

    return perform(actor, work)


def _made_before(session, consultation, account, request):
    own = (Participant.consultation_id == consultation.id, Participant.account_id == account.id)
    me = session.scalar(select(Participant).where(*own))
    stored = stored_key(session, me, request.key)
    assert stored is not None, "the key was stored with the consultation"
    if stored.fingerprint != fingerprint_of(request):
        raise KeyReused(request.key)
    return first_answer(session, consultation, me, stored)


def _contents(actor, example, rounds):
    themes = {}
    for each in example.get("themes", ()):
        theme = make_theme(
            actor, CreateTheme(title=_texts(each), colour=each["colour"], icon=each["icon"]), key=each["key"]
        )
        themes[each["key"]] = theme.id
        yield events.theme_created(theme)
    for each in example.get("phenomena", ()):
        phenomenon = CreatePhenomenon(title=_texts(each), icon=each["icon"])
        yield events.phenomenon_created(make_phenomenon(actor, phenomenon, key=each["key"]))
    for each in example.get("bodies", ()):
        body = CreateBody(title=_texts(each), kind=each["kind"])
        yield events.body_created(list_one(actor, Body, "body", body, key=each["key"], kind=each["kind"]))
    first = example.get("workshop") or (rounds is not None and {"title": FIRST_WORKSHOP, "rounds": rounds})
    if first:
        workshop = make_workshop(actor, first["title"], actor.me.lang)
        yield events.workshop_created(workshop)
        yield from plan_all(actor, workshop, first["rounds"], themes)


def _texts(each):
    return {lang: each[lang] for lang in ("fi", "sv", "en")}


def slug_of(title: str | Mapping[str, str | None]) -> str:
    """Return the stem of an address, made from a title."""
    texts = [title] if isinstance(title, str) else [title.get(lang) for lang in (*LANGUAGES, *title)]
    text = next(filter(None, texts), "")
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
