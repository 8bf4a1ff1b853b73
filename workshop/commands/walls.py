"""Commands on the links that open a workshop's wall: make one, revoke one."""

from workshop import events
from workshop.admission import links_of
from workshop.commands.people import change_access
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, Changes, WallLinkId, WorkshopId
from workshop.engine.command import command
from workshop.errors import Invalid
from workshop.events import PendingEvent
from workshop.models import WallLink
from workshop.operations.auditing import note

MOST_LINKS = 5


class CreateWallLink(Arguments):
    """A link that opens a workshop's wall for anyone who has it."""

    workshop_id: WorkshopId


class RevokeWallLink(Changes):
    """A link to be taken back."""

    wall_link_id: WallLinkId


@command(CreateWallLink, makes=events.wall_link_created)
def create_wall_link(actor: Actor, args: CreateWallLink) -> list[PendingEvent]:
    """Make a read-only link to a workshop's wall; its address is computed where it is shown, and not stored."""
    if len(links_of(actor.session, args.workshop_id)) >= MOST_LINKS:
        raise Invalid.of({"": "too_many_links"})
    link = actor.make(WallLink, workshop_id=args.workshop_id, created_at=actor.now)
    _note(actor, "wall_link_made", link)
    return [events.wall_link_created(link)]


@command(RevokeWallLink, target="wall_link_id")
def revoke_wall_link(actor: Actor, args: RevokeWallLink) -> list[PendingEvent]:
    """Revoke a link: walls opened through it show nothing more."""
    return [revoked(actor, actor.targets["wall_link_id"])]


def revoked(actor: Actor, link: WallLink) -> PendingEvent:
    """Revoke one link; return the event."""
    link.state = "removed"
    change_access(actor.session)
    _note(actor, "wall_link_revoked", link)
    return events.wall_link_revoked(link)


def _note(actor, name, link):
    place = {"consultation_id": actor.consultation.id, "workshop_id": link.workshop_id}
    note(actor.session, name, actor_id=actor.me.account_id, **place)
