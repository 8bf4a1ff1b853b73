"""Opens and closes rounds by the clock; a round's own row says when it is due, so no job is ordered."""

import logging

from workshop.db import Database
from workshop.engine.request_state import all_due
from workshop.operations.publishing import close_due_rounds_of

log = logging.getLogger("workshop.jobs")


def close_due_rounds(database: Database) -> None:
    """Open and close the due rounds of all consultations; a failure in one does not stop the others.

    Safe in several workers at once: each checks again under the consultation's lock.
    """
    with database.read() as session:
        due = all_due(session)
    for consultation_id in due:
        try:
            close_due_rounds_of(database, consultation_id)
        except Exception:
            log.exception("a round by the clock could not be settled")
