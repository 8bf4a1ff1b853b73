"""The clock's part: closes due rounds, and moves live figures once enough ballots have changed."""

from sqlalchemy import update

from workshop import policy
from workshop.db import Database, database_now, queue_for_round
from workshop.db.lanes import Lane
from workshop.engine.door import perform, under_lock
from workshop.engine.request_state import is_due
from workshop.errors import CannotSave
from workshop.models import RollEntry, Round, Tally
from workshop.operations.anonymising import drop_removed
from workshop.operations.closing import close_due_rounds, count_round, counted_goals, enough_changed, uncounted

LONGEST_WAIT_MS = 500


def close_due_rounds_of(database: Database, consultation_id: int) -> int:
    """Open and close the due rounds of a consultation; returns the number of events."""

    def work(session):
        return len(perform(under_lock(session, consultation_id), close_due_rounds))

    with database.read() as session:
        due = is_due(session, consultation_id)
    return database.write(work, Lane.LOCKED) if due else 0


def publish_live(database: Database, round_id: int) -> bool:
    """Count an open round with live results anew, if enough ballots changed; returns whether its tally moved."""
    with database.read() as session:
        if not _has_moved(session, session.get(Round, round_id)):
            return False
    try:
        return database.write(lambda session: _publish(session, round_id))
    except CannotSave:
        # Nobody who holds the lock for that long may keep everything else from being broadcast: try at the next tick.
        return False


def _has_moved(session, round_):
    if not (round_.phase == policy.OPEN and policy.results_visible(round_)):
        return False
    kept = session.get(Tally, round_.id)
    return enough_changed(session, round_) or (kept is not None and _has_lost_goals(session, round_, kept))


def _has_lost_goals(session, round_, kept):
    # A restored goal counts at the next step: its present figures were never published.
    return bool(set(kept.figures["goals"]) - {str(goal) for goal in counted_goals(session, round_)})


def _publish(session, round_id):
    # Danger: no ballot may be cast between counting and marking, or it would be marked uncounted, or counted unmarked.
    queue_for_round(session, round_id, longest_ms=LONGEST_WAIT_MS)
    round_, kept = session.get(Round, round_id), session.get(Tally, round_id)
    if not _has_moved(session, round_):
        return False
    if enough_changed(session, round_):
        drop_removed(session, round_id)
        figures = count_round(session, round_)
        if policy.too_few(round_, figures["voters"]):
            # Enough ballots changed, but so many of them were taken back that too few voters are left.
            return False
        session.execute(update(RollEntry).where(*uncounted(round_)).values(counted=RollEntry.version))
    else:
        # A goal was hidden: its figures go at once, but the others must not move by fewer ballots than was promised.
        counted = {str(goal) for goal in counted_goals(session, round_)}
        goals = {goal: cells for goal, cells in kept.figures["goals"].items() if goal in counted}
        figures = {**kept.figures, "goals": goals}
    kept = kept or Tally(round_id=round_id, version=0)
    kept.version, kept.figures, kept.counted_at = kept.version + 1, figures, database_now(session)
    session.add(kept)
    return True
