"""Consultation and participant as rows, for commands without the lock: objects would cost over twice as much."""

from typing import NamedTuple

from workshop.models import Consultation, Participant


class ConsultationRow(NamedTuple):
    """A consultation, with the revision and the hash (`head`) of the newest event of its journal."""

    id: int
    revision: int
    head: str


class ParticipantRow(NamedTuple):
    """A participant, with the card whose seat they have."""

    id: int
    role: str
    kind: str
    card_id: int | None


AnyConsultation = Consultation | ConsultationRow
AnyParticipant = Participant | ParticipantRow
