"""The snapshot: all that one participant may see of a consultation at one moment."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from cachetools import LRUCache
from sqlalchemy import BindParameter, bindparam, func, inspect, select
from sqlalchemy.orm import Session, selectinload

from workshop import policy
from workshop.db import node
from workshop.fields import rfc3339
from workshop.models import (
    Comment,
    Consultation,
    Event,
    Goal,
    Measure,
    Notice,
    Participant,
    Queued,
    Round,
    Tally,
)
from workshop.queries.own import own_part
from workshop.queries.progress import progress
from workshop.queries.tallies import turnouts, visible_tallies
from workshop.states import (
    CONSULTATION,
    EVERYONE,
    FOR_EVERYONE,
    FOR_LEAD,
    LEAD,
    NOTICES,
    PARTICIPANTS,
    QUEUE,
    SEALABLE,
    Kind,
)

Made = TypeVar("Made")
_WAITING = (
    selectinload(Queued.goal).selectinload(Goal.phenomenon_links),
    selectinload(Queued.measure).selectinload(Measure.goal),
    selectinload(Queued.comment).options(selectinload(Comment.goal), selectinload(Comment.measure)),
)

# Every page runs these; building a statement costs more than executing it.
_EVENT, _ROUND, _TALLY = Event.__table__, Round.__table__, Tally.__table__
_HERE: BindParameter[int] = bindparam("consultation_id")
_IN_IT = _ROUND.c.consultation_id == Consultation.__table__.c.id


def _newest(audience):
    heard = select(func.max(_EVENT.c.revision)).where(_EVENT.c.consultation_id == _HERE, _EVENT.c.audience == audience)
    return heard.scalar_subquery()


# The newest event of each audience, which identifies a state of all shared things (events in other audiences, such as
# that a person has joined, do not change them), and with it each tally's version and the phase of its round.
_MARK = (
    select(_newest(EVERYONE).label("everyone"), _newest(LEAD).label("lead"))
    .add_columns(_TALLY.c.round_id, _TALLY.c.version, _ROUND.c.phase)
    .select_from(Consultation.__table__.outerjoin(_ROUND.join(_TALLY, _TALLY.c.round_id == _ROUND.c.id), _IN_IT))
    .where(Consultation.__table__.c.id == _HERE)
    .order_by(_TALLY.c.round_id)
)


@dataclass(frozen=True)
class Things:
    """All shared things of one place (a consultation as an audience sees it) but its tallies, as JSON without braces.

    `mark` changes whenever they do. Without a `place` they are what one participant alone sees.
    """

    place: tuple | None
    mark: tuple
    packed: bytes


@dataclass(frozen=True)
class Parts:
    """A snapshot in two parts: `shared` is JSON that all of an audience get, `own` is the participant's.

    `shared` lacks its outer braces, so that a surface can join the parts and compress the shared one only once; `mark`
    changes whenever `shared` does. `things` and `tallies` are what `shared` consists of.
    """

    mark: tuple
    things: Things
    tallies: bytes
    shared: bytes
    own: dict


def snapshot(session: Session, consultation: Consultation, me: Participant | None) -> dict:
    """Return the whole snapshot as the wire shows it; `me` is None at a wall, which has no part of its own."""
    own, sealed = _own(session, consultation, me)
    return {**_with_sealed(_shared(session, consultation, policy.leads(me)), sealed), **own}


# The size of the caches of shared parts, one for each consultation and audience; the least recently used goes first.
# Danger: they are told apart by the opened database (`node`), not by its address, at which another may stand later.
MOST_SHARED = 64
_shared_parts: LRUCache[tuple, tuple[tuple, tuple[bytes, bytes]]] = LRUCache(MOST_SHARED)
# The same without tallies, which move several times a second while people vote.
_shared_things: LRUCache[tuple, tuple[tuple, bytes]] = LRUCache(MOST_SHARED)
# The states of participants, and the revision up to which they were read: a thousand take 80 ms, and a desk asks twice
# a second while a hall joins.
_read_people: LRUCache[tuple, tuple[int, dict[int, dict]]] = LRUCache(MOST_SHARED)


def snapshot_parts(session: Session, consultation: Consultation, me: Participant | None) -> Parts:
    """Return the snapshot in parts; the shared part is read from the database once for each of its states.

    Whoever wrote what nobody else sees has a shared part of their own, which is kept nowhere.
    """
    lead = policy.leads(me)
    own, sealed = _own(session, consultation, me)
    newest, versions = _mark(session, consultation, lead)
    place = (node(session), consultation.id, lead)
    known = (own["epoch"], *newest)
    packed = cached(_shared_things, place, known, lambda: _packed(_things(session, consultation, lead, known[0])))
    mark = (*known, *versions)
    tallies, shared = cached(_shared_parts, place, mark, lambda: _with_tallies(session, consultation, packed))
    if any(sealed.values()):
        mine = _packed(_with_sealed(json.loads(b"{" + packed + b"}"), sealed))
        mark = (*mark, [(name, each["id"], each["revision"]) for name, own_ones in sealed.items() for each in own_ones])
        return Parts(mark, Things(None, mark, mine), tallies, mine + b"," + tallies, own)
    return Parts(mark, Things(place, known, packed), tallies, shared, own)


def cached(cache: LRUCache, place: tuple, mark: tuple, make: Callable[[], Made]) -> Made:
    """Return what was made for this state (`mark`) of a place, or make it and keep it instead of the state before."""
    held = cache.get(place)
    if held is None or held[0] != mark:
        held = cache[place] = mark, make()
    return held[1]


def _with_sealed(things, sealed):
    """Return shared things with those that only the viewer sees, in the order of ids."""
    together = {
        name: sorted([*things[name], *own_ones], key=lambda thing: thing["id"])
        for name, own_ones in sealed.items()
        if own_ones
    }
    return {**things, **together}


def _with_tallies(session, consultation, things):
    tallies = _packed({"tallies": visible_tallies(session, consultation)})
    return tallies, things + b"," + tallies


def _packed(values):
    """Return an object as JSON without its braces."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


