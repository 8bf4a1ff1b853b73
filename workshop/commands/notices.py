"""What one is told about contributions of one's own, and that one has seen it."""

from workshop import events
from workshop.engine.actor import Asker
from workshop.engine.arguments import Arguments, NoticeId
from workshop.engine.command import command
from workshop.events import Happened


class DismissNotice(Arguments):
    """A notice to the asker that they have seen."""

    notice_id: NoticeId


@command(DismissNotice, target="notice_id")
def dismiss_notice(asker: Asker, wanted: DismissNotice) -> list[Happened]:
    """Put away a notice to oneself, on all one's devices."""
    notice = asker.things["notice_id"]
    notice.state = "lifted"
    return [events.notice_lifted(notice)]
