"""`bin/cluster`: what it brings up serves on all nodes, says where its figures are, and leaves no process behind."""

import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.house.tree import ROOT
from tests.nodes.client import Client
from tests.nodes.family import family, stat_of
from tests.nodes.http import new_http
from tests.nodes.ports import free_port
from workshop.commands.example import EMAIL

NODES = 2
SECONDS_TO_END = 30


@pytest.fixture
def cluster(tmp_path):
    """Two nodes, in a folder that is removed, as the process and what it has printed."""
    command = [sys.executable, "-m", "tests.cluster", str(NODES), "--port", str(free_port())]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    told = []
    try:
        for line in process.stdout:
            told.append(line)
            if line.startswith("Ctrl-C"):
                break
        yield process, "".join(told)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS_TO_END)
        process.stdout.close()


def test_people_join_and_vote_on_two_nodes_and_nothing_is_left(cluster):
    process, told = cluster
    [url] = re.findall(r"^Workshop on 2 nodes: (\S+)", told, re.MULTILINE)
    nodes = re.findall(r"^Node \d: (\S+), figures (\S+), process", told, re.MULTILINE)
    assert len(nodes) == NODES
    [sign_in] = re.findall(r"^Lead the example \(works once\): (\S+)", told, re.MULTILINE)
    assert sign_in.startswith(url)
    [code] = re.findall(r"^Take part \(code (\d{4} \d{4})\)", told, re.MULTILINE)
    [env] = re.findall(r"^Commands: source (\S+);", told, re.MULTILINE)
    [scraped] = re.findall(r"--config.file=(\S+)", told)
    assert all(urlsplit(figures).netloc in Path(scraped).read_text() for _, figures in nodes)
    lead = Client(url, _token(env))
    voters = [Client(node) for node, _ in nodes]
    for voter in voters:
        assert voter.join(code, f"At {voter.base_url}").status_code == 200
    slug = voters[0].slug
    theme_id = lead.done(slug, "create_theme", title="Votes")["theme_id"]
    goal_id = lead.done(slug, "propose_goal", theme_id=theme_id, title="Fibre to every home")["goal_id"]
    about = {"kind": "vote", "title": "Vote", "method": "approve", "secrecy": "named", "results": "live"}
    round_id = lead.done(slug, "create_round", theme_ids=[theme_id], **about)["round_id"]
    lead.done(slug, "open_round", round_id=round_id)
    for voter in voters:
        voter.done(slug, "cast_ballot", round_id=round_id, choices={str(goal_id): 1})
    lead.done(slug, "close_round", round_id=round_id)
    assert lead.snapshot(slug)["tallies"][str(round_id)]["goals"] == {str(goal_id): {"approve": NODES}}
    for _, figures in nodes:
        assert "workshop_listeners" in new_http().get(figures, timeout=10).text
    everyone = family(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(SECONDS_TO_END) == 0
    assert [pid for pid in everyone if _runs(pid)] == []


def _token(env):
    command = f"source {shlex.quote(env)}; {sys.executable} -m workshop.cli token --email {EMAIL}"
    return subprocess.run(
        ["bash", "-c", command], check=True, capture_output=True, text=True, timeout=60
    ).stdout.strip()


def _runs(pid):
    end = time.monotonic() + 5
    while (stat := stat_of(pid)) and stat[0] != "Z":
        if time.monotonic() > end:
            return True
        time.sleep(0.05)
    return False
