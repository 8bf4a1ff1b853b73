"""The tallies and the turnouts that may leave the house now."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Consultation, RollEntry, Round, Tally


def visible_tallies(session: Session, consultation: Consultation, since: int = -1) -> dict[str, dict]:
    """Give the visible tallies by round id (as text), but for closed ones that were settled before `since`.

    Each has `version`, `voters`, `goals` and, once closed, `breakdowns` by group and, for a named round,
    `ballots`.
    """
    rows = session.execute(
        select(Round, Tally)
        .join(Tally, Tally.round_id == Round.id)
        .where(Round.consultation_id == consultation.id)
        .order_by(Round.id)
    )
    return {
        str(round_.id): tally_state(round_, kept)
        for round_, kept in rows
        if policy.results_visible(round_) and (round_.phase == policy.OPEN or round_.revision > since)
    }


def live_rounds(session: Session, consultation_id: int) -> list[int]:
    """List the open rounds whose figures are shown while people vote."""
    live = (Round.phase == policy.OPEN, Round.results == policy.LIVE)
    return list(session.scalars(select(Round.id).where(Round.consultation_id == consultation_id, *live)))


def tally_state(round_: Round, kept: Tally) -> dict:
    """Give one tally as the wire shows it; the caller has asked the gate."""
    state = {"version": kept.version, **kept.figures}
    if round_.phase != policy.OPEN:
        state["breakdowns"] = {"body": kept.breakdowns["body"]} if kept.breakdowns else None
        if round_.secrecy == policy.NAMED:
            state["ballots"] = kept.breakdowns["ballots"]
    return state


def turnouts(session: Session, consultation_id: int) -> dict[str, int]:
    """Give, by round id (as text), how many have voted in the open voting rounds, as those who lead may know it."""
    rows = session.execute(
        select(Round, func.count(RollEntry.participant_id))
        .outerjoin(RollEntry, RollEntry.round_id == Round.id)
        .where(Round.consultation_id == consultation_id, Round.kind == policy.VOTE, Round.phase == policy.OPEN)
        .group_by(Round.id)
        .order_by(Round.id)
    )
    told = {str(round_.id): policy.turnout(round_, voters) for round_, voters in rows}
    return {number: voters for number, voters in told.items() if voters is not None}
