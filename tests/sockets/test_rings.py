"""What a ring has read and sent: figures when they are due, and events whatever fails after them."""

import gevent
import pytest
from prometheus_client import REGISTRY
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from tests.entry.visitor import database_of
from tests.nodes.client import Client
from workshop.errors import CannotSave
from workshop.models import Participant
from workshop.sockets.broadcast import Broadcaster
from workshop.sockets.listeners import Listener
from workshop.sockets.pace import LONGEST_SECONDS

# What broadcasters have sent in the test that runs.
SENT: list[tuple[str, dict]] = []


@pytest.fixture
def broadcaster(server):
    with database_of(server) as database:
        yield Broadcaster(database, lambda name, data, sids: SENT.append((name, data)), lambda sid: None)
    SENT.clear()


@pytest.fixture
def lead(broadcaster):
    with broadcaster.database.read() as session:
        return session.scalar(select(Participant))


def _reads(broadcaster) -> float:
    """How often a turn reads beyond the one look that each begins with."""
    before = REGISTRY.get_sample_value("workshop_database_reads_total")
    broadcaster.turn(False)
    return REGISTRY.get_sample_value("workshop_database_reads_total") - before - 1


def _all_is_told(broadcaster, lead):
    broadcaster.welcome(Listener("a", lead.consultation_id, lead.id, True, lead.me_version))
    broadcaster.turn(True)


def test_a_ballot_has_figures_counted_when_they_are_due(broadcaster, lead):
    _all_is_told(broadcaster, lead)
    broadcaster.ring(lead.consultation_id, quiet=True)
    assert _reads(broadcaster) > 0


def test_a_ballot_waits_where_figures_are_not_due_and_an_event_does_not(broadcaster, lead):
    _all_is_told(broadcaster, lead)
    broadcaster.pace.spend(lead.consultation_id, 10_000, broadcaster.pace.now())
    broadcaster.ring(lead.consultation_id, quiet=True)
    assert _reads(broadcaster) == 0
    broadcaster.ring(lead.consultation_id)
    assert _reads(broadcaster) > 0


def test_a_ballot_that_waited_has_figures_counted_when_they_are_due_and_not_on_the_tick(broadcaster, lead):
    _all_is_told(broadcaster, lead)
    broadcaster.pace.spend(lead.consultation_id, 10_000, broadcaster.pace.now() - LONGEST_SECONDS / 3)
    broadcaster.ring(lead.consultation_id, quiet=True)
    gevent.sleep(broadcaster.pace.seconds_left(lead.consultation_id) + 0.05)
    # It reads once a second by itself.
    broadcaster.presence.tell()
    assert _reads(broadcaster) > 0


def test_events_are_sent_though_what_is_read_after_them_fails(broadcaster, lead, server):
    _all_is_told(broadcaster, lead)
    slug, client = server.example["consultation"], Client(server.url, server.example["facilitator"]["token"])
    client.done(slug, "create_theme", title="Saaristo")
    _rename(broadcaster, "tally", "tally_away")
    SENT.clear()
    broadcaster.pace.spend(lead.consultation_id, 10_000, broadcaster.pace.now())
    broadcaster.ring(lead.consultation_id)
    with pytest.raises((DBAPIError, CannotSave)):
        broadcaster.turn(False)
    _rename(broadcaster, "tally_away", "tally")
    broadcaster.turn(True)
    heard = [event["name"] for name, data in SENT if name == "events" for event in data["events"]]
    assert heard == ["theme_created"]


def _rename(broadcaster, table, name):
    broadcaster.database.write(lambda session: session.execute(text(f"ALTER TABLE {table} RENAME TO {name}")))
