"""Ordering jobs: a job's row is written in the transaction of its cause, so that it is as certain as that."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workshop.db import wake_worker
from workshop.models import Job


def order(session: Session, name: str, arguments: dict[str, Any], due_at: datetime) -> None:
    """Order a job by the name of its kind (workshop/jobs); the worker is woken after the commit.

    `arguments` carry ids and addresses, never choices.
    """
    session.add(Job(name=name, arguments=arguments, due_at=due_at))
    wake_worker(session)
