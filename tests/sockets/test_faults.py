"""Faults: forgiven in a row, then one by one; and who is forgiven all is forgotten."""

from workshop.sockets import faults
from workshop.sockets.faults import FORGIVEN, SECONDS_EACH, Faults


def test_faults_in_a_row_are_forgiven_and_then_one_by_one():
    now = 1000.0
    counted = Faults(lambda: now)
    assert counted.wait("Aino") == 0
    for _ in range(FORGIVEN):
        assert counted.wait("Aino") == 0
        counted.add("Aino")
    assert counted.wait("Aino") == SECONDS_EACH
    assert counted.wait("Eero") == 0
    now += SECONDS_EACH
    assert counted.wait("Aino") == 0
    counted.add("Aino")
    assert counted.wait("Aino") == SECONDS_EACH
    now += FORGIVEN * SECONDS_EACH
    assert counted.wait("Aino") == 0


def test_who_is_forgiven_all_is_forgotten(monkeypatch):
    monkeypatch.setattr(faults, "SWEPT_AT", 3)
    now = 1000.0
    counted = Faults(lambda: now)
    for who in range(3):
        counted.add(who)
    now += SECONDS_EACH
    counted.add("Aino")
    assert list(counted._until) == ["Aino"]