def _mark(session, consultation, lead):
    """Return what identifies a state of all shared things, and the versions of all tallies with their phases."""
    rows = session.connection().execute(_MARK, {"consultation_id": consultation.id}).all()
    newest = (rows[0].everyone, rows[0].lead) if lead else (rows[0].everyone,)
    return newest, [(row.round_id, row.version, row.phase) for row in rows if row.round_id is not None]


def _shared(session, consultation, lead):
    return {**_things(session, consultation, lead), "tallies": visible_tallies(session, consultation)}


def _things(session, consultation, lead, epoch=None):
    """Return all shared things but the tallies; with `epoch`, participants are read on from those read last."""
    kinds: tuple[Kind[Any], ...] = FOR_EVERYONE + (FOR_LEAD if lead else ())
    # All are loaded before any is asked whether it is gone, which also depends on its parent: no read for each is
    # needed.
    things = {kind: all_of(session, kind, consultation) for kind in kinds if epoch is None or kind is not PARTICIPANTS}
    shared: dict[str, Any] = {kind.name: [kind.of(thing) for thing in found] for kind, found in things.items()}
    if not lead:
        shared |= {kind.name: [] for kind in FOR_LEAD}
    elif epoch is not None:
        shared[PARTICIPANTS.name] = _people(session, consultation, epoch)
    return {**shared, "consultation": CONSULTATION.of(consultation)}


def _people(session, consultation, epoch):
    """Return the states of all participants; only those that have changed since the last time are read."""
    place = (node(session), epoch, consultation.id)
    upto, states = _read_people.get(place, (-1, {}))
    if upto > consultation.revision:
        # This session sees an earlier moment than the one that read them.
        upto, states = -1, {}
    changed = all_of(session, PARTICIPANTS, consultation, since=upto)
    states = {**states, **{one.id: PARTICIPANTS.of(one) for one in changed}}
    _read_people[place] = consultation.revision, states
    return [states[number] for number in sorted(states)]


def _own(session, consultation, me):
    """Return (the own part of a snapshot, the things by collection that only the viewer sees)."""
    own = own_part(session, me)
    lead = policy.leads(me)
    part = {
        "epoch": own.epoch,
        "revision": consultation.revision,
        "now": rfc3339(own.now),
        "notices": _notices(session, me) if own.noticed else [],
        "turnouts": turnouts(session, consultation.id) if lead else {},
        "progress": progress(session, consultation.id) if lead else {},
        "me": own.me,
    }
    return part, {kind.name: _sealed(session, kind, me) for kind in SEALABLE} if own.sealed else {}


def _sealed(session, kind, me):
    query = select(kind.model).where(kind.model.sealed_for == me.id).order_by(kind.model.id)
    return [kind.of(thing) for thing in session.scalars(query)]


def _notices(session, me):
    query = select(Notice).where(Notice.participant_id == me.id).order_by(Notice.id)
    return [NOTICES.of(notice) for notice in session.scalars(query)]


def all_of(session: Session, kind: Kind[Any], consultation: Consultation, since: int = -1) -> Sequence[Any]:
    """Return the things of a kind that are told at all, gone ones too, and that have changed after a revision."""
    model = kind.model
    query = select(model).where(model.consultation_id == consultation.id, model.revision > since).order_by(model.id)
    if kind.told is not None:
        query = query.where(kind.told)
    for links in inspect(model).relationships:
        if links.uselist:
            query = query.options(selectinload(links.class_attribute))
    if kind is QUEUE:
        # The whole of what waits is part of its record.
        query = query.options(*_WAITING)
    return session.scalars(query).all()
