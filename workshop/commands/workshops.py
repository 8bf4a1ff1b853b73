"""Commands on workshops."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from workshop import events, policy
from workshop.admission import links_of
from workshop.commands.agendas.patterns import PatternName, plan_all, rounds_of
from workshop.commands.rounds.electorate import refuse_elector
from workshop.commands.walls import revoked
from workshop.engine.actor import Actor
from workshop.engine.arguments import NOT_GIVEN, Arguments, Changes, Slot, Time, Titles, WorkshopId
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Round, Workshop
from workshop.operations.overlapping import runs_in


class CreateWorkshop(Arguments):
    """A workshop, perhaps with its date, and with an agenda to begin from."""

    title: Titles
    starts_at: Time | None = None
    pattern: PatternName | None = None
    lang: Slot | None = None


class EditWorkshop(Changes):
    """New texts, another date, or a new join code for a workshop."""

    workshop_id: WorkshopId
    title: Titles = NOT_GIVEN
    starts_at: Time | None = None
    new_code: bool = False
    lang: Slot | None = None


class LockWorkshop(Changes):
    """A workshop to be locked for newcomers, or (`locked` false) to be unlocked."""

    workshop_id: WorkshopId
    locked: bool = True


class RemoveWorkshop(Changes):
    """A workshop to be removed."""

    workshop_id: WorkshopId


@command(CreateWorkshop, makes=events.workshop_created)
def create_workshop(actor: Actor, args: CreateWorkshop) -> list[PendingEvent]:
    """Plan a workshop, empty or with the rounds of a pattern; it gets a join code."""
    workshop = make_workshop(actor, args.title, args.lang or actor.me.lang, starts_at=args.starts_at)
    rounds = plan_all(actor, workshop, _rounds(actor, args)) if args.pattern else ()
    return [events.workshop_created(workshop), *rounds]


@command(EditWorkshop, target="workshop_id")
def edit_workshop(actor: Actor, args: EditWorkshop) -> list[PendingEvent]:
    """Change a workshop; a new code invalidates the old one."""
    workshop = actor.targets["workshop_id"]
    actor.say(workshop, "workshop", args.lang or actor.me.lang, **args.given("title"))
    actor.put(workshop, args.given("starts_at"))
    if args.new_code:
        workshop.code = new_code()
    return [events.workshop_edited(workshop)]


@command(LockWorkshop, target="workshop_id")
def lock_workshop(actor: Actor, args: LockWorkshop) -> list[PendingEvent]:
    """Lock a workshop for newcomers, or unlock it; those who joined stay, and invitations remain valid.

    Conflict for unlocking while a confidential vote with live figures is open in it.
    """
    workshop = actor.targets["workshop_id"]
    if args.locked:
        # Keep the first time: those who came since the lock stay newcomers, however often it is locked again.
        workshop.locked_at = workshop.locked_at or actor.now
        return [events.workshop_locked(workshop)]
    for round_ in actor.open_rounds(policy.VOTE):
        if workshop.id in round_.workshop_ids and policy.needs_lock(round_):
            raise Conflict("live_in_open_vote", round=round_.title)
    workshop.locked_at = None
    return [events.workshop_unlocked(workshop)]


@command(RemoveWorkshop, target="workshop_id")
def remove_workshop(actor: Actor, args: RemoveWorkshop) -> list[PendingEvent]:
    """Remove a workshop that has no rounds; its code and the links to its wall admit nobody any more."""
    workshop = actor.targets["workshop_id"]
    rounds = actor.all(Round, runs_in([workshop.id]))
    if any(round_.phase != policy.PLANNED for round_ in rounds):
        raise Conflict("workshop_was_held")
    if rounds:
        raise Conflict("workshop_has_rounds", round=rounds[0].title)
    refuse_elector(actor, "workshops", workshop.id)
    # Before the removal, after which its links could not be found.
    links = links_of(actor.session, workshop.id)
    workshop.state = "removed"
    return [*(revoked(actor, link) for link in links), events.workshop_removed(workshop)]


def make_workshop(
    actor: Actor, title: str | Mapping[str, str | None], lang: str, starts_at: datetime | None = None
) -> Workshop:
    """Make a workshop without rounds."""
    workshop = actor.make(Workshop, title={}, code=new_code(), starts_at=starts_at)
    actor.say(workshop, "workshop", lang, title=title)
    return workshop


def _rounds(actor, args):
    return rounds_of(actor.session, actor.me.account_id, args.pattern)


def new_code() -> str:
    """Return a new join code: eight random digits, the first not zero, so that it reads aloud as a number."""
    return str(10_000_000 + secrets.randbelow(90_000_000))
