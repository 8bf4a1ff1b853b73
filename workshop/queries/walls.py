"""The links that open a wall now."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import WallLink, Workshop

_OPEN = (
    select(WallLink)
    .join(Workshop, Workshop.id == WallLink.workshop_id)
    .where(WallLink.state == "current", Workshop.state == "current")
    .order_by(WallLink.id)
)


def open_links(session: Session, link_ids: Iterable[int]) -> list[WallLink]:
    """Give those of some links that open a wall now."""
    return list(session.scalars(_OPEN.where(WallLink.id.in_(list(link_ids)))))


def links_of(session: Session, workshop_id: int) -> list[WallLink]:
    """Give the links that open the wall of a workshop now."""
    return list(session.scalars(_OPEN.where(WallLink.workshop_id == workshop_id)))
