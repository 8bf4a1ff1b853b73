"""The tallies that may leave the house now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Ballot, Consultation, Participant, Round, Tally


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
        str(round_.id): tally_state(session, round_, kept)
        for round_, kept in rows
        if policy.results_visible(round_) and (round_.phase == policy.OPEN or round_.revision > since)
    }


def tally_state(session: Session, round_: Round, kept: Tally) -> dict:
    """Give one tally as the wire shows it; the caller has asked the gate."""
    state = {"version": kept.version, **kept.figures}
    if round_.phase != policy.OPEN:
        state["breakdowns"] = {"body": kept.breakdowns["body"]} if kept.breakdowns else None
        if round_.secrecy == policy.NAMED:
            state["ballots"] = _named_ballots(session, round_)
    return state


def _named_ballots(session, round_):
    rows = session.execute(
        select(Participant.name, Participant.body_id, Ballot.choices)
        .join(Participant, Participant.id == Ballot.participant_id)
        .where(Ballot.round_id == round_.id)
        .order_by(Participant.name, Participant.id)
    )
    return [{"name": name, "body_id": body_id, "choices": choices} for name, body_id, choices in rows]
