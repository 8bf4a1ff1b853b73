"""Opening and closing rounds, by hand or by the clock; a close counts, stores, hashes and anonymises."""

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import events, policy, tally
from workshop.db import pause_long, queue_for_round
from workshop.engine.actor import Actor
from workshop.engine.jobs import order
from workshop.events import PendingEvent
from workshop.models import Round, Tally
from workshop.operations.anonymising import (
    anonymise,
    drop_empty,
    drop_removed,
    forget_ballots,
    forget_times,
    removed_voters,
)
from workshop.operations.calling import call_counted
from workshop.operations.counting import count_round, method_of
from workshop.operations.extras import extras_of
from workshop.operations.groups.breaking_down import store_groups
from workshop.operations.groups.electorate import is_locked, is_too_small
from workshop.operations.live import compare_sums, enough_changed
from workshop.operations.on_ballot import put_on_ballot
from workshop.operations.paper.settling import publish_salts, settle
from workshop.operations.sealing import unseal
from workshop.operations.sums import forget_sums

# The ballots of so many are read and broken down within a second or so.
VERY_MANY = 10_000


def close_due_rounds(nobody: Actor) -> list[PendingEvent]:
    """Open and close the rounds whose time has come; under the consultation's lock, with an actor that is nobody."""
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
        # A planned round is due only by its opening time.
        if round_.phase == policy.PLANNED and round_.opens_at:
            happened.append(open_now(session, round_, round_.opens_at))
        # A round that was only just opened may be over already.
        if round_.closes_at and policy.state_at(round_, now) == policy.CLOSED:
            happened += close_now(session, round_, round_.closes_at, now)
    return happened


def open_now(session: Session, round_: Round, at: datetime, take: str = "all") -> PendingEvent:
    """Open a round as of `at`; what is on a voting round's ballot is fixed here (`take`: see `put_on_ballot`)."""
    round_.phase, round_.opened_at = policy.OPEN, at
    if round_.minutes and not round_.closes_at:
        round_.closes_at = at + policy.minutes(round_.minutes)
    if round_.kind == policy.VOTE:
        # As the contract of secrecy says, which voters read before they answer.
        round_.audit_told = round_.secrecy == policy.CONFIDENTIAL
        # Null in rounds planned by an earlier version.
        round_.totals = round_.totals or policy.THRESHOLD
        if policy.needs_lock(round_) and not is_locked(session, round_):
            # By hand this is refused. The clock can't refuse, and showing fewer figures than promised harms nobody.
            round_.results = policy.AT_CLOSE
        _keep_back_of_few(session, round_)
    if round_.kind == policy.VOTE or policy.asks_for_measures(round_):
        put_on_ballot(session, round_, take=take)
    if round_.kind == policy.VOTE and method_of(round_).by_places:
        # There are no more places than goals or measures.
        round_.points = min(round_.points or 1, max(1, len(round_.goal_links) + len(round_.measure_links)))
    return events.round_opened(round_)


def close_now(session: Session, round_: Round, at: datetime, now: datetime) -> list[PendingEvent]:
    """Close a round as of `at`: count, store, hash, anonymise; unseal what was written in it. `now` is when that is.

    What is to be shown theme by theme stays sealed.
    """
    # An opening in the same turn must be written before the round is read again.
    session.flush()
    # A ballot holds a share of this lock while it is cast, so none can cross the close.
    queue_for_round(session, round_.id)
    session.refresh(round_, with_for_update=True)
    round_.phase, round_.closed_at, round_.paused_at = policy.CLOSED, at, None
    if round_.kind == policy.VOTE and round_.practice:
        forget_ballots(session, round_)
    elif round_.kind == policy.VOTE:
        _keep_back_of_few(session, round_)
        # Otherwise the difference from the last live figures would disclose the removed participants' ballots.
        if round_.secrecy == policy.CONFIDENTIAL and enough_changed(session, round_):
            drop_removed(session, round_.id, removed_voters(session, round_.id))
        drop_empty(session, round_.id)
        final = count_round(session, round_)
        if final["voters"] > VERY_MANY:
            pause_long(session)
        if round_.results == policy.LIVE:
            compare_sums(session, round_, final)
            forget_sums(session, round_.id)
        kept = session.get(Tally, round_.id) or Tally(round_id=round_.id, version=0)
        kept.version += 1
        kept.figures, kept.counted_at = final, now
        store_groups(session, round_, kept)
        kept.extras = extras_of(session, round_, final)
        kept.salt = secrets.token_hex(32)
        round_.commitment = kept.commitment = tally.commit(final, kept.salt)
        session.add(kept)
        if round_.paper == policy.PAPER_COMPLETE:
            settle(session, round_, kept)
        call_counted(session, round_, [int(goal) for goal in final["goals"]], at)
        if policy.results_visible(round_):
            publish(round_, kept)
        if round_.secrecy == policy.CONFIDENTIAL:
            anonymise(session, round_, final)
        elif round_.secrecy == policy.NAMED:
            forget_times(session, round_.id)
    if round_.kind == policy.VOTE and round_.secrecy != policy.NAMED:
        order(session, "forget", {"round_id": round_.id}, now)
    unsealed = unseal(session, round_) if round_.contributions == policy.AT_CLOSE else []
    return [events.round_closed(round_), *unsealed]


def _keep_back_of_few(session, round_):
    """Have the figures of a secret vote stay back where fewer than it promises may vote, and nobody can join them.

    By hand such a vote is not opened. The clock can't refuse; and while a vote is open its workshop may be locked, and
    those who could vote may go. Showing fewer figures than promised harms nobody.
    """
    # Who may vote is looked up only where it could matter.
    if round_.totals == policy.ALWAYS and is_too_small(session, round_):
        round_.totals = policy.THRESHOLD


def publish(round_: Round, kept: Tally) -> None:
    """Publish the salt, which proves the figures; where too few voted, withhold both for good.

    Not before the results are shown: that few voted is itself a result. Danger: with few voters there are few possible
    figures, so that the salt would disclose them by trial.
    """
    round_.withheld = policy.too_few(round_, kept.total["voters"])
    if kept.paper:
        publish_salts(round_, kept)
    else:
        round_.salt = None if round_.withheld else kept.salt
