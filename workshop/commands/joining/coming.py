"""Those who join a workshop, and how they become its participants."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Annotated, Any

from pydantic import ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from workshop import events, policy
from workshop.admission import hash_of
from workshop.commands.people import body_by_key, join_workshops, let_in
from workshop.config.ceilings import Ceilings
from workshop.engine.actor import Actor, touch
from workshop.engine.arguments import (
    Arguments,
    BodyKey,
    JoinCode,
    Language,
    MunicipalityWord,
    Name,
    read_arguments,
    text_of,
    without_false_defaults,
)
from workshop.engine.batch import each_apart
from workshop.errors import Conflict, NotFound
from workshop.events import PendingEvent
from workshop.models import Account, Body, Card, Membership, Participant, Workshop
from workshop.operations.people.seats import take_seat

# More than any table seats.
MOST_AT_TABLE = 50


def _as_described(schema: dict[str, Any]) -> None:
    without_false_defaults(schema)
    # A table needs no other name than its own.
    schema["required"].remove("name")


class Table(Arguments):
    """A table that joins with one device: what it is called, and how many people sit there."""

    name: Name
    people: Annotated[int, Field(ge=1, le=MOST_AT_TABLE)]


class Join(Arguments):
    """A join code, or a link that holds one, and who joins: name, key of the body that they speak for, language.

    The code is that of a workshop, or of a card. A `table` is called by its own name. The municipality is given by its
    code or a name.

    `k` is the unguessable part of a link to the code, where it is not in `code` itself.
    """

    model_config = ConfigDict(json_schema_extra=_as_described)

    code: JoinCode
    name: Name
    table: Table | None = None
    body: BodyKey | None = None
    municipality: MunicipalityWord | None = None
    locale: Language | None = None
    k: Annotated[str, *text_of(64, line=True, optional=True)] | None = None


def read_joining(raw: dict[str, Any], *, form: bool) -> Join:
    """Read the arguments of who joins; a table is called by its own name, and needs no other."""
    if raw.get("table") is None:
        return read_arguments(Join, raw, form=form)
    args = read_arguments(Join, {**raw, "name": "-"}, form=form)
    return args.model_copy(update={"name": args.table.name}) if args.table else args


@dataclass(frozen=True)
class Asked:
    """A request to join; `municipality` is the code of the one that was named.

    `secret_key` is the installation's, with which the codes of cards are looked up.
    """

    args: Join
    key: str
    account_id: int | None
    lang: str
    ceilings: Ceilings
    device: str | None
    municipality: str | None = None
    secret_key: str = field(default="", repr=False)


@dataclass
class Coming:
    """One who joins; the account is `known` if it was there before.

    `held` is the participant that the account is already, or was. `card` is the one with whose code they join.
    """

    asked: Asked
    account: Account
    known: bool
    actor: Actor
    held: Participant | None = None
    card: Card | None = None

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
    # A card is an invitation: it admits also where a workshop is locked for newcomers.
    if each.card is None and not policy.may_join(workshop, each.held):
        raise Conflict("workshop_locked")
    held = None if each.new else each.held
    if each.card is not None:
        _refuse_card(each, each.card, held)
    elif each.asked.args.table and held and held.kind != policy.TABLE:
        raise Conflict("table_already")
    if each.new and count > room:
        raise Conflict("people_full")


def _refuse_card(each: Coming, card: Card, held: Participant | None) -> None:
    if each.asked.args.table or (held and held.kind == policy.TABLE):
        raise Conflict("card_of_person")
    if held and held.card_id == card.id:
        return
    if card.taken_at is not None:
        raise Conflict("card_taken")
    if held and held.card_id is not None:
        raise Conflict("card_already")


def _takes_part(each: Coming, workshop: Workshop, body: Body | None) -> list[PendingEvent]:
    actor = each.actor
    if each.held and not each.new:
        actor.me = each.held
        return _joined_here(each, each.held, workshop)
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
        table=each.asked.args.table,
    )
    taken = [take_seat(actor.me, each.card, actor.now)] if each.card else []
    return [events.participant_joined(actor.me), *taken]


def _joined_here(each, held, workshop):
    """Add the workshop, or the seat of a card, to one who takes part already; note that an invited one has come."""
    actor, taken = each.actor, []
    new = join_workshops(actor, held, [Membership(workshop_id=workshop.id, joined_at=actor.now)])
    if held.invited:
        held.invited_at, held.joined_at = None, actor.now
        new = True
    if each.card and held.card_id != each.card.id:
        taken = [take_seat(held, each.card, actor.now)]
        new = True
    if not new:
        return []
    touch(held)
    return [events.participant_joined(held), *taken]
