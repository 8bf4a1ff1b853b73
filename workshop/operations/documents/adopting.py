"""Adopting a document: it is stored whole as it stands, with its hash, under an address that lasts."""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.content import Wording, as_data
from workshop.fields import canonical
from workshop.models import Consultation
from workshop.models.document import ADOPTED, AdoptedDocument, Document
from workshop.operations.documents.content import content_of
from workshop.operations.documents.numbers import placed_goals
from workshop.operations.handing_out.adopted_files import order_files


class Meeting(NamedTuple):
    """Who adopted a document (by language), when, and why although languages were `unfinished`."""

    body: dict[str, str]
    on: date
    minutes: str
    unfinished: str


def adopt(session: Session, document: Document, meeting: Meeting, now: datetime) -> str:
    """Store a document as a body adopted it, order its files, and return its address; the next one corrects this."""
    before = newest_of(session, document)
    address = _free_address(session, document, meeting.on.year)
    document.state = ADOPTED
    document.adopted_goal_ids = sorted(each.goal.id for each in placed_goals(session, document))
    first = next(iter(meeting.body))
    body = {lang: meeting.body.get(lang, "") for lang in (*document.languages, *meeting.body)}
    content = replace(
        content_of(session, document),
        body={lang: Wording(body[lang] or body[first], lang if body[lang] else first) for lang in document.languages},
        adopted_on=meeting.on,
        minutes=meeting.minutes,
        unfinished=meeting.unfinished,
        address=address,
        corrects=before.address if before else "",
        correction=document.correction,
    )
    written = canonical(as_data(content))
    kept = AdoptedDocument(
        document_id=document.id,
        address=address,
        content=written.decode(),
        sha256=hashlib.sha256(written).hexdigest(),
        corrects_id=before.id if before else None,
        adopted_at=now,
    )
    session.add(kept)
    document.correction = ""
    session.flush()
    order_files(session, address)
    return address


def newest_of(session: Session, document: Document) -> AdoptedDocument | None:
    """Return what was adopted last of a document."""
    query = select(AdoptedDocument).where(AdoptedDocument.document_id == document.id)
    return session.scalars(query.order_by(AdoptedDocument.id.desc()).limit(1)).first()


def _free_address(session: Session, document: Document, year: int) -> str:
    slug = session.get_one(Consultation, document.consultation_id).slug
    stem = slug if slug.endswith(f"-{year}") else f"{slug}-{year}"
    query = select(AdoptedDocument.address).where(AdoptedDocument.address.startswith(stem, autoescape=True))
    taken = set(session.scalars(query))
    number, address = 1, stem
    while address in taken:
        number += 1
        address = f"{stem}-{number}"
    return address
