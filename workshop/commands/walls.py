"""Commands on the links that open a workshop's wall: make one, take it back."""

from workshop import events
from workshop.admission import links_of
from workshop.commands.people import change_access
from workshop.engine.actor import Asker
from workshop.engine.arguments import Arguments, Changes, WallLinkId, WorkshopId
from workshop.engine.command import command
from workshop.errors import Invalid
from workshop.events import Happened
from workshop.models import WallLink
from workshop.operations.auditing import note

MOST_LINKS = 5


class CreateWallLink(Arguments):
    """A link that opens a workshop's wall for whoever has it."""

    workshop_id: WorkshopId


class RevokeWallLink(Changes):
    """A link to be taken back."""

    wall_link_id: WallLinkId


@command(CreateWallLink, makes=events.wall_link_created)
def create_wall_link(asker: Asker, wanted: CreateWallLink) -> list[Happened]:
    """Make a read-only link to a workshop's wall; its address is worked out by whoever shows it."""
    if len(links_of(asker.session, wanted.workshop_id)) >= MOST_LINKS:
        raise Invalid.of({"": "too_many_links"})
    link = asker.make(WallLink, workshop_id=wanted.workshop_id, created_at=asker.now)
    _note(asker, "wall_link_made", link)
    return [events.wall_link_created(link)]


@command(RevokeWallLink, target="wall_link_id")
def revoke_wall_link(asker: Asker, wanted: RevokeWallLink) -> list[Happened]:
    """Take a link back: whoever looks on through it sees nothing more."""
    return [revoked(asker, asker.things["wall_link_id"])]


def revoked(asker: Asker, link: WallLink) -> Happened:
    """Take one link back."""
    link.state = "removed"
    change_access(asker.session)
    _note(asker, "wall_link_revoked", link)
    return events.wall_link_revoked(link)


def _note(asker, name, link):
    place = {"consultation_id": asker.consultation.id, "workshop_id": link.workshop_id}
    note(asker.session, name, actor_id=asker.me.account_id, **place)
