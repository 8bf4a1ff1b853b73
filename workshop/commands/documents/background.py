"""The background of a theme or a phenomenon: an introduction, links, and experts who can tell more."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from workshop import events
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    NOT_GIVEN,
    Arguments,
    Changes,
    Descriptions,
    Name,
    OptionalLine,
    PhenomenonId,
    Slot,
    ThemeId,
    text_of,
)
from workshop.engine.command import command
from workshop.events import PendingEvent
from workshop.reading.addresses import LONGEST_ADDRESS, web_address


def _address(text: str) -> str:
    try:
        return web_address(text) if text else ""
    except ValueError as wrong:
        raise PydanticCustomError("not_a_web_address", "This is not the address of a page.") from wrong


Address = Annotated[str, *text_of(LONGEST_ADDRESS, line=True, optional=True), AfterValidator(_address)]
Lines = OptionalLine | dict[Slot, OptionalLine | None] | None


class Link(Arguments):
    """A page that tells more, and what it is called; without a name its address stands for it.

    One without an address says nothing, as the empty fields of a form do.
    """

    url: Address = ""
    title: Lines = None


class Expert(Arguments):
    """Somebody who can tell more: about what, and how to reach them. One without a name says nothing."""

    name: Name | None = None
    about: Lines = None
    contact: OptionalLine = ""


class Background(Changes):
    """What tells more of a theme or a phenomenon; texts without a language are in `lang`."""

    # Markdown, as language/markdown.py reads it.
    introduction: Descriptions | None = None
    links: Annotated[list[Link], Field(max_length=20)] = NOT_GIVEN
    experts: Annotated[list[Expert], Field(max_length=20)] = NOT_GIVEN
    lang: Slot | None = None


class DescribeTheme(Background):
    """The background of a theme."""

    theme_id: ThemeId


class DescribePhenomenon(Background):
    """The background of a phenomenon."""

    phenomenon_id: PhenomenonId


@command(DescribeTheme, target="theme_id")
def describe_theme(actor: Actor, args: DescribeTheme) -> list[PendingEvent]:
    """Say what a theme is about, where more can be read, and who can tell more."""
    return [events.theme_edited(_edit(actor, "theme", args))]


@command(DescribePhenomenon, target="phenomenon_id")
def describe_phenomenon(actor: Actor, args: DescribePhenomenon) -> list[PendingEvent]:
    """Say what a phenomenon is about, where more can be read, and who can tell more."""
    return [events.phenomenon_edited(_edit(actor, "phenomenon", args))]


def _edit(actor, noun, args):
    thing, lang = actor.targets[f"{noun}_id"], args.lang or actor.me.lang
    actor.say(thing, noun, lang, **args.given("introduction"))
    actor.put(thing, {name: _rows(rows, lang) for name, rows in args.given("links", "experts").items()})
    return thing


def _rows(rows: Sequence[Link | Expert], lang: str) -> list[dict[str, Any]]:
    """Return rows as they are stored; those that say nothing are left out."""
    stored = []
    for row in rows:
        if isinstance(row, Link) and row.url:
            stored.append({"url": row.url, "title": _texts(row.title, lang)})
        elif isinstance(row, Expert) and row.name:
            stored.append({"name": row.name, "about": _texts(row.about, lang), "contact": row.contact})
    return stored


def _texts(given: str | dict[str, str | None] | None, lang: str) -> dict[str, str]:
    texts = given if isinstance(given, dict) else {lang: given}
    return {slot: text for slot, text in texts.items() if text}
