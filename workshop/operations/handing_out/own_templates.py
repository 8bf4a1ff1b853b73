"""The Word templates of an organisation: kept once they are checked, replaced, listed and removed."""

from typing import NamedTuple

from sqlalchemy import delete, insert, literal, select, update
from sqlalchemy.orm import Session

from workshop import policy
from workshop.db import database_now
from workshop.errors import NotFound
from workshop.fields import clean_text
from workshop.language.sorting import alphabetical
from workshop.models import Consultation, Export, OwnTemplate, Participant
from workshop.operations.auditing import note
from workshop.operations.handing_out.exports import CANCELLED, UNDER_WAY

MOST = 10
LONGEST_NAME = 100


class TooManyTemplates(ValueError):
    """The consultation has as many templates as it may have."""


class Kept(NamedTuple):
    """A template without what is in it."""

    id: int
    name: str


def named(given: str) -> str:
    """Return the name of a file as a template has it: without folders, and not too long."""
    name = " ".join(clean_text(given).replace("\\", "/").rpartition("/")[2].split())
    return name[-LONGEST_NAME:].strip() or "template.docx"


def keep_template(session: Session, me: Participant, name: str, contents: bytes) -> None:
    """Keep a template that was checked, in the place of one of the same name; raises TooManyTemplates."""
    _one_at_a_time(session, me)
    mine = select(OwnTemplate).where(OwnTemplate.consultation_id == me.consultation_id)
    kept = session.scalars(mine.where(OwnTemplate.name == name)).one_or_none()
    if kept is None:
        if len(templates_of(session, me)) >= MOST:
            raise TooManyTemplates(MOST)
        kept = OwnTemplate(consultation_id=me.consultation_id, name=name)
        session.add(kept)
    kept.contents, kept.kept_at = contents, database_now(session)
    _note(session, me, "template_kept")


def remove_template(session: Session, me: Participant, number: int) -> None:
    """Remove a template, and cancel the files that are being made in it; raises NotFound."""
    _one_at_a_time(session, me)
    template_of(session, me, number)
    # Danger: a file that somebody asks for now names it. This waits until that is stored, and so is seen below.
    session.execute(select(OwnTemplate.id).where(OwnTemplate.id == number).with_for_update())
    in_it = update(Export).where(Export.template_id == number)
    session.execute(in_it.where(Export.state.in_(UNDER_WAY)).values(state=CANCELLED))
    session.execute(in_it.values(template_id=None))
    session.execute(delete(OwnTemplate).where(OwnTemplate.id == number))
    _note(session, me, "template_removed")


def copy_templates(session: Session, original: Consultation, copy: Consultation) -> None:
    """Give a copy of a consultation the templates of its original."""
    columns = (OwnTemplate.name, OwnTemplate.contents, OwnTemplate.kept_at)
    theirs = select(literal(copy.id), *columns).where(OwnTemplate.consultation_id == original.id)
    into = insert(OwnTemplate).from_select(["consultation_id", *(each.key for each in columns)], theirs)
    session.execute(into)


def templates_of(session: Session, me: Participant) -> list[Kept]:
    """Return the templates of a participant's consultation; none to those who do not lead."""
    if not policy.leads(me):
        return []
    mine = select(OwnTemplate.id, OwnTemplate.name).where(OwnTemplate.consultation_id == me.consultation_id)
    return sorted((Kept(*row) for row in session.execute(mine)), key=lambda each: alphabetical(each.name))


def template_of(session: Session, me: Participant, number: int) -> OwnTemplate:
    """Return a template of a participant's consultation; raises NotFound, also for those who do not lead."""
    # Compared here, since an address may have a number that no database takes.
    if number not in [each.id for each in templates_of(session, me)]:
        raise NotFound(number)
    return session.get_one(OwnTemplate, number)


def _one_at_a_time(session, me):
    """Let nobody else keep or remove a template meanwhile: two would find the same place free, or the same template."""
    session.execute(select(Consultation.id).where(Consultation.id == me.consultation_id).with_for_update())


def _note(session, me, name):
    note(session, name, actor_id=me.account_id, consultation_id=me.consultation_id)
