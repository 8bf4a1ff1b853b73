"""A copy of a whole consultation, without anything that people did in it."""

from collections.abc import Iterator

from workshop import events
from workshop.admission import may_create
from workshop.commands.agendas.carrying import Places
from workshop.commands.agendas.copying import plan_again
from workshop.commands.founding import begin, fill, slug_of
from workshop.commands.themes import CreateBody, CreatePhenomenon, CreateTheme, list_one, make_phenomenon, make_theme
from workshop.commands.workshops import make_workshop
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Slot, Titles
from workshop.engine.command import CONSULTATION, command
from workshop.errors import Forbidden
from workshop.events import PendingEvent
from workshop.fields import wordings
from workshop.models import Account, Body, Phenomenon, Round, Theme, Workshop
from workshop.operations.handing_out.own_templates import copy_templates

# What a copy takes over of the consultation itself, besides its texts and its language.
SETTINGS = ("lang", "threshold", "asks_municipality")


class CopyConsultation(Arguments):
    """A consultation to begin another one from; without a title it gets the same."""

    title: Titles | None = None
    lang: Slot | None = None


@command(CopyConsultation, target=CONSULTATION, answers=("consultation_id", "slug"))
def copy_consultation(actor: Actor, args: CopyConsultation) -> list[PendingEvent]:
    """Make a consultation with the same texts, themes, phenomena, bodies, workshops, planned rounds and templates.

    Nobody but who copies it takes part in it. Raises Forbidden where they may not make consultations.
    """
    account = actor.session.get_one(Account, actor.me.account_id)
    if not may_create(actor.session, account):
        raise Forbidden("copy_consultation")
    original = actor.consultation
    title = args.title or wordings(original.title)
    texts = {"title": title, "description": wordings(original.description)}
    lang = args.lang or actor.me.lang
    new = begin(actor.session, account, actor.key, slug_of(title), lang, actor.now)
    fill(new, account, lang, texts, lambda there: _copied(actor, there))
    actor.result = new.result
    return []


def _copied(here: Actor, there: Actor) -> Iterator[PendingEvent]:
    there.put(there.consultation, {name: getattr(here.consultation, name) for name in SETTINGS})
    themes = {
        each.id: _backed(there, each, make_theme(there, CreateTheme(**_named(each, "colour", "icon"))))
        for each in _in_order(here, Theme)
    }
    for phenomenon in _in_order(here, Phenomenon):
        copied = make_phenomenon(there, CreatePhenomenon(**_named(phenomenon, "icon")))
        yield events.phenomenon_created(_backed(there, phenomenon, copied))
    bodies = {
        each.id: list_one(there, Body, "body", CreateBody(**_named(each, "kind")), key=each.key, kind=each.kind)
        for each in _in_order(here, Body)
    }
    workshops = {each.id: make_workshop(there, wordings(each.title), there.me.lang) for each in here.all(Workshop)}
    yield from map(events.theme_created, themes.values())
    yield from map(events.body_created, bodies.values())
    yield from map(events.workshop_created, workshops.values())
    copy_templates(there.session, here.consultation, there.consultation)
    places = Places(_ids(themes), _ids(bodies), _ids(workshops), halls=_ids(workshops))
    for round_ in plan_again(there, _in_order(here, Round), places):
        yield events.round_created(round_)


def _backed(there, original, copied):
    """Give a copy the background of its original."""
    noun = type(copied).__tablename__
    there.say(copied, noun, there.me.lang, introduction=wordings(original.introduction))
    there.put(copied, {name: getattr(original, name) for name in ("links", "experts")})
    return copied


def _ids(things):
    return {number: each.id for number, each in things.items()}


def _named(thing, *names):
    return {"title": wordings(thing.title)} | {name: getattr(thing, name) for name in names}


def _in_order(actor, model):
    return sorted(actor.all(model), key=lambda each: (each.position, each.id))
