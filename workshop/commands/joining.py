"""Joining a workshop by its code: once for each key, and once for each account."""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import and_, delete, select

from workshop import events, policy
from workshop.admission import JOIN_KEY_KEPT, hash_of, join_key_of, workshop_by_code
from workshop.commands.people import body_by_key, enter, join_workshops
from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.db import Database, database_now
from workshop.engine.actor import touch
from workshop.engine.arguments import Arguments, BodyKey, JoinCode, Language, Name, read_arguments, text_of
from workshop.engine.ceilings import refuse_one_more_participant
from workshop.engine.door import perform, under_lock
from workshop.engine.request import KEY
from workshop.errors import Conflict, Invalid, KeyReused, NotFound
from workshop.fields import canonical
from workshop.models import AccessToken, Account, Consultation, JoinKey, Membership, Participant, Workshop
from workshop.operations.accounts import make_account, make_token
from workshop.operations.devices import note_device


class Join(Arguments):
    """A join code, or a link that holds one, and who joins: name, key of the body that they speak for, language.

    `k` is the unguessable part of a link to the code, where it is not in `code` itself.
    """

    code: JoinCode
    name: Name
    body: BodyKey | None = None
    locale: Language | None = None
    k: Annotated[str, *text_of(64, line=True, optional=True)] | None = None


@dataclass(frozen=True)
class Joined:
    """The result of joining; `token` is the row of the bearer token, `arrived`: they never took part before."""

    account: Account
    token: AccessToken
    consultation: Consultation
    workshop: Workshop
    participant: Participant
    arrived: bool = False


def join(
    database: Database,
    raw: Any,
    key: str | None,
    *,
    account_id: int | None,
    lang: str,
    form: bool = False,
    ceilings: Ceilings = DEFAULTS,
    device: str | None = None,
) -> Joined:
    """Join the workshop of a code: as the signed-in account, as the holder of this key, or as a new guest.

    `device` is the random number of the browser's cookie, if a browser asks. Raises Invalid; NotFound for a code that
    admits nobody; KeyReused where the key stands for another name or body; and Conflict where the workshop is locked
    for newcomers or the consultation is full.
    """
    if key is None or not KEY.fullmatch(key):
        raise Invalid.of({"Idempotency-Key": "missing" if key is None else "not_a_key"})
    if not isinstance(raw, dict):
        raise Invalid.of({"": "not_json"})
    args = read_arguments(Join, raw, form=form)
    about = (account_id, args.locale or lang, ceilings, device)
    return database.write(lambda session: _join(session, args, key, *about))


def _join(session, args, key, account_id, lang, ceilings, device):
    workshop = workshop_by_code(session, args.code)
    consultation = session.get(Consultation, workshop.consultation_id)
    began, key_hash = database_now(session), hash_of(key)
    stored = join_key_of(session, key, workshop)
    fingerprint = _fingerprint(args.name, args.body)
    if stored and stored.created_at >= began - JOIN_KEY_KEPT:
        participant = session.get(Participant, stored.participant_id)
        # Danger: the key's holder gets the token. Two people who share a device or a link must not become one
        # participant.
        if fingerprint != (stored.fingerprint or _fingerprint(participant.name, args.body)):
            raise KeyReused(key)
        account = session.get(Account, participant.account_id)
        if not participant.removed:
            return Joined(account, session.get(AccessToken, stored.token_id), consultation, workshop, participant)
        account_id = account.id
    account = session.get(Account, account_id) if account_id else None
    arrived = account is None or not _was_there(session, consultation, account)
    account = account or make_account(session, args.name, lang, began)
    token = make_token(session, account, began)
    # Under the lock only what needs it: when a whole hall joins at once, each waits for all before.
    actor = under_lock(session, consultation.id, key=key, ceilings=ceilings)
    # Read again: the workshop may have been locked meanwhile.
    session.refresh(workshop, ["locked_at"])
    perform(actor, _take_part, workshop, account, args)
    participant, now = actor.me, actor.now
    # A key that another request has just stored stays: this request then fails on it, is retried, and finds it.
    gone = JoinKey.created_at < now - JOIN_KEY_KEPT
    if stored:
        gone |= and_(JoinKey.key_hash == key_hash, JoinKey.created_at == stored.created_at)
    session.execute(delete(JoinKey).where(gone))
    session.add(
        JoinKey(
            key_hash=key_hash,
            workshop_id=workshop.id,
            token_id=token.id,
            participant_id=participant.id,
            created_at=now,
            fingerprint=fingerprint,
        )
    )
    if device:
        note_device(session, participant, device, now)
    return Joined(account, token, consultation, workshop, participant, arrived)


def _was_there(session, consultation, account):
    own = (Participant.consultation_id == consultation.id, Participant.account_id == account.id)
    return session.scalar(select(Participant.id).where(*own)) is not None


def _fingerprint(name, body):
    return hashlib.sha256(canonical({"name": name, "body": body or None})).hexdigest()


def _take_part(actor, workshop, account, args):
    """Make the account a participant of the workshop; the participant is the actor from then on."""
    own = (Participant.consultation_id == actor.consultation.id, Participant.account_id == account.id)
    held = actor.session.scalar(select(Participant).where(*own))
    if held and held.state == "removed":
        # A removal stands, because everyone in the room knows the code, also the person whom a facilitator removed.
        raise NotFound("removed")
    if not policy.may_join(workshop, held):
        raise Conflict("workshop_locked")
    if held and not held.removed:
        actor.me = held
        return _joined_here(actor, held, workshop)
    refuse_one_more_participant(actor)
    body = body_by_key(actor, args.body)
    # The key admits its holder for ten minutes, so only its hash becomes the participant's key, which others may see.
    their_key = hash_of(actor.key)
    actor.me = enter(
        actor,
        account,
        args.name,
        role=policy.MEMBER,
        body_id=body.id if body else None,
        key=their_key,
        workshop_ids=[workshop.id],
    )
    return [events.participant_joined(actor.me)]


def _joined_here(actor, held, workshop):
    """Add the workshop to a participant who takes part already, and note that an invited one has come."""
    new = join_workshops(actor, held, [Membership(workshop_id=workshop.id, joined_at=actor.now)])
    if held.invited:
        held.invited_at, held.joined_at = None, actor.now
        new = True
    if not new:
        return []
    touch(held)
    return [events.participant_joined(held)]
