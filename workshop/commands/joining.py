"""Joining a workshop by its code: once for each key, and once for each account."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import Annotated, Any

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from workshop import events, policy
from workshop.admission import JOIN_KEY_KEPT, hash_of, join_keys_of, place_to_join
from workshop.commands.people import body_by_key, join_workshops, let_in
from workshop.config.ceilings import DEFAULTS, Ceilings
from workshop.db import Database
from workshop.db.clock import DatabaseTime
from workshop.db.lanes import Lane
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Arguments, BodyKey, JoinCode, Language, Name, read_arguments, text_of
from workshop.engine.batch import Apart, Batch, Marks, batch_of, each_apart
from workshop.engine.door import perform_together
from workshop.engine.locks import lock
from workshop.engine.request import KEY
from workshop.errors import Conflict, Invalid, KeyReused, NotFound
from workshop.events import PendingEvent
from workshop.fields import canonical
from workshop.holdings import PEOPLE
from workshop.models import AccessToken, Account, Body, Consultation, JoinKey, Membership, Participant, Workshop
from workshop.operations.people.accounts import make_tokens, new_account
from workshop.operations.people.devices import any_noted, note_devices_in
from workshop.reading.codes import read_code


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
    return _batch(database).carry_out(_Asked(args, key, account_id, args.locale or lang, ceilings, device))


@dataclass(frozen=True)
class _Asked:
    """A request to join."""

    args: Join
    key: str
    account_id: int | None
    lang: str
    ceilings: Ceilings
    device: str | None


def _batch(database: Database) -> Batch[_Asked, Joined]:
    """Return the batch of those who join on this database: when a whole hall joins at once, each waits for others."""

    def together(group):
        return database.write(lambda session: _join(session, group), Lane.LOCKED)

    return batch_of(database, Join, lambda: Batch(together, lambda asked: together([asked])[0], _marks, one_lock=True))


def _marks(asked: _Asked) -> Marks:
    return Marks(read_code(asked.args.code), [asked.key, *([asked.account_id] if asked.account_id else [])])


def _join(session: Session, group: Sequence[_Asked]) -> list[Joined]:
    """Let people join one workshop in one transaction; raises Apart where they can't all join together."""
    workshop, consultation, began, outlived = place_to_join(session, group[0].args.code)
    stored = join_keys_of(session, [asked.key for asked in group], workshop)
    if stored and len(group) > 1:
        raise Apart([place for place, asked in enumerate(group) if asked.key in stored])
    account_ids = [asked.account_id for asked in group]
    for key in stored.values():
        joined = _joined_before(session, group[0], key, consultation, workshop, began)
        if isinstance(joined, Joined):
            return [joined]
        account_ids = [joined]
    accounts = _accounts(session, group, account_ids, began)
    tokens = make_tokens(session, accounts, began)
    # Under the lock only what needs it, since other processes wait for it too.
    lock(session, consultation.id)
    # Read again: the workshop may have been locked meanwhile.
    now, locked_at, people, noted = session.execute(_here(workshop), {"consultation_id": consultation.id}).one()
    set_committed_value(workshop, "locked_at", locked_at)
    nobody = Actor(session, consultation, None, None, now, ceilings=group[0].ceilings)
    coming = [
        _Coming(asked.args.name, asked.args.body, account, account.id == number, replace(nobody, key=asked.key))
        for asked, account, number in zip(group, accounts, account_ids, strict=True)
    ]
    room = group[0].ceilings.people - people
    perform_together([each.actor for each in coming], lambda actors: _take_part(coming, workshop, room))
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


def _here(workshop):
    """Select what those who join find: the time, the workshop's lock, how many take part, and if browsers are noted."""
    people, noted = PEOPLE.scalar_subquery(), any_noted(workshop.consultation_id)
    return select(DatabaseTime(), Workshop.locked_at, people, noted).where(Workshop.id == workshop.id)


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


@dataclass
class _Coming:
    """One who joins, with the key of their body; the account is `known` if it was there before.

    `held` is the participant that the account is already, or was.
    """

    name: str
    body: str | None
    account: Account
    known: bool
    actor: Actor
    held: Participant | None = None

    @property
    def new(self) -> bool:
        """Whether they take part from now on only."""
        return self.held is None or self.held.removed


def _take_part(coming: Sequence[_Coming], workshop: Workshop, room: int) -> list[list[PendingEvent]]:
    """Make the accounts participants of the workshop, who are the actors from then on; return the events of each.

    The consultation has `room` for so many more.
    """
    actor = coming[0].actor
    places = _places(actor, [each.account.id for each in coming if each.known])
    for each in coming:
        each.held = places.get(each.account.id)
    count = list(accumulate(int(each.new) for each in coming))
    each_apart(partial(_refuse, workshop=workshop, room=room), coming, count)
    bodies = each_apart(lambda each: body_by_key(actor, each.body) if each.new else None, coming)
    return [_takes_part(each, workshop, body) for each, body in zip(coming, bodies, strict=True)]


def _places(actor, account_ids):
    """Fetch the participants that accounts are or were in this consultation, by account."""
    if not account_ids:
        return {}
    own = (Participant.consultation_id == actor.consultation.id, Participant.account_id.in_(account_ids))
    held = actor.session.scalars(select(Participant).where(*own).options(selectinload(Participant.memberships)))
    return {each.account_id: each for each in held}


def _refuse(each: _Coming, count: int, *, workshop: Workshop, room: int) -> None:
    """Refuse one whom the workshop does not admit; `count` is how many have come with them."""
    if each.held and each.held.state == "removed":
        # A removal stands, because everyone in the room knows the code, also the person whom a facilitator removed.
        raise NotFound("removed")
    if not policy.may_join(workshop, each.held):
        raise Conflict("workshop_locked")
    if each.new and count > room:
        raise Conflict("people_full")


def _takes_part(each: _Coming, workshop: Workshop, body: Body | None) -> list[PendingEvent]:
    actor = each.actor
    if each.held and not each.new:
        actor.me = each.held
        return _joined_here(actor, each.held, workshop)
    actor.me = let_in(
        actor,
        each.held,
        each.account,
        each.name,
        role=policy.MEMBER,
        body_id=body.id if body else None,
        # The key admits its holder for ten minutes, so only its hash becomes the participant's key, which others may
        # see.
        key=hash_of(actor.key or ""),
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
