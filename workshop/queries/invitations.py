"""An invitation: who is invited, by whom, to what, and to which next workshop."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.db import database_now
from workshop.fields import LANGUAGES, wordings
from workshop.models import Account, Consultation, Participant, Workshop

# A workshop that began up to this long ago may still be the one to which a person is invited.
LONGEST_WORKSHOP = timedelta(hours=12)


@dataclass(frozen=True)
class Invitation:
    """The contents of a letter of invitation, in the language of its recipient.

    Danger: where a guest invites, `title`, `inviter` and `inviter_email` are empty, so that no text by a guest is
    mailed to strangers. The latter two are empty where the administrator invites. `workshop`, `starts_at` and `code`
    are those of the next workshop; None if there is none.
    """

    email: str
    lang: str
    slug: str
    title: str
    inviter: str
    inviter_email: str
    workshop: str | None = None
    starts_at: datetime | None = None
    code: str | None = None


def invitation_of(session: Session, participant_id: int, inviter_id: int | None) -> Invitation | None:
    """Fetch the invitation of a participant; None if they were removed or have no address."""
    them = session.get_one(Participant, participant_id)
    account = session.get_one(Account, them.account_id)
    email = them.invited_as or account.email
    if them.removed or not email:
        return None
    lang = session.scalar(select(Account.lang).where(Account.email == email)) or them.lang
    consultation = session.get_one(Consultation, them.consultation_id)
    inviter = session.get(Participant, inviter_id) if inviter_id else None
    theirs = session.get_one(Account, inviter.account_id).email or "" if inviter else ""
    about: dict[str, Any] = {"email": email, "lang": lang, "slug": consultation.slug, "inviter_email": theirs}
    if inviter and not theirs:
        return Invitation(title="", inviter="", **about)
    title = _in(lang, consultation.title) or consultation.slug
    about |= _next_workshop(session, them, lang)
    return Invitation(title=title, inviter=inviter.name if inviter else "", **about)


def _next_workshop(session, them, lang):
    """Return the next workshop by its time, or the only one where that has no time."""
    there = session.scalars(
        select(Workshop)
        .where(Workshop.consultation_id == them.consultation_id, Workshop.state == "current")
        .order_by(Workshop.starts_at, Workshop.id)
    ).all()
    since = database_now(session) - LONGEST_WORKSHOP
    coming = [one for one in there if one.starts_at and one.starts_at > since]
    found = coming or [one for one in there if one.starts_at is None and len(there) == 1]
    if not found:
        return {}
    return {"workshop": _in(lang, found[0].title), "starts_at": found[0].starts_at, "code": found[0].code}


def _in(lang, texts):
    held = wordings(texts)
    return next((held[slot] for slot in (lang, *LANGUAGES, *held) if held.get(slot)), "")
