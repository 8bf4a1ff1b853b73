"""How much a consultation and a person have already, to be compared with the ceilings."""

from sqlalchemy import Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from workshop.config.ceilings import NEAR, Ceilings
from workshop.models import Authorship, Comment, Goal, Measure, Participant

MODELS = {"goal": Goal, "measure": Measure, "comment": Comment}
TEXTS = "texts"
# The bytes of a contribution in a snapshot besides its texts.
FRAME = 250


def _texts_of(model):
    columns = [model.title, model.rationale] if model is Goal else [model.text]
    columns += [model.responsible, model.time_frame] if model is Measure else []
    return sum((func.octet_length(cast(column, Text)) for column in columns), FRAME)


def _held(model):
    here = (model.consultation_id == bindparam("consultation_id"), model.state == "current")
    return select(func.count(), func.coalesce(func.sum(_texts_of(model)), 0)).select_from(model).where(*here)


def _held_by(noun, model):
    own = select(Authorship.thing_id).where(
        Authorship.participant_id == bindparam("participant_id"), Authorship.kind == noun
    )
    return select(func.coalesce(func.sum(_texts_of(model)), 0)).where(model.state == "current", model.id.in_(own))


# Each contribution runs these, so they are built once.
_HELD = {noun: _held(model) for noun, model in MODELS.items()}
_HELD_BY = [_held_by(noun, model) for noun, model in MODELS.items()]
_NUMBER = {
    noun: select(func.count())
    .select_from(model)
    .where(model.consultation_id == bindparam("consultation_id"), model.state == "current")
    for noun, model in MODELS.items()
}
PEOPLE = (
    select(func.count())
    .select_from(Participant)
    .where(Participant.consultation_id == bindparam("consultation_id"), Participant.state == "current")
)
_MADE = (
    select(func.count())
    .select_from(Authorship)
    .where(Authorship.participant_id == bindparam("participant_id"), Authorship.kind == bindparam("kind"))
)


def made_by(session: Session, participant_id: int, noun: str) -> int:
    """Return how many contributions of a kind a participant has made, also those that are gone."""
    return session.scalars(_MADE, {"participant_id": participant_id, "kind": noun}).one()


def texts_of(session: Session, participant_id: int) -> int:
    """Return the bytes of the current texts that a participant has written."""
    return sum(int(session.scalars(query, {"participant_id": participant_id}).one()) for query in _HELD_BY)


def number_held(session: Session, consultation_id: int, noun: str) -> int:
    """Return how many contributions of a kind are current."""
    return session.scalars(_NUMBER[noun], {"consultation_id": consultation_id}).one()


def held(session: Session, consultation_id: int) -> dict[str, int]:
    """Return what a consultation holds: the numbers of goals, measures and comments, by noun, and their bytes
    (`texts`).
    """
    rows = {noun: session.execute(query, {"consultation_id": consultation_id}).one() for noun, query in _HELD.items()}
    return {**{noun: row[0] for noun, row in rows.items()}, TEXTS: int(sum(row[1] for row in rows.values()))}


def most(ceilings: Ceilings) -> dict[str, int]:
    """Return what a consultation may hold, by noun and under `texts`."""
    return {**{noun: ceilings.all(noun) for noun in MODELS}, TEXTS: ceilings.texts}


def near(ceilings: Ceilings, holds: dict[str, int]) -> frozenset[str]:
    """Return the nouns (or `texts`) of which little room is left, or none."""
    return frozenset(what for what, can in most(ceilings).items() if holds[what] >= NEAR * can)
