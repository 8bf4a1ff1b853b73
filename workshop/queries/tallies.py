"""The tallies and turnouts that may be shown now."""

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.language.sorting import alphabetical
from workshop.models import Consultation, RollEntry, Round, Tally

# Every page asks this often; building a statement costs more than executing it.
_COUNTED = (
    select(Round, Tally)
    .join(Tally, Tally.round_id == Round.id)
    .where(
        Round.consultation_id == bindparam("consultation_id"),
        or_(Round.phase == policy.OPEN, Round.revision > bindparam("since")),
    )
    .order_by(Round.id)
)
_LIVE = select(Round.__table__.c.id).where(
    Round.__table__.c.consultation_id == bindparam("consultation_id"),
    Round.__table__.c.phase == policy.OPEN,
    Round.__table__.c.results == policy.LIVE,
)


def visible_tallies(session: Session, consultation: Consultation, since: int = -1) -> dict[str, dict]:
    """Return the visible tallies by round id (as text), without those of closed rounds unchanged after `since`.

    Each has `version`, `voters` and `goals`; once closed also what its way of voting publishes besides, `breakdowns` by
    group and, in a named round, `ballots`.
    """
    rows = session.execute(_COUNTED, {"consultation_id": consultation.id, "since": since})
    return {str(round_.id): tally_state(round_, kept) for round_, kept in rows if policy.results_visible(round_)}


def live_rounds(session: Session, consultation_id: int) -> list[int]:
    """List the ids of open rounds that show live figures."""
    return list(session.connection().scalars(_LIVE, {"consultation_id": consultation_id}))


def tally_state(round_: Round, kept: Tally) -> dict:
    """Return one tally as the wire shows it; the caller must have asked `policy.results_visible`."""
    state = {"version": kept.version, **kept.figures}
    if round_.phase != policy.OPEN:
        state["breakdowns"] = {"body": kept.breakdowns["body"]} if kept.breakdowns else None
        state |= kept.extras or {}
        if kept.breakdowns and round_.secrecy == policy.NAMED:
            # Earlier versions stored the names of voters who had taken every choice back.
            there = [ballot for ballot in kept.breakdowns["ballots"] if ballot["choices"]]
            state["ballots"] = sorted(there, key=lambda ballot: alphabetical(ballot["name"]))
    return state


def turnouts(session: Session, consultation_id: int) -> dict[str, int]:
    """Return, by round id (as text), how many have voted in open voting rounds, as facilitators may know it."""
    rows = session.execute(
        select(Round, func.count(RollEntry.participant_id))
        .outerjoin(RollEntry, and_(RollEntry.round_id == Round.id, ~RollEntry.empty))
        .where(Round.consultation_id == consultation_id, Round.kind == policy.VOTE, Round.phase == policy.OPEN)
        .group_by(Round.id)
        .order_by(Round.id)
    )
    told = {str(round_.id): policy.turnout(round_, voters) for round_, voters in rows}
    return {number: voters for number, voters in told.items() if voters is not None}
