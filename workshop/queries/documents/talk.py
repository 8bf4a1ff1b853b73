"""What is said of a document that is for comment, as its page shows it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.fields import wordings
from workshop.kept_back import kept_back
from workshop.models import Body, DraftComment, Goal, Measure, Participant, Spokesperson
from workshop.models.document import FOR_COMMENT, Document, DocumentParagraph
from workshop.operations.documents.commented import said_now

About = tuple[str, int]


@dataclass(frozen=True)
class Remark:
    """A comment; `body` is that of its writer, and `position` whether the writer answers for it.

    `removal` is why a facilitator removed it; then its writer alone still sees it.
    """

    id: int
    about: About
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
class Apart:
    """Comments on something that does not stand in the document; `title` is empty where the reader may not see it."""

    kind: str
    thing_id: int
    number: str
    title: dict[str, str]
    remarks: list[Remark]


@dataclass(frozen=True)
class Talk:
    """The comments by what they are on, the bodies that the reader answers for, and who answers for which.

    `apart` are those on what was taken out, merged or removed since: all of them for facilitators, for others their
    own. `is_open`: the reader may comment now. `spokespeople` are (participant id, name, body id, title of the body).
    """

    remarks: dict[About, list[Remark]]
    apart: list[Apart]
    bodies: list[tuple[int, dict[str, str]]]
    spokespeople: list[tuple[int, str, int, dict[str, str]]]
    is_open: bool

    def on(self, kind: str, number: int) -> list[Remark]:
        """Return the comments on one thing, positions of bodies first."""
        return sorted(self.remarks.get((kind, number), []), key=lambda one: (not one.position, one.id))

    @property
    def undecided(self) -> int:
        """How many suggestions wait for a facilitator."""
        shown = [*self.remarks.values(), *(each.remarks for each in self.apart)]
        return sum(one.state == "open" for those in shown for one in those)


def talk_of(session: Session, document: Document, me: Participant, standing: Collection[About]) -> Talk:
    """Return what was said of a document, for whoever may read it: of a draft, what its editors wrote at one time.

    `standing` is what stands in the document now, by noun and id.
    """
    found: dict[About, list[Remark]] = {}
    apart: dict[About, list[Remark]] = {}
    for remark in _readable(session, document, me, list(_remarks(session, document, me))):
        stands = remark.about in standing
        if stands or remark.mine or policy.leads(me):
            (found if stands else apart).setdefault(remark.about, []).append(remark)
    named = list(_spokespeople(session, document))
    return Talk(
        remarks=found,
        apart=[_apart(session, me, about, remarks) for about, remarks in apart.items()],
        bodies=[(number, title) for one, _, number, title in named if one == me.id],
        spokespeople=named if policy.leads(me) else [],
        is_open=document.state == FOR_COMMENT and me.role in (policy.FACILITATOR, policy.MEMBER),
    )


def _readable(session: Session, document: Document, me: Participant, remarks: list[Remark]) -> Iterable[Remark]:
    """Yield comments without suggestions for words that the reader may not read, which a suggestion repeats."""
    kept = {
        (noun, number)
        for noun in ("goal", "measure")
        for number in kept_back(session, noun, {one.about[1] for one in remarks if one.about[0] == noun}, me)
    }
    for one in remarks:
        if one.about not in kept or one.original in ("", said_now(session, document, *one.about, one.lang)):
            yield one
        elif one.mine:
            yield replace(one, original="")
        elif one.text:
            yield replace(one, original="", suggestion="", state="")


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


def _apart(session: Session, me: Participant, about: About, remarks: list[Remark]) -> Apart:
    (kind, number), own_number = about, ""
    if kind == "paragraph":
        paragraph = session.get_one(DocumentParagraph, number)
        title, unseen = paragraph.text, not policy.leads(me)
    elif kind == "goal":
        goal = session.get_one(Goal, number)
        own_number, title, unseen = goal.number, wordings(goal.title), _is_unseen(goal, me)
    else:
        measure = session.get_one(Measure, number)
        own_number, title = f"{measure.goal.number}.{measure.number}", wordings(measure.text)
        unseen = _is_unseen(measure, me)
    if unseen:
        # Danger: the text that a suggestion was made for may be the one that was hidden.
        return Apart(kind, number, "", {}, [replace(each, original="") for each in remarks])
    return Apart(kind, number, own_number, title, remarks)


def _is_unseen(thing: Goal | Measure, me: Participant) -> bool:
    return (thing.gone and not policy.leads(me)) or (thing.sealed and thing.sealed_for != me.id)


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
