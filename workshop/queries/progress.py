"""How far people are in open rounds, as facilitators may know it: how many are done, and how much is written unseen."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Round, RoundDone
from workshop.operations.sealing import number_sealed


def progress(session: Session, consultation_id: int) -> dict[str, dict[str, int]]:
    """Return `{"done", "written"}` by round id (as text) of the open rounds in which people do something.

    So it is of closed ones while something that was written in them is sealed. In a vote that is not named, `done`
    moves in the steps in which turnouts do.
    """
    rows = session.execute(
        select(Round, func.count(RoundDone.participant_id))
        .outerjoin(RoundDone, RoundDone.round_id == Round.id)
        .where(Round.consultation_id == consultation_id, Round.phase.in_([policy.OPEN, policy.CLOSED]))
        .group_by(Round.id)
        .order_by(Round.id)
    ).all()
    quiet = any(round_.contributions != policy.LIVE for round_, _ in rows)
    sealed = number_sealed(session, consultation_id) if quiet else {}
    return {
        str(round_.id): {"done": policy.done_told(round_, done), "written": sealed.get(round_.id, 0)}
        for round_, done in rows
        if sealed.get(round_.id) or (round_.phase == policy.OPEN and round_.kind in policy.DONE_IN)
    }
