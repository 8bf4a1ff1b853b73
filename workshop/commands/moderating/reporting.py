"""Commands on reports: a member makes one, a facilitator settles them."""

from collections.abc import Sequence
from typing import Annotated, Any

from sqlalchemy import select

from workshop import events
from workshop.commands.moderating.naming import OfOne, named
from workshop.engine.actor import Actor
from workshop.engine.arguments import Arguments, CommentId, GoalId, MeasureId, Reason, ReportId, many
from workshop.engine.command import command
from workshop.errors import Conflict
from workshop.events import PendingEvent
from workshop.models import Notice, Report

# The reports of one person that may be unsettled at a time: nobody reads more, and whoever sends more means no good.
MOST_UNSETTLED = 20
# What became of a report; `kept`: there was nothing to mend.
HIDDEN, WITHDRAWN, KEPT = "hidden", "withdrawn", "kept"


class MakeReport(OfOne):
    """A contribution of another that facilitators should look at, and why."""

    goal_id: GoalId | None = None
    measure_id: MeasureId | None = None
    comment_id: CommentId | None = None
    reason: Reason


class SettleReports(Arguments):
    """Reports with which there is nothing to mend."""

    report_ids: Annotated[list[ReportId], *many(most=200, least=1)]


@command(MakeReport, makes=events.report_made)
def report(actor: Actor, args: MakeReport) -> list[PendingEvent]:
    """Report another's contribution to the facilitators, who are not told by whom; once for each.

    Raises Conflict for the second time, for what one wrote oneself, and beyond so many that are not settled.
    """
    noun, thing = named(actor)
    if actor.wrote(noun, thing):
        raise Conflict("own_contribution")
    own = actor.all(Report, Report.participant_id == actor.me.id)
    if any((each.kind, each.thing_id) == (noun, thing.id) for each in own):
        raise Conflict("reported_already")
    if len([each for each in own if each.outcome is None]) >= MOST_UNSETTLED:
        raise Conflict("own_reports_full", most=MOST_UNSETTLED)
    about = {"participant_id": actor.me.id, "kind": noun, "thing_id": thing.id, "reason": args.reason}
    made = actor.make(Report, **about, reported_at=actor.now)
    # Without the texts of the thing, which is another's and may be hidden one day.
    notice = actor.make(Notice, name="reported", texts={}, **about)
    return [events.report_made(made), events.reporter_notified(notice)]


@command(SettleReports, target="report_ids", answers=("report_ids",))
def settle_reports(actor: Actor, args: SettleReports) -> list[PendingEvent]:
    """Settle reports with which there is nothing to mend; nobody but their reporters is told.

    Raises Conflict, and settles none, where one of them is settled already.
    """
    reports = [actor.find("report", number) for number in args.report_ids]
    if any(each.outcome is not None for each in reports):
        raise Conflict("settled_already")
    actor.result = {"report_ids": args.report_ids}
    return _settle(actor, reports, KEPT)


def settle_reports_on(actor: Actor, noun: str, thing: Any, outcome: str) -> list[PendingEvent]:
    """Settle what was reported of a contribution that was taken away just now; return the events."""
    open_ones = (Report.kind == noun, Report.thing_id == thing.id, Report.outcome.is_(None))
    return _settle(actor, actor.all(Report, *open_ones), outcome)


def _settle(actor: Actor, reports: Sequence[Report], outcome: str) -> list[PendingEvent]:
    happened = []
    for each in reports:
        each.outcome, each.settled_at = outcome, actor.now
        about = (Notice.kind == each.kind, Notice.thing_id == each.thing_id, Notice.name == "reported")
        query = select(Notice).where(*about, Notice.participant_id == each.participant_id)
        told = actor.session.scalars(query).first()
        happened.append(events.report_settled(each))
        if told is not None:
            # Also to those who have put it away, since it says something new.
            told.name, told.state = "report_kept" if outcome == KEPT else "report_acted", "current"
            happened.append(events.reporter_notified(told))
    return happened
