"""What admits people: codes and their keys, links to walls, mailed links, and who may make a consultation."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.config.allowed import ADMINISTRATORS
from workshop.db import allowed
from workshop.db.clock import DatabaseTime
from workshop.db.sets import Among
from workshop.errors import NotFound
from workshop.models import Account, Card, Consultation, JoinKey, Participant, SignInLink, WallLink, Workshop
from workshop.reading.codes import DIGITS_OF_CARD, read_code

# How long a key stands for the participant who joined with it.
JOIN_KEY_KEPT = timedelta(minutes=10)
CARD_SALT = "workshop.card"
_OPEN = (
    select(WallLink)
    .join(Workshop, Workshop.id == WallLink.workshop_id)
    .where(WallLink.state == "current", Workshop.state == "current")
    .order_by(WallLink.id)
)
# Who joins runs these; building a statement costs more than executing it.
_TO_JOIN = (
    select(Workshop, Consultation, DatabaseTime().label("now"), select(func.min(JoinKey.created_at)).scalar_subquery())
    .join(Consultation, Consultation.id == Workshop.consultation_id)
    .where(Workshop.state == "current")
)
_BY_CODE = _TO_JOIN.where(Workshop.code == bindparam("code"))
_BY_CARD = _TO_JOIN.join(Card, Card.workshop_id == Workshop.id).where(
    Card.code_hash == bindparam("hash"), Card.state == "current"
)
_JOIN_KEYS = select(JoinKey).where(
    JoinKey.workshop_id == bindparam("workshop_id"), Among(JoinKey.__table__.c.key_hash, "hashes")
)


def workshop_by_code(session: Session, code: str, secret_key: str) -> Workshop:
    """Fetch the workshop of a join code or of a card's, in any notation; raises NotFound."""
    workshop = session.scalar(select(Workshop).where(*_leads_to(read_code(code), secret_key)))
    if workshop is None:
        raise NotFound("code")
    return workshop


def card_by_code(session: Session, code: str, secret_key: str) -> Card | None:
    """Fetch the card of a code, in any notation; None for the code of a workshop, and where there is none."""
    digits = read_code(code)
    if len(digits) != DIGITS_OF_CARD:
        return None
    # The consultation's lock may have been waited for.
    fresh = {"populate_existing": True}
    return session.scalar(select(Card).where(*_is_card(digits, secret_key)), execution_options=fresh)


def code_of_card(secret_key: str, seed: str) -> str:
    """Return the code of a card, which is derived from its seed: twelve digits, the first not zero."""
    derived = int.from_bytes(hmac.digest(secret_key.encode(), f"{CARD_SALT} {seed}".encode(), "sha256"))
    first = 10 ** (DIGITS_OF_CARD - 1)
    return str(first + derived % (9 * first))


def hash_of_card(secret_key: str, code: str) -> str:
    """Return the hash by which a card's code is found.

    Danger: twelve digits can all be tried in minutes, so it is keyed with the installation's secret.
    """
    return hmac.digest(secret_key.encode(), f"{CARD_SALT} {code}".encode(), "sha256").hex()


def _leads_to(code, secret_key):
    if len(code) != DIGITS_OF_CARD:
        return Workshop.code == code, Workshop.state == "current"
    its = select(Card.workshop_id).where(*_is_card(code, secret_key)).scalar_subquery()
    return Workshop.id == its, Workshop.state == "current"


def _is_card(code, secret_key):
    return Card.code_hash == hash_of_card(secret_key, code), Card.state == "current"


def place_to_join(session: Session, code: str, secret_key: str) -> tuple[Workshop, Consultation, datetime, bool]:
    """Return the workshop of a code (or of a card's), its consultation, the time, and whether some join keys have
    outlived theirs.

    Raises NotFound.
    """
    digits = read_code(code)
    if len(digits) == DIGITS_OF_CARD:
        row = session.execute(_BY_CARD, {"hash": hash_of_card(secret_key, digits)}).first()
    else:
        row = session.execute(_BY_CODE, {"code": digits}).first()
    if row is None:
        raise NotFound("code")
    workshop, consultation, began, oldest = row
    return workshop, consultation, began, oldest is not None and oldest < began - JOIN_KEY_KEPT


def join_keys_of(session: Session, keys: Iterable[str], workshop: Workshop) -> dict[str, JoinKey]:
    """Fetch the rows of those keys, by the key, with which participants joined a workshop, even expired ones."""
    hashes = {hash_of(key): key for key in keys}
    stored = session.scalars(_JOIN_KEYS, {"workshop_id": workshop.id, "hashes": sorted(hashes)})
    return {hashes[row.key_hash]: row for row in stored}


def open_links(session: Session, link_ids: Iterable[int]) -> list[WallLink]:
    """Fetch those of some links that open a wall now."""
    return list(session.scalars(_OPEN.where(WallLink.id.in_(list(link_ids)))))


def links_of(session: Session, workshop_id: int) -> list[WallLink]:
    """Fetch the links that open a workshop's wall now."""
    return list(session.scalars(_OPEN.where(WallLink.workshop_id == workshop_id)))


def may_create(session: Session, account: Account) -> bool:
    """Whether an account may make consultations; a guest's never may.

    Administrators may, and with `founders` "facilitators" also the facilitators of any consultation.
    """
    if account.email is None or account.administrator or allowed(session).founders == ADMINISTRATORS:
        return account.email is not None and account.administrator
    leads = (Participant.account_id == account.id, Participant.role == policy.FACILITATOR)
    query = select(Participant.id).where(*leads, Participant.state == "current").limit(1)
    return session.scalar(query) is not None


def works(secret: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for the link with this secret, if it can still be used."""
    own = SignInLink.secret_hash == hash_of(secret)
    return own, SignInLink.used_at.is_(None), SignInLink.ended_at.is_(None), SignInLink.expires_at > now


def shows(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions for links used on another device, whose code can still be typed."""
    return SignInLink.code_ends_at > now, SignInLink.ended_at.is_(None)


def hash_of(secret: str) -> str:
    """Return the hash under which a secret is stored (SHA-256, hex)."""
    return hashlib.sha256(secret.encode()).hexdigest()
