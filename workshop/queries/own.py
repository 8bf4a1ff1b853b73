"""One's own part of what pages, snapshots and changes show: read in one statement, so that it is of one moment."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    Connection,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db.clock import DatabaseTime
from workshop.fields import Json, UtcTime
from workshop.holdings import MODELS
from workshop.models import Authorship, Ballot, Installation, Membership, Notice, Participant, RollEntry, RoundDone
from workshop.states import SEALABLE, PlaceState

_EPOCH = select(Installation.__table__.c.epoch)
_BALLOT, _ROLL, _AUTHORSHIP = Ballot.__table__, RollEntry.__table__, Authorship.__table__
_JOINED, _SAID = Membership.__table__, RoundDone.__table__
_ME: BindParameter[Any] = bindparam("me")
_MY_CARD: BindParameter[Any] = bindparam("card", type_=_ROLL.c.card_id.type)
# Most have no notice, and need not be asked for any.
_NOTICED = select(Notice.__table__.c.id).where(Notice.__table__.c.participant_id == _ME).exists()
# Nor do most have anything that nobody else sees.
_SEALED = or_(*(select(kind.model.id).where(kind.model.sealed_for == _ME).exists() for kind in SEALABLE))
_HERE, _BALLOTS, _VOTED, _ON_PAPER = "here", "ballot", "voted", "on_paper"
_WORKSHOPS, _DONE, _CARD = "workshop", "done", "card"


def _rows(what, number, choices=None, epoch=None, now=None, ids=None):
    """Select rows of one kind with the columns of all of them."""
    return select(
        what.label("what"),
        number.label("number"),
        (cast(null(), Json) if choices is None else choices).label("choices"),
        (cast(null(), Installation.__table__.c.epoch.type) if epoch is None else epoch).label("epoch"),
        (cast(null(), UtcTime()) if now is None else now).label("now"),
        (cast(null(), String) if ids is None else ids).label("ids"),
    )


# Every page runs it; building a statement costs more than executing it.
_OWN = union_all(
    _rows(
        literal(_HERE),
        case((_NOTICED, 1), else_=0) + case((_SEALED, 2), else_=0),
        epoch=_EPOCH.scalar_subquery(),
        now=DatabaseTime(),
    ),
    _rows(literal(_BALLOTS), _BALLOT.c.round_id, _BALLOT.c.choices).where(_BALLOT.c.participant_id == _ME),
    _rows(
        case((_ROLL.c.on_paper, literal(_ON_PAPER)), else_=literal(_VOTED)),
        _ROLL.c.round_id,
    ).where(_ROLL.c.participant_id == _ME, ~_ROLL.c.empty),
    _rows(literal(_WORKSHOPS), _JOINED.c.workshop_id).where(_JOINED.c.participant_id == _ME),
    _rows(literal(_CARD), _ROLL.c.round_id).where(
        _ROLL.c.card_id == _MY_CARD, _ROLL.c.participant_id != _ME, ~_ROLL.c.empty
    ),
    _rows(literal(_DONE), _SAID.c.round_id).where(_SAID.c.participant_id == _ME),
    # One row for each kind: rows of their own would take milliseconds for whoever wrote thousands.
    _rows(_AUTHORSHIP.c.kind, literal(0), ids=func.aggregate_strings(cast(_AUTHORSHIP.c.thing_id, String), " "))
    .where(_AUTHORSHIP.c.participant_id == _ME)
    .group_by(_AUTHORSHIP.c.kind),
)


class Own(NamedTuple):
    """The installation's epoch, the database's time, and what only the participant sees; None at a wall.

    `noticed`: they have notices; `sealed`: they wrote what nobody else sees yet.
    """

    epoch: str
    now: datetime
    me: dict[str, Any] | None
    noticed: bool
    sealed: bool


def own_part(session: Session, me: Participant | None) -> Own:
    """Read the own part of a participant, or of a wall, which has none."""
    found: dict[str, list] = {}
    for row in session.connection().execute(_OWN, {"me": me.id if me else None, "card": me.card_id if me else None}):
        found.setdefault(row.what, []).append(row)
    [here] = found[_HERE]
    own = None if me is None else _state(me, found)
    return Own(here.epoch or "", here.now, own, bool(here.number & 1), bool(here.number & 2))


def epoch(session: Session | Connection) -> str:
    """Return the installation's epoch, which changes when a backup is restored."""
    return session.scalar(_EPOCH) or ""


def _state(me, found):
    ballots = sorted(found.get(_BALLOTS, ()), key=lambda row: row.number)
    return {
        "version": me.me_version,
        "participant": {
            **PlaceState.model_validate(me).model_dump(),
            "lang": me.lang,
            "workshop_ids": sorted(row.number for row in found.get(_WORKSHOPS, ())),
            "card_voted": sorted(row.number for row in found.get(_CARD, ())),
            "audiences": sorted(policy.audiences(me)),
        },
        "ballots": {str(row.number): row.choices for row in ballots},
        "voted": sorted(row.number for row in found.get(_VOTED, ())),
        "on_paper": sorted(row.number for row in found.get(_ON_PAPER, ())),
        "done": sorted(row.number for row in found.get(_DONE, ())),
        "mine": {f"{noun}s": _mine(found, noun) for noun in MODELS},
    }


def _mine(found, noun):
    """Return the ids of a participant's contributions of one kind, in the order in which they were made."""
    return sorted(int(number) for row in found.get(noun, ()) for number in row.ids.split())
