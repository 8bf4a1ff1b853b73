"""Commands on themes, phenomena and bodies: the short lists under which goals and people are arranged."""

from typing import Annotated, Literal

from sqlalchemy import func, select

from workshop import events
from workshop.badges import COLOURS, ICONS, ICONS_OF_PHENOMENA, next_of
from workshop.commands.emptying import loosen_rounds, move_all
from workshop.commands.rounds.electorate import refuse_elector
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    NOT_GIVEN,
    Arguments,
    BodyId,
    Changes,
    OneOf,
    PhenomenonId,
    Position,
    Slot,
    ThemeId,
    Titles,
)
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.models import Body, Phenomenon, Theme
from workshop.operations.numbering import next_number

BodyKind = Literal["advisory_board", "network", "working_group", "unit", "board"]
Colour = Annotated[str, OneOf(COLOURS)]
Icon = Annotated[str, OneOf(ICONS)]


class CreateListed(Arguments):
    """A new item, last in its list."""

    title: Titles
    lang: Slot | None = None


class CreateTheme(CreateListed):
    """A new theme, last in the list; without a colour or an icon it gets the next that no theme has."""

    colour: Colour | None = None
    icon: Icon | None = None


class EditTheme(Changes):
    """New texts, another colour, icon or place for a theme."""

    theme_id: ThemeId
    title: Titles = NOT_GIVEN
    colour: Colour = NOT_GIVEN
    icon: Icon = NOT_GIVEN
    position: Position = NOT_GIVEN
    lang: Slot | None = None


class RemoveTheme(Changes):
    """A theme to be removed: where its goals go, and whether planned rounds that are limited to it alone go too."""

    theme_id: ThemeId
    move_goals_to: ThemeId | None = None
    remove_rounds: bool = False


class CreatePhenomenon(CreateListed):
    """A new phenomenon, last in the list; without an icon it gets the next that no phenomenon has."""

    icon: Icon | None = None


class EditPhenomenon(Changes):
    """New texts, another icon or place for a phenomenon."""

    phenomenon_id: PhenomenonId
    title: Titles = NOT_GIVEN
    icon: Icon = NOT_GIVEN
    position: Position = NOT_GIVEN
    lang: Slot | None = None


class RemovePhenomenon(Changes):
    """A phenomenon to be removed."""

    phenomenon_id: PhenomenonId


class CreateBody(CreateListed):
    """A new body, last in the list."""

    kind: BodyKind = "working_group"


class EditBody(Changes):
    """New texts, another place or another kind for a body."""

    body_id: BodyId
    title: Titles = NOT_GIVEN
    kind: BodyKind = NOT_GIVEN
    position: Position = NOT_GIVEN
    lang: Slot | None = None


class RemoveBody(Changes):
    """A body to be removed; participants who speak for it keep it, but it can't be chosen any more."""

    body_id: BodyId


@command(CreateTheme, makes=events.theme_created)
def create_theme(actor: Actor, args: CreateTheme) -> list[PendingEvent]:
    """Add a theme."""
    return [events.theme_created(make_theme(actor, args))]


@command(EditTheme, target="theme_id")
def edit_theme(actor: Actor, args: EditTheme) -> list[PendingEvent]:
    """Reword or move a theme, or give it another colour or icon."""
    theme = _edit(actor, "theme", args)
    actor.put(theme, args.given("colour", "icon"))
    return [events.theme_edited(theme)]


@command(RemoveTheme, target="theme_id")
def remove_theme(actor: Actor, args: RemoveTheme) -> list[PendingEvent]:
    """Remove a theme: its goals, hidden and withdrawn ones too, go where the arguments say; rounds no longer cover it.

    Raises Invalid where the arguments do not say it and the theme has goals or a planned round is limited to it alone,
    and while an open round is limited to it, since participants were told what that round covers.
    """
    moved, loosened = move_all(actor, args), loosen_rounds(actor, args)
    return [*moved, *loosened, events.theme_removed(_remove(actor, "theme"))]


@command(CreatePhenomenon, makes=events.phenomenon_created)
def create_phenomenon(actor: Actor, args: CreatePhenomenon) -> list[PendingEvent]:
    """Add a phenomenon."""
    return [events.phenomenon_created(make_phenomenon(actor, args))]


@command(EditPhenomenon, target="phenomenon_id")
def edit_phenomenon(actor: Actor, args: EditPhenomenon) -> list[PendingEvent]:
    """Reword or move a phenomenon, or give it another icon."""
    phenomenon = _edit(actor, "phenomenon", args)
    actor.put(phenomenon, args.given("icon"))
    return [events.phenomenon_edited(phenomenon)]


@command(RemovePhenomenon, target="phenomenon_id")
def remove_phenomenon(actor: Actor, args: RemovePhenomenon) -> list[PendingEvent]:
    """Remove a phenomenon; goals keep it in the record, but show it no more."""
    return [events.phenomenon_removed(_remove(actor, "phenomenon"))]


@command(CreateBody, makes=events.body_created)
def create_body(actor: Actor, args: CreateBody) -> list[PendingEvent]:
    """Add a body."""
    return [events.body_created(list_one(actor, Body, "body", args, kind=args.kind))]


@command(EditBody, target="body_id")
def edit_body(actor: Actor, args: EditBody) -> list[PendingEvent]:
    """Reword, move or reclassify a body."""
    body = _edit(actor, "body", args)
    actor.put(body, args.given("kind"))
    return [events.body_edited(body)]


@command(RemoveBody, target="body_id")
def remove_body(actor: Actor, args: RemoveBody) -> list[PendingEvent]:
    """Remove a body from the list; Conflict while a round is planned or open in which only certain bodies vote."""
    refuse_elector(actor, "bodies", args.body_id)
    return [events.body_removed(_remove(actor, "body"))]


def make_theme(actor: Actor, args: CreateTheme, *, key: str | None = None) -> Theme:
    """Make a theme, last in the list, with a number that no theme has had."""
    number = next_number(actor.session, Theme, consultation_id=actor.consultation.id)
    there = actor.all(Theme)
    colour = args.colour or next_of(COLOURS, [each.colour for each in there])
    icon = args.icon or next_of(ICONS, [each.icon for each in there])
    return list_one(actor, Theme, "theme", args, key=key, number=number, colour=colour, icon=icon)


def make_phenomenon(actor: Actor, args: CreatePhenomenon, *, key: str | None = None) -> Phenomenon:
    """Make a phenomenon, last in the list."""
    icon = args.icon or next_of(ICONS_OF_PHENOMENA, [each.icon for each in actor.all(Phenomenon)])
    return list_one(actor, Phenomenon, "phenomenon", args, key=key, icon=icon)


def list_one(actor: Actor, model, noun: str, args: CreateListed, *, key: str | None = None, **fields):
    """Make a listed thing, last in its list, under the command's key unless `key` is given."""
    last = actor.session.scalar(select(func.max(model.position)).where(model.consultation_id == actor.consultation.id))
    thing = actor.make(model, key=key, title={}, position=0 if last is None else last + 1, **fields)
    actor.say(thing, noun, args.lang or actor.me.lang, title=args.title)
    return thing


def _edit(actor, noun, args):
    thing = actor.targets[f"{noun}_id"]
    actor.say(thing, noun, args.lang or actor.me.lang, **args.given("title"))
    actor.put(thing, args.given("position"))
    return thing


def _remove(actor, noun):
    thing = actor.targets[f"{noun}_id"]
    thing.state = "removed"
    return thing
