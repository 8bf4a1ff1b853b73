"""Joining a workshop by its code: once for each key, and once for each account."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import and_, bindparam, delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from workshop.admission import JOIN_KEY_KEPT, card_by_code, hash_of, join_keys_of, place_to_join
from workshop.commands.joining.coming import Asked, Coming, Join, read_joining, take_part
from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.db import Database
from workshop.db.clock import DatabaseTime
from workshop.db.lanes import Lane
from workshop.engine.actor import Actor
from workshop.engine.batch import Apart, Batch, Marks, batch_of
from workshop.engine.door import perform_together
from workshop.engine.locks import lock
from workshop.engine.request import KEY
from workshop.errors import Invalid, KeyReused
from workshop.fields import canonical
from workshop.holdings import PEOPLE
from workshop.models import AccessToken, Account, Consultation, JoinKey, Participant, Workshop
from workshop.operations.municipalities.names import code_of
from workshop.operations.people.accounts import make_tokens, new_account
from workshop.operations.people.devices import any_noted, note_devices_in
from workshop.reading.codes import DIGITS_OF_CARD, read_code

# While a hall joins, a group begins so long after the one before: each person by themselves would cost three times as
# much, and nobody notices 40 ms.
PAUSE_SECONDS = 0.04
# What those who join find: the time, the workshop's lock, how many take part, and whether browsers are noted.
_FOUND = select(
    DatabaseTime(), Workshop.locked_at, PEOPLE.scalar_subquery(), any_noted(bindparam("consultation_id"))
).where(Workshop.id == bindparam("workshop_id"))


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
    secret_key: str = "",
) -> Joined:
    """Join the workshop of a code: as the signed-in account, as the holder of this key, or as a new guest.

    With the code of a card they take its seat. `device` is the random number of the browser's cookie, if a browser
    asks; `secret_key` is the installation's. Raises Invalid; NotFound for a code that admits nobody; KeyReused where
    the key stands for another name or body; and Conflict where the workshop is locked for newcomers, the consultation
    is full, or somebody has the seat.
    """
    if key is None or not KEY.fullmatch(key):
        raise Invalid.of({"Idempotency-Key": "missing" if key is None else "not_a_key"})
    if not isinstance(raw, dict):
        raise Invalid.of({"": "not_json"})
    args = read_joining(raw, form=form)
    code = None
    if args.municipality:
        # Before the group has any lock.
        with database.read() as session:
            code = code_of(session, args.municipality)
    asked = Asked(args, key, account_id, args.locale or lang, ceilings, device, code, secret_key)
    return _batch(database).carry_out(asked)


def _batch(database: Database) -> Batch[Asked, Joined]:
    """Return the batch of those who join on this database: when a whole hall joins at once, each waits for others."""

    def together(group):
        return database.write(lambda session: _join(session, group), Lane.LOCKED)

    def alone(asked):
        return together([asked])[0]

    return batch_of(database, Join, lambda: Batch(together, alone, _marks, one_lock=True, pause=PAUSE_SECONDS))


def _marks(asked: Asked) -> Marks:
    # With the code of a card, which is one seat, at most one.
    code = read_code(asked.args.code)
    card = [code] if len(code) == DIGITS_OF_CARD else []
    return Marks(code, [asked.key, *([asked.account_id] if asked.account_id else []), *card])


def _join(session: Session, group: Sequence[Asked]) -> list[Joined]:
    """Let people join one workshop in one transaction; raises Apart where they can't all join together."""
    code, secret_key = group[0].args.code, group[0].secret_key
    workshop, consultation, began, outlived = place_to_join(session, code, secret_key)
    stored = join_keys_of(session, [asked.key for asked in group], workshop)
    if stored and len(group) > 1:
        raise Apart([place for place, asked in enumerate(group) if asked.key in stored])
    account_ids = [asked.account_id for asked in group]
    for key in stored.values():
        joined = _joined_before(session, group[0], key, consultation, workshop, began)
        if isinstance(joined, Joined):
            return [joined]
        account_ids = [joined]
    if len(read_code(code)) == DIGITS_OF_CARD:
        # Earlier than others, since whose seat it is decides who they become.
        lock(session, consultation.id)
        account_ids = [_unless_gone(session, number, consultation) for number in account_ids]
    accounts = _accounts(session, group, account_ids, began)
    tokens = make_tokens(session, accounts, began)
    # Under the lock only what needs it, since other processes wait for it too.
    lock(session, consultation.id)
    # Read again: the workshop may have been locked meanwhile.
    here = {"workshop_id": workshop.id, "consultation_id": consultation.id}
    now, locked_at, people, noted = session.execute(_FOUND, here).one()
    set_committed_value(workshop, "locked_at", locked_at)
    nobody = Actor(session, consultation, None, None, now, ceilings=group[0].ceilings)
    coming = [
        Coming(asked, account, account.id == number, replace(nobody, key=asked.key))
        for asked, account, number in zip(group, accounts, account_ids, strict=True)
    ]
    for each in coming:
        each.card = card_by_code(session, code, secret_key)
    room = group[0].ceilings.people - people
    perform_together([each.actor for each in coming], lambda actors: take_part(coming, workshop, room))
    # A key that another request has just stored stays: this request then fails on it, is retried, and finds it.
    gone = JoinKey.created_at < now - JOIN_KEY_KEPT
    for key in stored.values():
        gone |= and_(JoinKey.key_hash == key.key_hash, JoinKey.created_at == key.created_at)
    if outlived or stored:
        session.execute(delete(JoinKey).where(gone))
    session.add_all(map(partial(_key_of, workshop), group, coming, tokens))
    devices = {each.actor.me.id: asked.device for asked, each in zip(group, coming, strict=True) if asked.device}
    known = [each.actor.me.id for each in coming if each.held]
    note_devices_in(session, consultation.id, devices, now, known=known, first=not noted)
    return [
        Joined(each.account, token, consultation, workshop, each.actor.me, each.held is None)
        for each, token in zip(coming, tokens, strict=True)
    ]


