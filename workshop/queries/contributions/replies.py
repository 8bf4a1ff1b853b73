"""Official replies to a goal, as whoever takes part reads them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.fields import wordings
from workshop.models import Body
from workshop.models.reply import OfficialReply


class Reply(NamedTuple):
    """What was replied, by whom and when; `body` has the title of a body, in its languages."""

    status: str | None
    text: str
    lang: str
    role: str
    body: dict[str, str]
    at: datetime


def replies_to(session: Session, goal_id: int) -> list[Reply]:
    """Return the replies to a goal, the newest first, which tells where the goal stands."""
    query = select(OfficialReply, Body).join(Body, Body.id == OfficialReply.body_id, isouter=True)
    rows = session.execute(query.where(OfficialReply.goal_id == goal_id).order_by(OfficialReply.id.desc()))
    return [
        Reply(each.status, each.text, each.lang, each.role, wordings(body.title) if body else {}, each.written_at)
        for each, body in rows
    ]
