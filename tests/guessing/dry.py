"""A server at which so many guess that nothing is left that all have in common, whatever the time does."""

from sqlalchemy import update

from tests.nodes.client import Client
from tests.nodes.server import Server
from workshop.db import Database
from workshop.limits.buckets import held, seconds_now, take
from workshop.limits.codes import COMMON, DAY
from workshop.models import RateCounter


def let_many_guess(server: Server) -> None:
    """Take all that the addresses have in common."""
    database = Database(server.storage_url)
    try:
        database.write(_take_all)
    finally:
        database.dispose()


def use_up(server: Server, program: Client) -> None:
    """Guess until the program's address has nothing left, and all have nothing in common."""
    let_many_guess(server)
    for number in range(100):
        if program.join(f"{10**7 + number}", "Guesser").status_code == 429:
            return
    raise AssertionError("nobody slows a guesser")


def _take_all(session):
    now = seconds_now(session)
    with held(session, now, [(COMMON, "")]) as full:
        while take(full, now, [(COMMON, "")]):
            pass
    # Nothing comes to it while a test goes on, however long that takes.
    session.execute(update(RateCounter).where(RateCounter.key == COMMON.key("")).values(until=now + 2 * DAY))
