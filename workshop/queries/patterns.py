"""The patterns that a person has saved."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.models import Pattern


def patterns_of(session: Session, account_id: int) -> Sequence[Pattern]:
    """Return the patterns of an account, the newest first."""
    own = select(Pattern).where(Pattern.account_id == account_id)
    return session.scalars(own.order_by(Pattern.id.desc())).all()
