"""Who may vote in a round, as they are in the database, and how many of them did."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.models import Body, Membership, Participant, RollEntry, Round, Workshop


class Elector(NamedTuple):
    """A participant as the policy asks of them; `body` is the key of their body, "" without one."""

    id: int
    role: str
    body_id: int | None
    body: str
    confirmed: bool
    kind: str
    card_id: int | None
    workshop_ids: list[int]


def electors(session: Session, *conditions: Any) -> list[Elector]:
    """Fetch participants who meet the conditions, with the workshops that they joined."""
    about = select(
        Participant.id, Participant.role, Participant.body_id, Body.key, Participant.confirmed_at.is_not(None)
    )
    about = about.add_columns(Participant.kind, Participant.card_id)
    about = about.outerjoin(Body, Body.id == Participant.body_id).where(*conditions)
    rows: Sequence[Any] = session.execute(about).all()
    joined: dict[int, list[int]] = {}
    there = select(Membership.participant_id, Membership.workshop_id).join(Participant).where(*conditions)
    for participant_id, workshop_id in session.execute(there):
        joined.setdefault(participant_id, []).append(workshop_id)
    return [
        Elector(row[0], row[1], row[2], row[3] or "", row[4], row[5], row[6], joined.get(row[0], [])) for row in rows
    ]


def not_entitled(session: Session, round_: Any, participant_ids: Collection[int]) -> set[int]:
    """Return those of some participants who may not vote in a round; for a round open to all no one is looked up."""
    if not round_.electorate:
        return set()
    asked = electors(session, Participant.id.in_(participant_ids))
    return {one.id for one in asked if not policy.may_vote_in(one, round_)}


def expected(session: Session, round_: Round) -> list[Elector]:
    """Fetch those of whom a round's turnout is counted: who may vote and has come, and whoever is on the roll.

    A card counts once: whoever has one with which somebody else voted can't vote any more.
    """
    own = (Participant.consultation_id == round_.consultation_id, Participant.state == "current")
    there = electors(session, *own, Participant.invited_at.is_(None))
    by_card = voters_by_card(session, round_.id)
    found = [
        one
        for one in there
        if policy.is_expected(one, round_, round_.workshop_ids) and by_card.get(one.card_id, one.id) == one.id
    ]
    missing = (voters(session, round_.id) | on_paper(session, round_.id)) - {one.id for one in found}
    return [*found, *(electors(session, Participant.id.in_(missing)) if missing else ())]


def is_too_small(session: Session, round_: Round) -> bool:
    """Whether a secret round has an electorate of fewer than its figures may be of, to whom nobody new can come.

    That is so where it has an electorate of its own, and without one where its workshops are locked.
    """
    if round_.secrecy != policy.SECRET or round_.practice:
        return False
    if not round_.electorate and not is_locked(session, round_):
        return False
    return len(expected(session, round_)) < round_.threshold


def is_locked(session: Session, round_: Round) -> bool:
    """Whether all of the round's workshops are locked for newcomers; never so for a round between workshops."""
    workshops = [session.get_one(Workshop, number) for number in round_.workshop_ids]
    return bool(workshops) and all(workshop.locked for workshop in workshops)


def voters(session: Session, round_id: int) -> set[int]:
    """Return the ids of those who voted on a device in a round."""
    entries = select(RollEntry.participant_id).where(RollEntry.round_id == round_id, ~RollEntry.empty)
    return set(session.scalars(entries.where(~RollEntry.on_paper)))


def on_paper(session: Session, round_id: int) -> set[int]:
    """Return the ids of participants who were given a sheet in a round."""
    entries = select(RollEntry.participant_id).where(RollEntry.round_id == round_id, RollEntry.on_paper)
    return set(session.scalars(entries))


def voters_by_card(session: Session, round_id: int) -> dict[int | None, int]:
    """Return who voted in a round with a card, by the card."""
    entries = select(RollEntry.card_id, RollEntry.participant_id).where(RollEntry.round_id == round_id)
    by_card = entries.where(RollEntry.card_id.is_not(None), ~RollEntry.empty)
    return {row.card_id: row.participant_id for row in session.execute(by_card)}


def turnout(session: Session, round_: Round, least: int) -> dict[str, Any]:
    """Count the electorate and the voters of a round, also by body (by its key, "" without one).

    A body of which fewer than `least` may vote is None, and so is another where it would follow from the rest. A secret
    round is counted by no body. What came on paper is added when it is complete; whoever was given a sheet counts in no
    body, since which of them gave it back is not known.
    """
    entitled, voted = expected(session, round_), voters(session, round_.id)
    number = {"entitled": len(entitled), "voted": len(voted)}
    if round_.secrecy == policy.SECRET:
        return {**number, "bodies": None}
    elsewhere = on_paper(session, round_.id)
    entitled = [one for one in entitled if one.id not in elsewhere]
    of_each = Counter(one.body for one in entitled)
    voting = Counter(one.body for one in entitled if one.id in voted)
    hidden = _too_small(of_each, least)
    bodies = {
        body: None if body in hidden else {"entitled": of_each[body], "voted": voting[body]} for body in sorted(of_each)
    }
    return {**number, "bodies": bodies}


def _too_small(of_each: Counter[str], least: int) -> set[str]:
    """Return the groups that are too small to be shown, and as many more as together are not."""
    by_size = sorted(of_each, key=lambda group: (of_each[group], group))
    hidden = [group for group in by_size if of_each[group] < least]
    rest = by_size[len(hidden) :]
    while hidden and rest and sum(of_each[group] for group in hidden) < least:
        hidden.append(rest.pop(0))
    return set(hidden)
