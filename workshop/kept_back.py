"""Earlier words of what a facilitator once took away: whoever leads and its author may read them, and nobody else.

What stands there now may be read by all. So what was hidden for its words, and came back with others, comes back
without the first ones, whatever still holds them: the journal, a recorded title, a comment on a draft.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Authorship, Hiding, Participant


def kept_back(session: Session, noun: str, ids: Collection[int], me: Participant | None = None) -> set[int]:
    """Return those goals, measures or comments of which nothing but their present words may be read.

    With `me` it is what that participant may not read; otherwise what those may not who neither lead nor wrote it.
    """
    if me is not None and policy.leads(me):
        return set()
    taken = select(Hiding.thing_id).where(
        Hiding.kind == noun, Hiding.thing_id.in_(ids), Hiding.taken_by == policy.FACILITATOR
    )
    if me is not None:
        taken = taken.where(~_wrote(noun, me))
    return set(session.scalars(taken))


def _wrote(noun: str, me: Participant) -> ColumnElement[bool]:
    own = and_(Authorship.kind == noun, Authorship.thing_id == Hiding.thing_id, Authorship.participant_id == me.id)
    return exists().where(own)
