"""The figures of a process are read at a port of their own, on this machine only, and tell of no single ballot."""

import re
from itertools import pairwise

import pytest

from tests.nodes.client import Client
from tests.nodes.http import new_http
from workshop.config import BadSettings, read_settings
from workshop.web.http.access_log import STEP


@pytest.fixture(scope="module", params=["sqlite"])
def database_kind(request) -> str:
    """One database is enough: the figures are of the process."""
    return request.param


def counted(figures: str) -> float:
    """How many commands a process has told of so far."""
    found = re.findall(r'^workshop_request_seconds_count\{rule="[^"]*/do/[^"]*",[^}]*\} (\S+)', figures, re.MULTILINE)
    return sum(map(float, found))


def test_they_are_not_at_the_address_that_people_reach(shared_server):
    with new_http() as http:
        assert http.get(f"{shared_server.url}/metrics").status_code == 404
    assert "workshop_listeners" in shared_server.figures()


def test_a_command_is_not_seen_as_it_comes(shared_server):
    slug = shared_server.example["consultation"]
    with Client(shared_server.url, shared_server.example["facilitator"]["token"]) as lead:
        seen = []
        for _ in range(2 * STEP):
            lead.done(slug, "rename_me", name="Kirsi")
            seen.append(counted(shared_server.figures()))
    moved = sorted(set(seen), key=seen.index)
    assert {later - before for before, later in pairwise(moved)} == {STEP}


def test_they_are_on_the_loopback_unless_it_is_set_otherwise(tmp_path):
    about = {"WORKSHOP_DATA": str(tmp_path)}
    assert read_settings(about).metrics == ("127.0.0.1", 9464)
    assert read_settings({**about, "WORKSHOP_METRICS": "[::1]:18000"}).metrics == ("::1", 18000)
    assert read_settings({**about, "WORKSHOP_METRICS": "off"}).metrics is None


@pytest.mark.parametrize("given", ["", "on", "127.0.0.1", "127.0.0.1:", ":9464", "127.0.0.1:99999", "a b:1", "no:x"])
def test_what_is_no_place_to_listen_is_refused_with_a_sentence(tmp_path, given):
    with pytest.raises(BadSettings, match="WORKSHOP_METRICS"):
        read_settings({"WORKSHOP_DATA": str(tmp_path), "WORKSHOP_METRICS": given})


def test_a_port_that_is_taken_keeps_nobody_from_being_served(shared_server):
    other = shared_server.sibling(WORKSHOP_METRICS=f"127.0.0.1:{shared_server.metrics_port}")
    assert other.ready()
    assert "no metrics at 127.0.0.1" in other.log_tail()
