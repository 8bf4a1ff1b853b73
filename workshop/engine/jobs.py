"""Jobs: what is to be done after a transaction is written down in it, so that it is as certain as its cause."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workshop.db import wake_worker
from workshop.models import Job


def order(session: Session, name: str, arguments: dict[str, Any], due_at: datetime) -> None:
    """Write down a job by the name of its kind (workshop/jobs); the arguments carry ids and addresses, never choices.

    The worker is woken when the transaction is on disk.
    """
    session.add(Job(name=name, arguments=arguments, due_at=due_at))
    wake_worker(session)
