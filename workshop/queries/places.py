"""An account's places in consultations, as the lobby shows them, and the choices of a person who joins."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import database_now
from workshop.fields import wordings
from workshop.models import Body, Card, Consultation, Membership, Participant, Round, Workshop
from workshop.operations.municipalities.names import titles_of


@dataclass(frozen=True)
class Meeting:
    """A workshop as the lobby shows it."""

    title: dict[str, str]
    code: str
    starts_at: datetime | None


@dataclass(frozen=True)
class Choice:
    """A body for which a person who joins may speak; `key` is what `join` takes."""

    key: str
    title: dict[str, str]


@dataclass
class Place:
    """An account's place in a consultation: name, role, workshops, and the number of open rounds.

    `body` is the key of the body that they speak for, `choices` are the bodies to choose from; `municipality` has
    the names of theirs, for which they are asked where `asks_municipality`. `card` is the number of the card that they
    have; a table has so many `people`.
    """

    slug: str
    title: dict[str, str]
    name: str
    role: str
    body: str | None = None
    choices: list[Choice] = field(default_factory=list)
    asks_municipality: bool = False
    municipality: dict[str, str] = field(default_factory=dict)
    workshops: list[Meeting] = field(default_factory=list)
    open_rounds: int = 0
    card: int | None = None
    people: int | None = None

    @property
    def leads(self) -> bool:
        """Whether the account is a facilitator there."""
        return self.role == policy.FACILITATOR


def places_of(session: Session, account_id: int) -> list[Place]:
    """Return the places of an account, newest first."""
    mine = (Participant.account_id == account_id, Participant.state == "current")
    query = select(Consultation, Participant).join(Participant, Participant.consultation_id == Consultation.id)
    found = session.execute(query.where(*mine).order_by(Participant.joined_at.desc(), Participant.id.desc())).all()
    places = {
        consultation.id: Place(consultation.slug, wordings(consultation.title), me.name, me.role)
        for consultation, me in found
    }
    for workshop in _current(session, Workshop, places):
        live = Meeting(wordings(workshop.title), workshop.code, workshop.starts_at)
        places[workshop.consultation_id].workshops.append(live)
    cards = {me.card_id: consultation.id for consultation, me in found if me.card_id is not None}
    for card in session.scalars(select(Card).where(Card.id.in_(cards))) if cards else ():
        places[cards[card.id]].card = card.number
    titles = titles_of(session, [me.municipality_code for _, me in found])
    for consultation, me in found:
        places[consultation.id].people = me.people
        places[consultation.id].asks_municipality = consultation.asks_municipality
        places[consultation.id].municipality = titles.get(me.municipality_code or "", {})
    speaks_for = {consultation.id: me.body_id for consultation, me in found}
    for body in _current(session, Body, places):
        place = places[body.consultation_id]
        place.choices.append(Choice(body.key, wordings(body.title)))
        place.body = body.key if body.id == speaks_for[body.consultation_id] else place.body
    now = database_now(session)
    for round_ in _current(session, Round, places):
        places[round_.consultation_id].open_rounds += policy.state_at(round_, now) == policy.OPEN
    return list(places.values())


def name_in(session: Session, account_id: int, consultation_id: int) -> str | None:
    """Return the name of an account's participant in a consultation; None if it has none."""
    own = (Participant.account_id == account_id, Participant.consultation_id == consultation_id)
    return session.scalar(select(Participant.name).where(*own, Participant.state == "current"))


def is_elsewhere(session: Session, account_id: int, workshop: Workshop) -> bool:
    """Whether an account has joined other workshops of the consultation, but not this one."""
    own = (Participant.account_id == account_id, Participant.consultation_id == workshop.consultation_id)
    joined = set(session.scalars(select(Membership.workshop_id).join(Participant).where(*own)))
    return bool(joined) and workshop.id not in joined


def has_card(session: Session, account_id: int, card: Card) -> bool:
    """Whether an account takes part with the seat of a card."""
    own = (Participant.account_id == account_id, Participant.card_id == card.id, Participant.state == "current")
    return session.scalar(select(Participant.id).where(*own)) is not None


def may_come_in(session: Session, account_id: int, workshop: Workshop) -> bool:
    """Whether an account may join a workshop, which may be locked for newcomers."""
    own = (Participant.account_id == account_id, Participant.consultation_id == workshop.consultation_id)
    return policy.may_join(workshop, session.scalar(select(Participant).where(*own)) if workshop.locked else None)


def choices_of(session: Session, consultation_id: int) -> list[Choice]:
    """Return the bodies of a consultation, in the facilitators' order."""
    return [Choice(body.key, wordings(body.title)) for body in _current(session, Body, [consultation_id])]


def _current(session, model, consultation_ids):
    own = (model.consultation_id.in_(list(consultation_ids)), model.state == "current")
    order = [model.position] if hasattr(model, "position") else []
    return session.scalars(select(model).where(*own).order_by(*order, model.id)).all()
