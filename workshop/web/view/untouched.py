"""Whether nobody has done anything in an open round yet, as far as the viewer may know."""

from collections.abc import Iterable
from types import SimpleNamespace

from workshop import policy
from workshop.language.clocks import moment
from workshop.web.view.snapshot_view import SnapshotView


def is_untouched(view: SnapshotView, round_: SimpleNamespace) -> bool:
    """Whether a page offers to undo the opening of a round; the command looks again, and knows more.

    Of a vote whose turnout is not told nobody but the command knows, so it is offered all the same.
    """
    if round_.kind == policy.VOTE:
        return not view.turnouts.get(str(round_.id))
    written: dict[str, Iterable[dict]] = {
        policy.PROPOSE: [*view.goals.values(), *view.measures.values()],
        policy.COMMENT: view.comments.values(),
    }
    since = round_.opened_at or round_.opens_at
    return not any(moment(one["created_at"]) >= since for one in written.get(round_.kind, ()))
