"""The units of deploy/ are such as systemd takes, run commands that there are, and tell no secret."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.nodes.proxies import DEPLOY

UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
WORKSHOP = Path(sys.executable).parent / "workshop"
HARDENING = re.compile(r"^CapabilityBoundingSet=.*?^SystemCallArchitectures=native$", re.MULTILINE | re.DOTALL)


def test_systemd_takes_the_units(tmp_path):
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/workshop/.venv/bin/workshop", str(WORKSHOP)))
    (tmp_path / "workshop@.service").rename(tmp_path / "workshop@8000.service")
    assert len(UNITS) == 4
    verdict = subprocess.run(
        [shutil.which("systemd-analyze"), "verify", *sorted(tmp_path.iterdir())],
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = [line for line in verdict.stderr.splitlines() if str(tmp_path) in line or "workshop" in line]
    assert said == []


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_each_service_runs_a_command_that_there_is_and_is_hedged_in_like_the_others(unit):
    text = unit.read_text()
    [command] = re.findall(r"^ExecStart=/opt/workshop/.venv/bin/workshop (.+)$", text, re.MULTILINE)
    name, *arguments = command.split()
    shown = subprocess.run([WORKSHOP, name, "--help"], capture_output=True, text=True, check=True, timeout=60).stdout
    assert all(argument in shown for argument in arguments if argument.startswith("--"))
    assert HARDENING.search(text)[0] == HARDENING.search(UNITS[0].read_text())[0]


def test_the_sample_of_settings_knows_no_other_settings_than_the_documents_and_no_secret():
    text = (DEPLOY / "workshop.env").read_text()
    names = re.findall(r"^#?(WORKSHOP_\w+)=", text, re.MULTILINE)
    documented = set(re.findall(r"^\| `(WORKSHOP_\w+)`", (ROOT / "docs/administrators.md").read_text(), re.MULTILINE))
    assert names
    assert set(names) <= documented
    assert re.search(r"^#WORKSHOP_SECRET_KEY=$", text, re.MULTILINE)
