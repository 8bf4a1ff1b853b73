"""What a command needs of its consultation and of who gives it, as rows: objects would cost more than twice as much."""

from typing import NamedTuple

from workshop.models import Consultation, Participant


class ConsultationRow(NamedTuple):
    """A consultation, with the number and the hash of the newest event of its journal."""

    id: int
    revision: int
    head: str


class ParticipantRow(NamedTuple):
    """A participant."""

    id: int
    role: str


AnyConsultation = Consultation | ConsultationRow
AnyParticipant = Participant | ParticipantRow
