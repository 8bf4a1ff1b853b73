"""Each fault happens once, shortened: what was acknowledged is there once, and every client converges."""

from collections.abc import Callable, Iterator

import pytest

from tests.campaign.faults import FAULTS
from tests.campaign.place import KINDS, POSTGRES, SQLITE, Place, cluster_on_demand
from tests.campaign.runner import once
from tests.nodes.postgres import Postgres

SEED = 1
PACE = 0.15
# How quick it is on a busy machine is the campaign's own business (bin/faults).
PATIENCE = 60
# What a close and a kill do on either database tests/faults tries too: here each is on one, and with `--all` on both.
SHORTLY = {
    "closed_by_hand": SQLITE,
    "closed_by_the_clock": POSTGRES,
    "killed_under_load": POSTGRES,
    "killed_at_a_commit": SQLITE,
}
# These start many processes, or befall what stands above the databases: each is tried on one of them here, and on both
# by the campaign.
ONCE = {
    "restored": POSTGRES,
    "upgraded": SQLITE,
    "asleep": SQLITE,
    "deaf": SQLITE,
    "two_facilitators": POSTGRES,
    "cable_out": SQLITE,
    "sockets_blocked": SQLITE,
    "cut_at_random": SQLITE,
    "answers_lost": SQLITE,
    "repeated_and_reordered": SQLITE,
    "gone_before_the_answer": POSTGRES,
}


def marks_of(name: str, kind: str) -> list[pytest.MarkDecorator]:
    """What a fault on a database is marked with: one worker has all of a database."""
    marks = [pytest.mark.xdist_group(f"campaign-{kind}")]
    return marks if SHORTLY.get(name, kind) == kind else [*marks, pytest.mark.at_length]


ON = [
    pytest.param(name, kind, marks=marks_of(name, kind), id=f"{name}-{kind}")
    for kind in KINDS
    for name, fault in FAULTS.items()
    if kind in fault.databases and ONCE.get(name, kind) == kind
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Callable[[], Postgres]]:
    """A PostgreSQL of these tests alone, which may be restarted."""
    with cluster_on_demand() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def shared(cluster) -> Iterator[dict[str, Place]]:
    """The places that are there so far, one for each database."""
    places: dict[str, Place] = {}
    yield places
    for place in places.values():
        place.close()


@pytest.fixture
def place(name, kind, shared, cluster) -> Iterator[Place]:
    """Where a fault happens: one place for all of a database, but for those that need a small disk."""
    if FAULTS[name].small_disk:
        place = Place(kind, cluster, small_disk=True)
        yield place
        place.close()
        return
    if kind not in shared:
        shared[kind] = Place(kind, cluster)
    yield shared[kind]


@pytest.mark.parametrize(("name", "kind"), ON)
def test_nothing_is_lost_or_doubled_and_everyone_converges(name, place):
    verdict = once(FAULTS[name], place, SEED, pace=PACE, patience=PATIENCE)
    assert not verdict.broken, "\n".join(verdict.broken)
    assert verdict.acknowledged > 0
