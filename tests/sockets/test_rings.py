"""A ring for figures alone has the journal read only when figures are due."""

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import select

from tests.entry.visitor import database_of
from workshop.models import Participant
from workshop.sockets.broadcast import Broadcaster
from workshop.sockets.listeners import Listener


@pytest.fixture
def broadcaster(server):
    with database_of(server) as database:
        yield Broadcaster(database, lambda name, data, sids: None, lambda sid: None)


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
    broadcaster.pace.spend(lead.consultation_id, 10_000)
    broadcaster.ring(lead.consultation_id, quiet=True)
    assert _reads(broadcaster) == 0
    broadcaster.ring(lead.consultation_id)
    assert _reads(broadcaster) > 0
