"""The server and the browser put the same goals above others, and draw the same bars."""

import json
import subprocess
from pathlib import Path

from workshop.methods import METHODS

TESTS = Path(__file__).parent.parent
FIXTURE = TESTS / "fixtures" / "figures.json"
CASES = json.loads(FIXTURE.read_text())
WANTED = [{"order": case["order"], "parts": case["parts"]} for case in CASES]


def test_each_way_of_voting_has_a_case():
    assert [case["method"] for case in CASES] == list(METHODS)


def test_the_server_orders_goals_and_divides_bars_so():
    found = []
    for case in CASES:
        how, goals = METHODS[case["method"]], case["goals"]
        order = sorted(range(len(goals)), key=lambda place, how=how, goals=goals: (how.order(goals[place]), place))
        found.append({"order": order, "parts": [[cells[name] for name in how.bar] for cells in goals]})
    assert found == WANTED


def test_the_browser_does_as_the_server():
    told = {name: {"bar": how.bar, "most": how.most, "fewest": how.fewest} for name, how in METHODS.items()}
    node = ["node", TESTS / "js" / "figures.mjs", json.dumps(told), FIXTURE]
    done = subprocess.run(node, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == WANTED
