"""What is said of a document that is for comment, as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.fields import wordings
from workshop.models import Body, DraftComment, Participant, Spokesperson
from workshop.models.document import FOR_COMMENT, Document


@dataclass(frozen=True)
class Remark:
    """A comment; `body` is that of its writer, and `position` whether the writer answers for it.

    `removal` is why a facilitator removed it; then its writer alone still sees it.
    """

    id: int
    about: tuple[str, int]
    lang: str
    text: str
    suggestion: str
    original: str
    state: str
    reason: str
    body: dict[str, str]
    position: bool
    mine: bool
    removal: str


@dataclass(frozen=True)
class Talk:
    """The comments by what they are on, the bodies that the reader answers for, and who answers for which.

    `is_open`: the reader may comment now. `spokespeople` are (participant id, name, body id, title of the body).
    """

    remarks: dict[tuple[str, int], list[Remark]]
    bodies: list[tuple[int, dict[str, str]]]
    spokespeople: list[tuple[int, str, int, dict[str, str]]]
    is_open: bool

    def on(self, kind: str, number: int) -> list[Remark]:
        """Return the comments on one thing, positions of bodies first."""
        return sorted(self.remarks.get((kind, number), []), key=lambda one: (not one.position, one.id))

    @property
    def undecided(self) -> int:
        """How many suggestions wait for a facilitator."""
        return sum(one.state == "open" for those in self.remarks.values() for one in those)


def talk_of(session: Session, document: Document, me: Participant) -> Talk:
    """Return what was said of a document, for whoever may read it: of a draft, what its editors wrote at one time."""
    found: dict[tuple[str, int], list[Remark]] = {}
    for remark in _remarks(session, document, me):
        found.setdefault(remark.about, []).append(remark)
    named = list(_spokespeople(session, document))
    return Talk(
        remarks=found,
        bodies=[(number, title) for one, _, number, title in named if one == me.id],
        spokespeople=named if policy.leads(me) else [],
        is_open=document.state == FOR_COMMENT and me.role in (policy.FACILITATOR, policy.MEMBER),
    )


def _remarks(session: Session, document: Document, me: Participant) -> Iterable[Remark]:
    bodies = {body.id: wordings(body.title) for body in _bodies(session, document)}
    query = (
        select(DraftComment, Participant.body_id)
        .join(Participant, Participant.id == DraftComment.participant_id)
        .where(DraftComment.document_id == document.id)
        .where(~DraftComment.withdrawn | DraftComment.removal.is_not(None) & (DraftComment.participant_id == me.id))
    )
    for row, own in session.execute(query.order_by(DraftComment.id)):
        yield Remark(
            id=row.id,
            about=(row.kind, row.thing_id),
            lang=row.lang,
            text=row.text,
            suggestion=row.suggestion,
            original=row.original,
            state="" if row.removal else row.state,
            reason=row.reason,
            body=bodies.get(row.body_id or own or 0, {}),
            position=row.body_id is not None,
            mine=row.participant_id == me.id,
            removal=row.removal or "",
        )


def _spokespeople(session: Session, document: Document) -> Iterable[tuple[int, str, int, dict[str, str]]]:
    query = (
        select(Participant.id, Participant.name, Body)
        .join(Spokesperson, Spokesperson.participant_id == Participant.id)
        .join(Body, Body.id == Spokesperson.body_id)
        .where(Participant.consultation_id == document.consultation_id, Participant.state == "current")
    )
    for number, name, body in session.execute(query.order_by(Body.id, Participant.id)):
        if not body.gone:
            yield number, name or "", body.id, wordings(body.title)


def _bodies(session: Session, document: Document) -> Iterable[Body]:
    return session.scalars(select(Body).where(Body.consultation_id == document.consultation_id))
