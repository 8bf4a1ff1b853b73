"""Looking at an open round with live figures: whether they move, and to what, all of it as of one moment."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from workshop import policy, tally
from workshop.db import database_now, node, unhurried
from workshop.models import Counting, Participant, RollEntry, Round, Tally, Workshop
from workshop.operations.anonymising import removed_voters
from workshop.operations.counting import count_round, counted_goals, goals_on_ballot, is_sum, method_of
from workshop.operations.groups.breaking_down import count_by_hall
from workshop.operations.sums import CHANGES, WHOLE, Sums, base_of, figures_of, has_sums, sums_of

log = logging.getLogger("workshop.operations")
# What another process counted within this time is new enough for all.
MOMENT = timedelta(milliseconds=100)
# So often sums are held against the ballots while a round is open: a process of a version without sums adds to none.
WHOLE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Count:
    """Figures to which a round moves from the tally with this `version` (0: none yet).

    With sums it has `mark` and `base` as they are to be stored, `whole` where the ballots were counted, and `halls`,
    the figures of each workshop where there are several; without sums `changed`, the entries of the roll (participant,
    version) that the figures contain anew, and `removed`, those whose ballots they no longer contain.
    """

    round_id: int
    version: int
    figures: dict[str, Any]
    mark: int = 0
    base: Sums | None = None
    whole: bool = True
    halls: dict[str, Any] | None = None
    changed: Sequence[tuple[int, int]] = ()
    removed: Sequence[int] = ()


def counted_a_moment_ago(session: Session, round_id: int) -> bool:
    """Whether another process has just counted this round."""
    before = session.get(Counting, round_id)
    if before is None or before.node == node(session):
        return False
    # A backup may have come from a machine whose clock was ahead.
    return timedelta(0) <= database_now(session) - before.counted_at < MOMENT


def look(session: Session, round_id: int) -> Count | None:
    """Count a round as it is in a session that sees one moment; None where its live figures must not or need not move.

    Takes no lock: no ballot waits for it.
    """
    round_ = session.get_one(Round, round_id)
    if not (round_.phase == policy.OPEN and policy.results_visible(round_)):
        return None
    kept = session.get(Tally, round_id)
    return _by_sums(session, round_, kept) if has_sums(round_) else _by_changed_ballots(session, round_, kept)


def enough_changed(session: Session, round_: Round) -> bool:
    """Whether enough ballots changed since the last count for live figures to move."""
    # Count ballots, not changes: one participant who changes often would stand alone in the figures. A ballot that was
    # cast and emptied between two counts changes no published figure.
    came_and_went = and_(RollEntry.empty, RollEntry.counted == 0)
    changed = select(func.count()).select_from(RollEntry).where(*_uncounted(round_), ~came_and_went)
    statement = _of_those_there(session, round_, changed)
    return unhurried(session, lambda: session.scalars(statement).one()) >= policy.smallest_change(round_)


def compare_sums(session: Session, round_: Round, figures: dict[str, Any]) -> None:
    """Write an error to the log where running sums come to other figures than the ballots did, which are right."""
    before = session.get(Counting, round_.id)
    if before and before.base and all(goals_on_ballot(session, round_).values()):
        _compare(round_, figures_of(before.base, sums_of(session, round_.id)), figures)


def _by_sums(session, round_, kept):
    before, sums = session.get(Counting, round_.id), sums_of(session, round_.id)
    mark = sums[WHOLE][CHANGES]
    if before is not None and before.mark == mark and not _has_lost_goals(session, round_, kept):
        return None
    # Sums are over all goals on the ballot, and do not tell who chose only what is hidden now.
    all_count = all(goals_on_ballot(session, round_).values())
    summed = all_count and is_sum(method_of(round_), all_count=True)
    base = before.base if before and summed else None
    if base and before.whole_at and database_now(session) - before.whole_at < WHOLE_EVERY:
        figures, whole = figures_of(base, sums), False
    else:
        figures, whole = count_round(session, round_), True
        if base:
            _compare(round_, figures_of(base, sums), figures)
        base = base_of(figures, sums) if summed else None
    halls = count_by_hall(session, round_)
    return Count(round_.id, kept.version if kept else 0, figures, mark, base, whole, halls)


def _by_changed_ballots(session, round_, kept):
    version = kept.version if kept else 0
    if not enough_changed(session, round_):
        if not _has_lost_goals(session, round_, kept):
            return None
        # A goal was hidden: its figures go at once, but the others must not move by fewer ballots than was promised.
        counted = {str(goal) for goal in counted_goals(session, round_)}
        return Count(round_.id, version, tally.narrowed(kept.figures, counted))
    figures = count_round(session, round_, removed=False)
    if policy.too_few(round_, figures["voters"]):
        # Enough ballots changed, but so many of them were taken back that too few voters are left.
        return None
    removed = removed_voters(session, round_.id)
    entries = select(RollEntry.participant_id, RollEntry.version).where(*_uncounted(round_))
    changed = unhurried(session, lambda: session.execute(entries.order_by(RollEntry.participant_id)).all())
    there = [(row[0], row[1]) for row in changed if row[0] not in set(removed)]
    return Count(round_.id, version, figures, changed=there, removed=removed)


def _has_lost_goals(session, round_, kept):
    # A restored goal counts at the next step: its present figures were never published.
    counted = {str(goal) for goal in counted_goals(session, round_)}
    return kept is not None and bool(set(kept.figures["goals"]) - counted)


def _uncounted(round_):
    """Return the conditions on the roll for ballots that the last count does not contain in their present form."""
    return RollEntry.round_id == round_.id, RollEntry.version != RollEntry.counted


def _of_those_there(session, round_, changed):
    """Count only participants who came before the workshops were locked: an attacker may have made up later ones."""
    locked = session.scalars(select(Workshop.locked_at).where(Workshop.id.in_(round_.workshop_ids))).all()
    times = [at for at in locked if at is not None]
    if not times or len(times) < len(locked):
        # Opened by an earlier version that required no lock; the round keeps what it promised.
        return changed
    there = changed.join(Participant, Participant.id == RollEntry.participant_id)
    return there.where(Participant.joined_at <= min(times), Participant.invited_at.is_(None))


def _compare(round_, by_sums, figures):
    if by_sums != figures:
        log.error("the running sums of round %s differ from its ballots; the ballots count", round_.id)
