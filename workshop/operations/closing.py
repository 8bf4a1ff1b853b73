"""Opening and closing a round: by hand or by the clock, the same steps; a close counts, stores, hashes and detaches."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from workshop import events, policy, tally
from workshop.db import stand_in_line
from workshop.engine.actor import Actor
from workshop.engine.jobs import order
from workshop.events import PendingEvent
from workshop.models import (
    Ballot,
    Body,
    DetachedBallot,
    Goal,
    Participant,
    RollEntry,
    Round,
    RoundGoal,
    Tally,
    Workshop,
)
from workshop.operations.anonymising import anonymise, drop_empty, drop_removed
from workshop.operations.calling import call_goals

# Each ballot runs these, so they are made once, and on the tables: making them costs more than running them.
ROUND_GOAL, GOAL = RoundGoal.__table__, Goal.__table__
_ON_BALLOT = (
    select(ROUND_GOAL.c.goal_id, GOAL.c.state)
    .join(GOAL, GOAL.c.id == ROUND_GOAL.c.goal_id)
    .where(ROUND_GOAL.c.round_id == bindparam("round_id"))
    .order_by(ROUND_GOAL.c.goal_id)
)


def close_due_rounds(nobody: Actor) -> list[PendingEvent]:
    """Open and close what the clock has opened and closed; under the consultation's lock, and done by nobody."""
    session, now = nobody.session, nobody.now
    rounds = session.scalars(
        select(Round)
        .where(Round.consultation_id == nobody.consultation.id, Round.phase.in_([policy.PLANNED, policy.OPEN]))
        .order_by(Round.id)
    )
    happened = []
    for round_ in rounds:
        if not policy.is_due(round_, now):
            continue
        # Both times have come where the round is due by them.
        if round_.phase == policy.PLANNED and round_.opens_at:
            happened.append(open_now(session, round_, round_.opens_at))
        # Its minutes may be over too.
        if round_.closes_at and policy.state_at(round_, now) == policy.CLOSED:
            happened.append(close_now(session, round_, round_.closes_at, now))
    return happened


def open_now(session: Session, round_: Round, at: datetime) -> PendingEvent:
    """Open a round as of `at`; a voting round gets the goals that are on its ballot from now on."""
    round_.phase, round_.opened_at = policy.OPEN, at
    if round_.minutes and not round_.closes_at:
        round_.closes_at = at + policy.minutes(round_.minutes)
    if round_.kind == policy.VOTE:
        # Planned by a version that did not know it.
        round_.totals = round_.totals or policy.THRESHOLD
        if policy.needs_lock(round_) and not is_locked(session, round_):
            # By hand it was refused; the clock refuses nothing, and fewer figures than were promised harm nobody.
            round_.results = policy.AT_CLOSE
        goals = select(Goal.id).where(Goal.consultation_id == round_.consultation_id, Goal.state == "current")
        if round_.theme_ids:
            goals = goals.where(Goal.theme_id.in_(round_.theme_ids))
        round_.goal_links = [RoundGoal(goal_id=goal) for goal in session.scalars(goals.order_by(Goal.id))]
    return events.round_opened(round_)


def close_now(session: Session, round_: Round, at: datetime, now: datetime) -> PendingEvent:
    """Close a round as of `at`: count, store, hash, detach. `now` is when that is done."""
    # What its opening in the same turn has set must be written before the round is read again.
    session.flush()
    # Ballots hold a share of this lock while they are cast, so none can cross the close.
    stand_in_line(session, round_.id)
    session.refresh(round_, with_for_update=True)
    round_.phase, round_.closed_at = policy.CLOSED, at
    if round_.kind == policy.VOTE:
        # Else the difference between the last live figures and these would tell what was on the ballots that go.
        if round_.secrecy == policy.CONFIDENTIAL and enough_changed(session, round_):
            drop_removed(session, round_.id)
        drop_empty(session, round_.id)
        final = count_round(session, round_)
        kept = session.get(Tally, round_.id) or Tally(round_id=round_.id, version=0)
        kept.version += 1
        kept.figures, kept.counted_at, kept.breakdowns = final, now, _breakdowns(session, round_)
        kept.salt = secrets.token_hex(32)
        round_.commitment = kept.commitment = tally.commit(final, kept.salt)
        session.add(kept)
        call_goals(session, round_, [int(goal) for goal in final["goals"]], at)
        if policy.results_visible(round_):
            publish(round_, kept)
        if round_.secrecy == policy.CONFIDENTIAL:
            anonymise(session, round_, final)
        if round_.secrecy != policy.NAMED:
            order(session, "forget", {"round_id": round_.id}, now)
    return events.round_closed(round_)


