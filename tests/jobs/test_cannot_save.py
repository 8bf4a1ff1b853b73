"""A job that was done while the database could not save is not done again when it can."""

import threading
from dataclasses import replace

import pytest

from tests.mail.conftest import address
from workshop.db import embedded
from workshop.jobs import KINDS
from workshop.worker import Worker

PATIENCE_MS, LOCKED_SECONDS = 100, 1.5


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_letter_that_was_sent_while_the_database_was_locked_is_not_sent_again(
    database, settings, letters_to, rows, capsys, monkeypatch
):
    monkeypatch.setattr(embedded, "BUSY_MS", PATIENCE_MS)
    letters_to([address()])
    kind, other = KINDS["sign_in_link"], embedded.connect(database.path)
    unlock = threading.Timer(LOCKED_SECONDS, lambda: other.execute("COMMIT"))

    def run_and_lock(context, **arguments):
        kind.run(context, **arguments)
        other.execute("BEGIN IMMEDIATE")
        unlock.start()

    worker = Worker(settings, database, {kind.name: replace(kind, run=run_and_lock)})
    assert worker.work() == 1
    unlock.join()
    other.close()
    assert rows() == []
    assert capsys.readouterr().out.count("Subject: ") == 1
