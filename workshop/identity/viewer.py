"""The viewer of a consultation: a signed-in participant, or a wall by the cookie of its link."""

from dataclasses import dataclass

from flask import Request
from flask_login import current_user
from sqlalchemy.orm import Session

from workshop.config import Settings
from workshop.engine.request_state import place_of
from workshop.errors import NotFound, NotSignedIn
from workshop.identity.walls import walls_of
from workshop.models import Consultation, Participant


@dataclass(frozen=True)
class Viewer:
    """The viewer of a consultation: a participant, or a wall's link, which stands for nobody.

    At a wall `me` is None: it hears what everyone hears, and can't give any command.
    """

    consultation: Consultation
    me: Participant | None
    wall_link_id: int | None = None


def viewer_of(session: Session, settings: Settings, request: Request, slug: str) -> Viewer:
    """Fetch a consultation and its viewer: a participant, otherwise a wall; raises NotSignedIn, NotFound."""
    try:
        if not current_user.is_authenticated:
            raise NotSignedIn
        return Viewer(*place_of(session, slug, current_user.account_id))
    except (NotSignedIn, NotFound):
        for link in walls_of(session, settings, request):
            consultation = session.get_one(Consultation, link.consultation_id)
            if consultation.slug == slug:
                return Viewer(consultation, None, link.id)
        raise
