"""Where a command starts from: the asker's place, the time, what is due and what its key has done, read at once."""

from sqlalchemy import Row, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db.clock import DatabaseTime
from workshop.errors import NotFound
from workshop.models import CommandKey, Consultation, Participant, Round

# Every request runs one of these, and each statement costs as much as all that it reads; they are made once.
KEPT, ROUND = CommandKey.__table__, Round.__table__
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
_STORED = select(KEPT).where(KEPT.c.participant_id == bindparam("me"), KEPT.c.key == bindparam("key"))
# What is read again after waiting for a lock takes the place of what was read before.
_STANDING = (
    _PLACE.add_columns(_NOW.label("now"), _DUE.label("due"), KEPT)
    .outerjoin(KEPT, and_(KEPT.c.participant_id == Participant.id, KEPT.c.key == bindparam("key")))
    .execution_options(populate_existing=True)
)
_ANY_DUE = select(_DUE).select_from(Consultation).where(Consultation.id == bindparam("consultation_id"))


def stand(session: Session, slug: str, account_id: int, key: str | None) -> Row:
    """Read where an account stands in a consultation; raises NotFound where it has no place.

    The row has `Consultation`, `Participant`, `now`, `due` (whether a time has come in a round that is not settled
    yet), and the columns of what was kept under `key`, whose `command` is None where nothing was.
    """
    return _first(session, _STANDING, slug, {"account_id": account_id, "key": key})


def place_of(session: Session, slug: str, account_id: int) -> tuple[Consultation, Participant]:
    """Fetch a consultation and the account's place in it; raises NotFound where they have none."""
    return tuple(_first(session, _PLACE, slug, {"account_id": account_id}))


def any_due(session: Session, consultation_id: int) -> bool:
    """Whether a time has come in some round that is not settled yet."""
    return session.connection().scalar(_ANY_DUE, {"consultation_id": consultation_id})


def stored_key(session: Session, me: Participant, key: str) -> Row | None:
    """Fetch what was kept of a participant's command under this key, if one was carried out."""
    return session.connection().execute(_STORED, {"me": me.id, "key": key}).first()


def lock(session: Session, consultation: Consultation) -> None:
    """Take the lock under which revisions are handed out, and read what was committed while waiting for it."""
    session.refresh(consultation, with_for_update=True)


def _first(session, statement, slug, values):
    if "\x00" in slug:
        # PostgreSQL takes no text with a NUL, not even to compare with.
        raise NotFound(slug)
    found = session.execute(statement, {"slug": slug, **values}).first()
    if found is None:
        raise NotFound(slug)
    return found
