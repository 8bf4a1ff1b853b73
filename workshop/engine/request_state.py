"""What a command starts from: the actor's place, the time, due rounds and the stored key, read in one statement."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db.clock import DatabaseTime
from workshop.engine.keys import KEPT
from workshop.engine.rows import ConsultationRow, ParticipantRow
from workshop.errors import NotFound
from workshop.models import Consultation, Participant, Round

# Every request runs one of these, and a statement costs as much as all that it reads: one each, built once.
ROUND = Round.__table__
_NOW = DatabaseTime()
_DUE = (
    select(ROUND.c.id)
    .where(
        ROUND.c.consultation_id == Consultation.id,
        ROUND.c.state == "current",
        or_(
            and_(ROUND.c.phase == policy.PLANNED, ROUND.c.opens_at <= _NOW),
            and_(ROUND.c.phase == policy.OPEN, ROUND.c.closes_at <= _NOW),
        ),
    )
    .exists()
)
_MINE = and_(
    Participant.consultation_id == Consultation.id,
    Participant.account_id == bindparam("account_id"),
    Participant.state == "current",
)
_PLACE = select(Consultation, Participant).join(Participant, _MINE).where(Consultation.slug == bindparam("slug"))
_CONSULTATION, _ME = Consultation.__table__, Participant.__table__
_STATE = (
    _PLACE.with_only_columns(*_CONSULTATION.c["id", "revision", "head"], *_ME.c["id", "role"])
    .add_columns(_NOW.label("now"), _DUE.label("due"), KEPT)
    .outerjoin(KEPT, and_(KEPT.c.participant_id == Participant.id, KEPT.c.key == bindparam("key")))
)
_ALL_DUE = select(_CONSULTATION.c.id).where(_DUE)
# The moments at which the next planned round opens, and at which the next open one closes.
NEXT_OPENING, NEXT_CLOSING = (
    select(func.min(moment)).where(ROUND.c.state == "current", ROUND.c.phase == phase).scalar_subquery()
    for phase, moment in ((policy.PLANNED, ROUND.c.opens_at), (policy.OPEN, ROUND.c.closes_at))
)
_IS_DUE = select(_DUE).select_from(Consultation).where(Consultation.id == bindparam("consultation_id"))


class RequestState(NamedTuple):
    """The state that a request meets: `due` says whether some round's time has come that is not yet carried out.

    `stored` is what is stored under the key, or None.
    """

    consultation: ConsultationRow
    me: ParticipantRow
    now: datetime
    due: bool
    stored: Row[*tuple[Any, ...]] | None


def read_state(session: Session, slug: str, account_id: int, key: str | None) -> RequestState:
    """Read the request state of an account in a consultation; raises NotFound where it has no place there."""
    row = _found(session.connection(), _STATE, slug, {"account_id": account_id, "key": key})
    consultation, me = ConsultationRow._make(row[:3]), ParticipantRow._make(row[3:5])
    return RequestState(consultation, me, row.now, row.due, None if row.command is None else row)


def place_of(session: Session, slug: str, account_id: int) -> tuple[Consultation, Participant]:
    """Fetch a consultation and the account's place in it; raises NotFound where the account has none."""
    consultation, me = _found(session, _PLACE, slug, {"account_id": account_id})
    return consultation, me


def is_due(session: Session, consultation_id: int) -> bool:
    """Whether some round's opening or closing time has come that is not yet carried out."""
    return bool(session.connection().scalar(_IS_DUE, {"consultation_id": consultation_id}))


def all_due(session: Session) -> list[int]:
    """List the ids of the consultations in which a round is due to be opened or closed."""
    return list(session.scalars(_ALL_DUE))


def _found(
    connection: Connection | Session, statement: Select[*tuple[Any, ...]], slug: str, values: dict[str, Any]
) -> Row[*tuple[Any, ...]]:
    if "\x00" in slug:
        # PostgreSQL raises an error for a text with NUL, even in a comparison.
        raise NotFound(slug)
    found = connection.execute(statement, {"slug": slug, **values}).first()
    if found is None:
        raise NotFound(slug)
    return found
