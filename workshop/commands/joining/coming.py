"""Those who join a workshop, and how they become its participants."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Annotated

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workshop import events, policy
from workshop.admission import hash_of
from workshop.commands.people import body_by_key, join_workshops, let_in
from workshop.config.ceilings import Ceilings
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import Arguments, BodyKey, JoinCode, Language, MunicipalityWord, Name, text_of
from workshop.engine.batch import each_apart
from workshop.errors import Conflict, NotFound
from workshop.events import PendingEvent
from workshop.models import Account, Body, Membership, Participant, Workshop


class Join(Arguments):
    """A join code, or a link that holds one, and who joins: name, key of the body that they speak for, language.

    The municipality is given by its code or a name.

    `k` is the unguessable part of a link to the code, where it is not in `code` itself.
    """

    code: JoinCode
    name: Name
    body: BodyKey | None = None
    municipality: MunicipalityWord | None = None
    locale: Language | None = None
    k: Annotated[str, *text_of(64, line=True, optional=True)] | None = None


@dataclass(frozen=True)
class Asked:
    """A request to join; `municipality` is the code of the one that was named."""

    args: Join
    key: str
    account_id: int | None
    lang: str
    ceilings: Ceilings
    device: str | None
    municipality: str | None = None


@dataclass
class Coming:
    """One who joins; the account is `known` if it was there before.

    `held` is the participant that the account is already, or was.
    """

    asked: Asked
    account: Account
    known: bool
    actor: Actor
    held: Participant | None = None

    @property
    def new(self) -> bool:
        """Whether they take part from now on only."""
        return self.held is None or self.held.removed


def take_part(coming: Sequence[Coming], workshop: Workshop, room: int) -> list[list[PendingEvent]]:
    """Make the accounts participants of the workshop, who are the actors from then on; return the events of each.

    The consultation has `room` for so many more.
    """
    actor = coming[0].actor
    places = _places(actor, [each.account.id for each in coming if each.known])
    for each in coming:
        each.held = places.get(each.account.id)
    count = list(accumulate(int(each.new) for each in coming))
    each_apart(partial(_refuse, workshop=workshop, room=room), coming, count)
    bodies = each_apart(lambda each: body_by_key(actor, each.asked.args.body) if each.new else None, coming)
    return [_takes_part(each, workshop, body) for each, body in zip(coming, bodies, strict=True)]


def _places(actor, account_ids):
    """Fetch the participants that accounts are or were in this consultation, by account."""
    if not account_ids:
        return {}
    own = (Participant.consultation_id == actor.consultation.id, Participant.account_id.in_(account_ids))
    held = actor.session.scalars(select(Participant).where(*own).options(selectinload(Participant.memberships)))
    return {each.account_id: each for each in held}


def _refuse(each: Coming, count: int, *, workshop: Workshop, room: int) -> None:
    """Refuse one whom the workshop does not admit; `count` is how many have come with them."""
    if each.held and each.held.state == "removed":
        # A removal stands, because everyone in the room knows the code, also the person whom a facilitator removed.
        raise NotFound("removed")
    if not policy.may_join(workshop, each.held):
        raise Conflict("workshop_locked")
    if each.new and count > room:
        raise Conflict("people_full")


def _takes_part(each: Coming, workshop: Workshop, body: Body | None) -> list[PendingEvent]:
    actor = each.actor
    if each.held and not each.new:
        actor.me = each.held
        return _joined_here(actor, each.held, workshop)
    actor.me = let_in(
        actor,
        each.held,
        each.account,
        each.asked.args.name,
        role=policy.MEMBER,
        body_id=body.id if body else None,
        municipality=each.asked.municipality,
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
