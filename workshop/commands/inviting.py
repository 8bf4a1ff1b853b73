"""Inviting from the command line: whoever has the machine may let people in, and the journal says so."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.commands.accounts import account_by_email, normal_email
from workshop.commands.arguments import Arguments, Name, read_arguments
from workshop.commands.asker import Asker
from workshop.commands.journal import write_journal
from workshop.commands.people import enter
from workshop.commands.standing import lock
from workshop.db import database_now
from workshop.errors import NotFound
from workshop.events import Happened
from workshop.models import Consultation


class Named(Arguments):
    """A name that comes from the command line, held to what holds for all."""

    name: Name


def invite_as_system(session: Session, slug: str, email: str, role: str, name: str | None, lang: str) -> None:
    """Make an address a participant with a role; raises NotFound, Invalid for a name that
    is none, and Conflict for one who is there already.
    """
    consultation = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if consultation is None:
        raise NotFound(slug)
    name = read_arguments(Named, {"name": name}).name if name else None
    lock(session, consultation.id)
    now = database_now(session)
    account = account_by_email(session, normal_email(email), name, lang, now)
    asker = Asker(session, consultation, None, str(uuid.uuid4()), now)
    them = enter(asker, account, name or account.name, role=role, body_id=None, invited=True)
    write_journal(session, consultation, [Happened("participant_invited", them)], None, now)
