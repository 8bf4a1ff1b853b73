"""Closes rounds whose time has come, and opens them; a round's own row says when it is due, so nothing is ordered."""

import logging

from workshop.db import Database
from workshop.engine.request_state import all_due
from workshop.operations.publishing import close_due_rounds_of

log = logging.getLogger("workshop.jobs")


def close_due_rounds(database: Database) -> None:
    """Settle every consultation in which a time has come; one that fails keeps no other from it.

    Several workers may do so at once: each looks again under the consultation's lock.
    """
    with database.read() as session:
        due = all_due(session)
    for consultation_id in due:
        try:
            close_due_rounds_of(database, consultation_id)
        except Exception:
            log.exception("a round by the clock could not be settled")
