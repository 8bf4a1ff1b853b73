"""What the page of a document shows: its content, and for facilitators what they edit in it; and adopted documents."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop import policy
from workshop.content import Block, Content, Section, content_from
from workshop.db import database_now
from workshop.errors import NotFound
from workshop.fields import wordings
from workshop.models import Body, Consultation, Goal, Measure, Participant, Phenomenon, Round, Theme
from workshop.models.document import DRAFT, PROPOSED, AdoptedDocument, Document, DocumentParagraph
from workshop.operations.documents.content import written_in
from workshop.operations.documents.finished import completeness_of
from workshop.operations.documents.holding import is_fixed
from workshop.operations.documents.proposed import Change, changes_since, fingerprint_of
from workshop.operations.documents.texts_to_word import Completeness
from workshop.queries.documents.talk import Talk, talk_of

# What a document shows besides its own texts.
SHOWN_IN_IT = (Goal, Measure, Theme, Phenomenon, Body, Round)


@dataclass(frozen=True)
class Shown:
    """A document; `title` is as stored, and `out` are (id, number, title) of the goals that do not stand in it.

    `changed` is what is another than it was proposed, and `fingerprint` what it holds now, while it is proposed.
    `held`: who else writes in a paragraph now, by its id. `mark` is another whenever something has changed.
    """

    content: Content
    title: dict[str, str]
    numbered: bool
    correction: str
    is_fixed: bool
    mark: str
    changed: list[Change]
    fingerprint: str
    held: dict[int, str]
    adopted: list[str]
    out: list[tuple[int, str, dict[str, str]]]
    goals: dict[str, int]
    measures: dict[str, int]
    talk: Talk
    completeness: list[Completeness]
    _written: dict[int, DocumentParagraph] = field(repr=False)
    _themes: dict[int, int] = field(repr=False)

    def paragraph(self, block: Block) -> DocumentParagraph | None:
        """Return the paragraph that a block of the content shows, if it is one that is written here."""
        return self._written.get(id(block))

    def theme(self, section: Section) -> int | None:
        """Return the id of the theme that a section of the content is about."""
        return self._themes.get(id(section))


@dataclass(frozen=True)
class Adopted:
    """An adopted document: id, content, the very bytes that its hash is of, and the address of what corrects it."""

    id: int
    content: Content
    written: bytes
    sha256: str
    corrected_by: str

    def whole(self, site: str) -> Content:
        """Return the content with its hash and its address, as files say them."""
        return replace(self.content, sha256=self.sha256).at(site)


def document_of(session: Session, consultation: Consultation, me: Participant) -> Shown | None:
    """Return the document as a participant sees it; None where there is none, or only a draft, to those who lead.

    Raises NotFound for others until it is for comment.
    """
    document = _readable(session, consultation, me)
    if document is None:
        return None
    held = _held(session, document)
    content, written, themes, goals, measures = written_in(session, document)
    standing = {
        *(("paragraph", each.id) for each in written.values()),
        *(("goal", number) for number in goals.values()),
        *(("measure", number) for number in measures.values()),
    }
    adopted = select(AdoptedDocument.address).where(AdoptedDocument.document_id == document.id)
    return Shown(
        content=content,
        title=document.title,
        numbered=document.numbered,
        correction=document.correction,
        is_fixed=is_fixed(document),
        mark=_mark(session, document, held if policy.leads(me) else {}),
        changed=changes_since(document, content) if content.state == PROPOSED else [],
        fingerprint=fingerprint_of(content) if content.state == PROPOSED else "",
        held={number: name for number, (holder, name) in held.items() if holder != me.id},
        adopted=list(session.scalars(adopted.order_by(AdoptedDocument.id))),
        out=_out(session, consultation, set(goals.values())),
        goals=goals,
        measures=measures,
        talk=talk_of(session, document, me, standing),
        completeness=completeness_of(session, document),
        _written=written,
        _themes=themes,
    )


def mark_of(session: Session, consultation: Consultation, me: Participant) -> str:
    """Return the mark of a document; raises NotFound as `document_of` does."""
    document = _readable(session, consultation, me)
    if document is None:
        return ""
    return _mark(session, document, _held(session, document) if policy.leads(me) else {})


def state_seen(session: Session, consultation: Consultation, me: Participant) -> str | None:
    """Return the state of the document that a participant can read; None where there is none."""
    query = select(Document.state).where(Document.consultation_id == consultation.id)
    state = session.scalars(query).one_or_none()
    return state if policy.leads(me) or state != DRAFT else None


def adopted_at(session: Session, address: str) -> Adopted:
    """Return the adopted document with this address, for everybody; raises NotFound."""
    kept = session.scalars(select(AdoptedDocument).where(AdoptedDocument.address == address)).one_or_none()
    if kept is None:
        raise NotFound(address)
    later = session.scalars(select(AdoptedDocument.address).where(AdoptedDocument.corrects_id == kept.id)).first()
    data: dict[str, Any] = json.loads(kept.content)
    return Adopted(kept.id, content_from(data), kept.content.encode(), kept.sha256, later or "")


def _readable(session: Session, consultation: Consultation, me: Participant) -> Document | None:
    document = session.scalars(select(Document).where(Document.consultation_id == consultation.id)).one_or_none()
    if not policy.leads(me) and (document is None or document.state == DRAFT):
        raise NotFound("document")
    return document


def _held(session: Session, document: Document) -> dict[int, tuple[int, str]]:
    """Return who writes in a paragraph now, by its id: their id and name."""
    query = (
        select(DocumentParagraph.id, Participant.id, Participant.name)
        .join(Participant, Participant.id == DocumentParagraph.held_by_id)
        .where(DocumentParagraph.document_id == document.id, ~DocumentParagraph.removed)
        .where(DocumentParagraph.held_until > database_now(session))
    )
    return {number: (holder, name or "") for number, holder, name in session.execute(query)}


def _mark(session: Session, document: Document, held: dict[int, tuple[int, str]]) -> str:
    """Return what is another whenever the document is, by what stands in it; who writes where is for its editors."""
    newest = [
        select(func.max(kind.revision)).where(kind.consultation_id == document.consultation_id).scalar_subquery()
        for kind in SHOWN_IN_IT
    ]
    revision = max(each or 0 for each in session.execute(select(*newest)).one())
    return ".".join([str(document.changes), str(revision), *(f"{each}-{held[each][0]}" for each in sorted(held))])


def _out(session: Session, consultation: Consultation, within: set[int]) -> list[tuple[int, str, dict[str, str]]]:
    query = select(Goal).where(
        Goal.consultation_id == consultation.id, ~Goal.gone, Goal.sealed_for.is_(None), Goal.superseded.is_(None)
    )
    goals = [goal for goal in session.scalars(query) if goal.id not in within]
    goals.sort(key=lambda goal: [int(part) for part in goal.number.split(".")])
    return [(goal.id, goal.number, wordings(goal.title)) for goal in goals]
