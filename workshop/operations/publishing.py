"""The clock's part: closes due rounds, and moves live figures once enough ballots have changed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import Database, counts_for_all, database_now, node, pause_long, queue_for_round
from workshop.db.lanes import Lane
from workshop.engine.door import perform, under_lock
from workshop.engine.request_state import is_due
from workshop.errors import CannotSave
from workshop.models import Counting, RollEntry, Round, Tally
from workshop.operations.anonymising import drop_removed, removed_voters
from workshop.operations.closing import close_due_rounds
from workshop.operations.counting import counted_goals
from workshop.operations.live import Count, counted_a_moment_ago, look

One = TypeVar("One")
LONGEST_WAIT_MS = 500
# So many entries of the roll are marked in one transaction: whoever changes their ballot meanwhile waits for its end.
MARKED_AT_ONCE = 1000
ROLL = RollEntry.__table__


def close_due_rounds_of(database: Database, consultation_id: int) -> int:
    """Open and close the due rounds of a consultation; returns the number of events."""

    def work(session):
        return len(perform(under_lock(session, consultation_id), close_due_rounds))

    with database.read() as session:
        due = is_due(session, consultation_id)
    return database.write(work, Lane.LOCKED) if due else 0


def publish_live(database: Database, round_id: int) -> bool | None:
    """Count an open round with live results anew, if enough ballots changed; returns whether its tally moved.

    None: another process counts for all, or has a moment ago, so look again in a moment. No ballot waits for a count.
    """
    with database.read() as session:
        if not counts_for_all(session, round_id) or counted_a_moment_ago(session, round_id):
            return None
        count = look(session, round_id)
        if count is None:
            return False
        if len(count.changed) > MARKED_AT_ONCE:
            # Marking very many takes longer than this transaction may stand still, which keeps others from counting.
            pause_long(session)
        try:
            # Danger: marked before they are published, so that after a crash between the two figures move by more
            # ballots than were promised, never by fewer.
            for part in parts_of(count.changed, MARKED_AT_ONCE):
                if not database.write(partial(mark_counted, round_id=round_id, changed=part)):
                    return None
            return database.write(partial(store, count=count))
        except CannotSave:
            # Nobody who keeps a lock for that long may keep everything else from being broadcast: try at the next tick.
            return False


def parts_of(things: Sequence[One], most: int) -> Iterator[Sequence[One]]:
    return (things[begin : begin + most] for begin in range(0, len(things), most))


def mark_counted(session: Session, round_id: int, changed: Sequence[tuple[int, int]]) -> bool:
    """Mark entries of the roll (participant, version) as counted; False where one is no longer as it was counted.

    An entry that has changed since is marked in the version that was counted, so it counts as changed. One that a
    removal has taken out meanwhile must not have been counted: its difference would be told at the close.
    """
    if _still_open(session, round_id) is None:
        return False
    entries = (ROLL.c.round_id == round_id, ROLL.c.participant_id.in_([number for number, _ in changed]))
    # Locked in the order of participants, as groups of ballots do (deadlock).
    held = select(ROLL.c.participant_id, ROLL.c.version).where(*entries).order_by(ROLL.c.participant_id)
    now = {row[0]: row[1] for row in session.connection().execute(held.with_for_update())}
    if any(now.get(number, 0) < version for number, version in changed):
        return False
    by_version: dict[int, list[int]] = defaultdict(list)
    for number, version in changed:
        by_version[version].append(number)
    for version, numbers in by_version.items():
        these = (ROLL.c.round_id == round_id, ROLL.c.participant_id.in_(numbers))
        session.connection().execute(update(ROLL).where(*these).values(counted=version))
    return True


def store(session: Session, count: Count) -> bool | None:
    """Store what was counted; None where something else was stored, or a goal has gone, since it was counted."""
    # A participant who comes back may vote anew, so nobody votes while removed ballots are deleted.
    round_ = _still_open(session, count.round_id, share=not count.removed)
    if round_ is None:
        return None
    kept = session.get(Tally, round_.id, with_for_update=True)
    gone = set(count.figures["goals"]) - {str(goal) for goal in counted_goals(session, round_)}
    if gone or (kept.version if kept else 0) != count.version:
        return None
    if count.removed:
        drop_removed(session, round_.id, set(count.removed).intersection(removed_voters(session, round_.id)))
    now = database_now(session)
    _note(session, count, now)
    same = kept is not None and (count.figures, count.halls) == (kept.figures, kept.breakdowns)
    if same or (kept is None and not count.figures["voters"]):
        return False
    kept = kept or Tally(round_id=round_.id, version=0)
    kept.version, kept.figures, kept.breakdowns, kept.counted_at = kept.version + 1, count.figures, count.halls, now
    session.add(kept)
    return True


def _note(session, count, now):
    noted = session.get(Counting, count.round_id) or Counting(round_id=count.round_id)
    noted.node, noted.counted_at, noted.mark, noted.base = node(session), now, count.mark, count.base
    if count.whole:
        noted.whole_at = now
    session.add(noted)


def _still_open(session: Session, round_id: int, *, share: bool = True) -> Round | None:
    """Keep an open round from being closed while this transaction lasts; None where it is over."""
    queue_for_round(session, round_id, share=share, longest_ms=LONGEST_WAIT_MS)
    round_ = session.get_one(Round, round_id, with_for_update={"read": True}, populate_existing=True)
    return round_ if round_.phase == policy.OPEN and policy.results_visible(round_) else None