def publish(round_: Round, kept: Tally) -> None:
    """Let out the salt with the figures that it proves; where too few voted, both stay unpublished for good.

    Not before the results would be shown: that few voted is a result. The salt would give the figures away, since of
    a few voters there are few figures to try.
    """
    round_.withheld = policy.too_few(round_, kept.figures["voters"])
    round_.salt = None if round_.withheld else kept.salt


def is_locked(session: Session, round_: Round) -> bool:
    """Whether a round is one of a workshop that nobody new can join."""
    return round_.workshop_id is not None and session.get_one(Workshop, round_.workshop_id).locked


def enough_changed(session: Session, round_: Round) -> bool:
    """Whether so many ballots have changed since figures were counted that these may move."""
    # Ballots, not changes: one person who changes a ballot many times would else be seen alone in the figures. Who has
    # voted and taken it back meanwhile changes no figure that was told.
    came_and_went = and_(RollEntry.empty, RollEntry.counted == 0)
    changed = select(func.count()).select_from(RollEntry).where(*uncounted(round_), ~came_and_went)
    if round_.secrecy != policy.NAMED:
        changed = _of_those_there(session, round_, changed)
    return session.scalars(changed).one() >= policy.smallest_change(round_)


def uncounted(round_: Round) -> tuple:
    """The condition of the roll for ballots that figures do not contain as they are now."""
    return RollEntry.round_id == round_.id, RollEntry.version != RollEntry.counted


def _of_those_there(session, round_, changed):
    """Count only who was there when the workshop was locked: whoever came in since by another way may be made up."""
    locked_at = session.scalar(select(Workshop.locked_at).where(Workshop.id == round_.workshop_id))
    if locked_at is None:
        # It was opened by a version that did not ask for a lock, and keeps what it promised.
        return changed
    there = changed.join(Participant, Participant.id == RollEntry.participant_id)
    return there.where(Participant.joined_at <= locked_at, Participant.invited_at.is_(None))


def count_round(session: Session, round_: Round) -> dict:
    """Count the ballots of a round as they are now: the goals on its ballot that are still there."""
    return tally.count(method_of(round_), ballots_of(session, round_), counted_goals(session, round_))


def method_of(round_: Round) -> str:
    """Give the way of voting of a voting round: it has one from its making on."""
    assert round_.method is not None, "only a voting round is counted"
    return round_.method


def ballots_of(session: Session, round_: Round) -> list[dict]:
    """Fetch the choices of all ballots of a round, wherever they are kept."""
    linked = session.scalars(select(Ballot.choices).where(Ballot.round_id == round_.id)).all()
    detached = session.scalars(select(DetachedBallot.choices).where(DetachedBallot.round_id == round_.id)).all()
    return [*linked, *detached]


def goals_on_ballot(session: Session, round_: Round) -> dict[str, bool]:
    """Tell of each goal on the ballot (id as text) whether it counts: those hidden or withdrawn meanwhile do not."""
    on_ballot = session.connection().execute(_ON_BALLOT, {"round_id": round_.id}).all()
    return {str(goal): state == "current" for goal, state in on_ballot}


def counted_goals(session: Session, round_: Round) -> list[int]:
    """List the goals on the ballot that count."""
    return [int(goal) for goal, counts in goals_on_ballot(session, round_).items() if counts]


def _breakdowns(session, round_):
    if round_.secrecy == policy.SECRET:
        return None
    ballots = session.execute(
        select(Ballot.choices, Body.key, Participant.municipality_code, Participant.name, Participant.body_id)
        .join(Participant, Participant.id == Ballot.participant_id)
        .outerjoin(Body, Body.id == Participant.body_id)
        .where(Ballot.round_id == round_.id)
        .order_by(Participant.name, Participant.id)
    ).all()
    goals, least = counted_goals(session, round_), policy.smallest_change(round_)
    breakdowns: dict[str, Any] = {
        "body": tally.break_down(method_of(round_), [(row[1] or "", row[0]) for row in ballots], goals, least),
        "municipality": tally.break_down(method_of(round_), [(row[2] or "", row[0]) for row in ballots], goals, least),
    }
    if round_.secrecy == policy.NAMED:
        # As people were called at the close: a tally that changed with a later name would have to be told again.
        breakdowns["ballots"] = [{"name": row[3], "body_id": row[4], "choices": row[0]} for row in ballots]
    return breakdowns
