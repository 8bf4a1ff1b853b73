"""What a command starts from: the actor's place, the time, due rounds and the stored key, read in one statement."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db.clock import DatabaseTime
from workshop.db.sets import Among
from workshop.engine.keys import KEPT
from workshop.engine.request import Asked, Proof
from workshop.engine.rows import ConsultationRow, ParticipantRow
from workshop.errors import NotFound
from workshop.models import AccessToken, Account, Consultation, Participant, Round

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
            and_(ROUND.c.phase == policy.OPEN, ROUND.c.closes_at <= _NOW, ROUND.c.paused_at.is_(None)),
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
_ACCOUNT, _TOKEN = Account.__table__, AccessToken.__table__
_IS_TOKEN = Among(_TOKEN.c.id, "token_ids")
_STATES = (
    select(*_CONSULTATION.c["id", "revision", "head"], *_ME.c["id", "role", "kind", "card_id"])
    .add_columns(_CONSULTATION.c.slug, _ME.c.account_id, _NOW.label("now"), _DUE.label("due"), KEPT)
    .add_columns(_ACCOUNT.c.stamp, _TOKEN.c.id.label("token_id"), _TOKEN.c.nonce)
    .join_from(_CONSULTATION, _ME, and_(_ME.c.consultation_id == _CONSULTATION.c.id, _ME.c.state == "current"))
    .join(_ACCOUNT, _ACCOUNT.c.id == _ME.c.account_id)
    .outerjoin(_TOKEN, and_(_TOKEN.c.account_id == _ACCOUNT.c.id, _TOKEN.c.revoked_at.is_(None), _IS_TOKEN))
    .outerjoin(KEPT, and_(KEPT.c.participant_id == _ME.c.id, Among(KEPT.c.key, "keys")))
    .where(Among(_CONSULTATION.c.slug, "slugs"))
    .where(Among(_ME.c.account_id, "account_ids"))
)
_ALL_DUE = select(_CONSULTATION.c.id).where(_DUE)
# The moments at which the next planned round opens, and at which the next open one closes.
NEXT_OPENING, NEXT_CLOSING = (
    select(func.min(moment))
    .where(ROUND.c.state == "current", ROUND.c.phase == phase, ROUND.c.paused_at.is_(None))
    .scalar_subquery()
    for phase, moment in ((policy.PLANNED, ROUND.c.opens_at), (policy.OPEN, ROUND.c.closes_at))
)
_IS_DUE = select(_DUE).select_from(Consultation).where(Consultation.id == bindparam("consultation_id"))


# The rows of one participant: one for each of the group's keys and tokens that are theirs.
_Rows = list[Row[*tuple[Any, ...]]]


class RequestState(NamedTuple):
    """The state that a request meets: `due` says whether some round's time has come that is not yet carried out.

    `stored` is what is stored under the key, or None.
    """

    consultation: ConsultationRow
    me: ParticipantRow
    now: datetime
    due: bool
    stored: Row[*tuple[Any, ...]] | None


def read_states(session: Session, asked: Sequence[Asked]) -> list[RequestState | None]:
    """Read the states that requests meet, by one statement; None for an account without a place in the consultation.

    So it is for a proof that is none, as after signing out.
    """
    found: dict[tuple[str, int], _Rows] = {}
    values = {
        # PostgreSQL raises an error for a text with NUL, even in a comparison.
        "slugs": sorted({each.request.slug for each in asked if "\x00" not in each.request.slug}),
        "account_ids": sorted({each.account_id for each in asked}),
        "token_ids": sorted({each.proof.token[0] for each in asked if each.proof and each.proof.token}),
        "keys": sorted({str(each.request.key) for each in asked if each.request.keyed}),
    }
    for row in session.connection().execute(_STATES, values).all():
        found.setdefault((row.slug, row.account_id), []).append(row)
    return [_state_of(found.get((each.request.slug, each.account_id), []), each) for each in asked]


def _state_of(rows: _Rows, asked: Asked) -> RequestState | None:
    proven = [row for row in rows if _proves(asked.proof, row)]
    if not proven:
        return None
    # Others of the group may have sent the same key.
    stored = next((row for row in proven if row.key == asked.request.key), None) if asked.request.keyed else None
    row = stored or proven[0]
    consultation, me = ConsultationRow._make(row[:3]), ParticipantRow._make(row[3:7])
    return RequestState(consultation, me, row.now, row.due, stored)


def _proves(proof: Proof | None, row: Row[*tuple[Any, ...]]) -> bool:
    if proof is None:
        return True
    if proof.token:
        return bool((row.token_id, row.nonce) == proof.token)
    return bool(row.stamp == proof.stamp)


def read_state(session: Session, asked: Asked) -> RequestState:
    """Read the state that a request meets; raises NotFound where its account has no place there."""
    [state] = read_states(session, [asked])
    if state is None:
        raise NotFound(asked.request.slug)
    return state


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
