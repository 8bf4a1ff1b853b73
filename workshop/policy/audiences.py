"""Who hears what, and who may come in."""

from workshop.models import Participant, Workshop
from workshop.policy.rules import leads
from workshop.protocols import ParticipantLike
from workshop.states import EVERYONE, LEAD, OWN


def audiences(participant: ParticipantLike | None) -> frozenset[str]:
    """Return the audiences whose events this participant hears; None is the viewer of a wall."""
    own = frozenset() if participant is None else {own_audience(participant.id)}
    return common_audiences(leads(participant)) | own


def common_audiences(lead: bool) -> frozenset[str]:
    """Return the audiences that all facilitators hear (`lead`), or all other participants."""
    return frozenset({EVERYONE, LEAD} if lead else {EVERYONE})


def own_audience(participant_id: int) -> str:
    """Return the audience that is this participant alone."""
    return f"{OWN}:{participant_id}"


def may_join(workshop: Workshop, held: Participant | None) -> bool:
    """Whether a person may join a workshop; `held` is the participant that they already are in its consultation, if
    any.

    A locked workshop admits those who joined it before, facilitators, and those invited by name who joined no other.
    """
    if not workshop.locked:
        return True
    return held is not None and (leads(held) or not held.workshop_ids or workshop.id in held.workshop_ids)
