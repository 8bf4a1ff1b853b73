"""Commands on the official texts of things, which stand beside what participants wrote and never change it."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from sqlalchemy import select

from workshop.commands.documents.begun import told_beside
from workshop.engine.actor import Actor
from workshop.engine.arguments import (
    LARGEST_ID,
    Arguments,
    GoalId,
    MeasureId,
    OneOf,
    OptionalParagraphs,
    PhenomenonId,
    RoundId,
    Slot,
    ThemeId,
)
from workshop.engine.command import CONSULTATION, command
from workshop.errors import Conflict, Fault, Invalid
from workshop.events import PendingEvent
from workshop.models.official import WORDED, OfficialWording, fingerprint
from workshop.operations.documents.wordings import add_wording

FIELDS = tuple(dict.fromkeys(field for fields in WORDED.values() for field in fields))
Version = Annotated[int, Field(ge=0, le=LARGEST_ID)]
Fingerprint = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class OneText(Arguments):
    """The text of one thing, in one language, of which a version is meant."""

    goal_id: GoalId | None = None
    measure_id: MeasureId | None = None
    theme_id: ThemeId | None = None
    phenomenon_id: PhenomenonId | None = None
    round_id: RoundId | None = None
    field: Annotated[str, OneOf(FIELDS)]
    lang: Slot

    @property
    def kind(self) -> str:
        """The noun of the thing that is meant."""
        return next(noun for noun in WORDED if getattr(self, f"{noun}_id") is not None)

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if sum(getattr(self, f"{noun}_id") is not None for noun in WORDED) != 1:
            raise PydanticCustomError("one_thing", "A wording is of exactly one thing.")
        return self


class SetWording(OneText):
    """The official text of a thing in a language; an empty one takes it away.

    `based_on` is the version that the writer saw, 0 where there was none, and `original` the fingerprint of the
    participants' text that they saw.
    """

    text: OptionalParagraphs = ""
    state: Annotated[str, OneOf(("draft", "checked"))] = "draft"
    based_on: Version | None = None
    original: Fingerprint | None = None


class CheckWording(OneText):
    """A version of an official text that was read and found right."""

    based_on: Version


@command(SetWording, target=CONSULTATION, answers=("wording_id",))
def set_wording(actor: Actor, args: SetWording) -> list[PendingEvent]:
    """Word a text officially; raises Conflict where the text, or what participants wrote, has changed meanwhile."""
    thing, newest = _looked_up(actor, args)
    if args.based_on is not None and args.based_on != _version(newest):
        raise Conflict("changed")
    if args.original is not None and args.original != fingerprint(getattr(thing, args.field)):
        raise Conflict("changed")
    actor.grown += max(0, len(args.text) - len(newest.text if newest else ""))
    return _added(actor, args, thing, args.text, args.state)


@command(CheckWording, target=CONSULTATION, answers=("wording_id",))
def check_wording(actor: Actor, args: CheckWording) -> list[PendingEvent]:
    """Say that an official text is right as it stands; raises Conflict where it is not the one that was read."""
    thing, newest = _looked_up(actor, args)
    if newest is None or args.based_on != newest.id or newest.state == "emptied":
        raise Conflict("changed")
    return _added(actor, args, thing, newest.text, "checked")


def _looked_up(actor: Actor, args: OneText) -> tuple[Any, OfficialWording | None]:
    """Return the thing, and the newest version of its text; raises Invalid for a text that its kind has not."""
    if args.field not in WORDED[args.kind]:
        raise Invalid(field=Fault("not_a_choice"))
    thing = actor.targets[f"{args.kind}_id"]
    query = select(OfficialWording).where(
        OfficialWording.consultation_id == actor.consultation.id,
        OfficialWording.kind == args.kind,
        OfficialWording.thing_id == thing.id,
        OfficialWording.field == args.field,
        OfficialWording.lang == args.lang,
    )
    return thing, actor.session.scalars(query.order_by(OfficialWording.id.desc()).limit(1)).first()


def _version(newest: OfficialWording | None) -> int:
    return newest.id if newest else 0


def _added(actor: Actor, args: OneText, thing: Any, text: str, state: str) -> list[PendingEvent]:
    version = add_wording(actor.session, thing, args.kind, args.field, args.lang, text, state, actor.now)
    actor.result = {"wording_id": version.id}
    return told_beside(actor)