def _joined_before(session, asked, stored, consultation, workshop, now):
    """Return what a stored key stands for: who joined by it, or the id of the account that it was of, or None."""
    if stored.created_at < now - JOIN_KEY_KEPT:
        return asked.account_id
    participant = session.get(Participant, stored.participant_id)
    # Danger: the key's holder gets the token. Two people who share a device or a link must not become one
    # participant.
    if _fingerprint(asked) != (stored.fingerprint or _fingerprint(asked, participant.name)):
        raise KeyReused(asked.key)
    if participant.removed:
        return participant.account_id
    account, token = session.get(Account, participant.account_id), session.get(AccessToken, stored.token_id)
    return Joined(account, token, consultation, workshop, participant)


def _unless_gone(session, account_id, consultation):
    """Return an account's id; None for a guest who left, since whoever takes a seat next is somebody new."""
    own = (Participant.account_id == account_id, Participant.consultation_id == consultation.id)
    guest = select(Account.id).join(Participant, Participant.account_id == Account.id).where(Account.email.is_(None))
    return None if session.scalar(guest.where(*own, Participant.state == "left")) else account_id


def _accounts(session, group, account_ids, now):
    """Return the account of each: the one that asks, or a guest's new one."""
    asking = [number for number in account_ids if number]
    held = session.scalars(select(Account).where(Account.id.in_(asking))).all() if asking else ()
    by_id = {account.id: account for account in held}
    accounts = [
        by_id.get(number) or new_account(asked.args.name, asked.lang, now)
        for number, asked in zip(account_ids, group, strict=True)
    ]
    session.add_all(accounts)
    session.flush()
    return accounts


def _fingerprint(asked, name=None):
    about = {"name": name or asked.args.name, "body": asked.args.body or None}
    if asked.municipality:
        about["municipality"] = asked.municipality
    if asked.args.table:
        about["people"] = asked.args.table.people
    return hashlib.sha256(canonical(about)).hexdigest()


def _key_of(workshop, asked, coming, token):
    return JoinKey(
        key_hash=hash_of(asked.key),
        workshop_id=workshop.id,
        token_id=token.id,
        participant_id=coming.actor.me.id,
        created_at=coming.actor.now,
        fingerprint=_fingerprint(asked),
    )
