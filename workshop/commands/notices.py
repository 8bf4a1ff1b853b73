"""The command that puts away a notice to its author."""

from workshop import events
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, NoticeId
from workshop.engine.command import command
from workshop.events import PendingEvent


class DismissNotice(Arguments):
    """A notice to the actor that they have seen."""

    notice_id: NoticeId


@command(DismissNotice, target="notice_id")
def dismiss_notice(actor: Actor, args: DismissNotice) -> list[PendingEvent]:
    """Put away a notice to the actor, on all their devices."""
    notice = actor.targets["notice_id"]
    notice.state = "lifted"
    return [events.notice_lifted(notice)]
