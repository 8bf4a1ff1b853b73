"""Likely doubles: participants who may be one person, by their browser or by names that look the same."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import Device, Participant
from workshop.reading.texts import skeleton


@dataclass(frozen=True)
class Doubles:
    """Participants who may be one person, by id, and the evidence: the same `device`, a similar `name`, or both.

    It is no proof: a family shares a tablet, and two people share a name.
    """

    participant_ids: tuple[int, ...]
    device: bool
    name: bool


def likely_doubles(session: Session, consultation_id: int) -> list[Doubles]:
    """Return the likely doubles of a consultation; a group found by both kinds of evidence is listed once."""
    there = (Participant.consultation_id == consultation_id, Participant.state == "current")
    names = session.execute(select(Participant.id, Participant.name).where(*there).order_by(Participant.id)).all()
    marks = session.execute(
        select(Participant.id, Device.mark)
        .join(Device, Device.participant_id == Participant.id)
        .where(*there)
        .order_by(Participant.id)
    ).all()
    by_device = _groups(marks)
    by_name = _groups((number, skeleton(name)) for number, name in names)
    return [Doubles(group, group in by_device, group in by_name) for group in sorted(by_device | by_name)]


def _groups(pairs) -> set[tuple[int, ...]]:
    grouped: dict[str, list[int]] = {}
    for number, what in pairs:
        grouped.setdefault(what, []).append(number)
    return {tuple(group) for group in grouped.values() if len(group) > 1}
