"""Four nodes behind each proxy: people are spread over them, all hear all, and a killed one takes nothing along."""

import re
import threading
import time
from itertools import cycle
from uuid import uuid4

import pytest
from socketio.exceptions import ConnectionError as Refused

from tests.nodes.client import Client
from tests.nodes.listener import Listener
from tests.nodes.proxies import PROXIES
from tests.nodes.server import Server

NODES, LISTENERS = 4, 8
SECONDS_TO_COME_BACK = 20


@pytest.fixture(scope="module")
def nodes(postgres, migrated, tmp_path_factory):
    """Four processes of the app on one PostgreSQL database, for proxies to stand in front of."""
    name = postgres.create(migrated)
    settings = {"WORKSHOP_PROXIES": "1", "WORKSHOP_URL": "https://workshop.example.org"}
    server = Server(tmp_path_factory.mktemp("nodes") / "data", postgres.url(name), env=settings)
    server.make_example()
    try:
        server.start()
        yield [server, *(server.sibling() for _ in range(NODES - 1))]
    finally:
        server.stop()
        postgres.drop(name)


@pytest.fixture(scope="module", params=sorted(PROXIES))
def proxy(request, nodes, tmp_path_factory):
    """Each proxy in turn, in front of the four nodes."""
    folder = tmp_path_factory.mktemp(request.param) / "proxy"
    proxy = PROXIES[request.param](folder, [node.port for node in nodes])
    yield proxy.start()
    proxy.stop()


@pytest.fixture(scope="module")
def people(proxy, nodes):
    """People who have joined through the proxy."""
    code = nodes[0].example["workshop"]["code"]
    came = [_through(proxy) for _ in range(LISTENERS)]
    for number, person in enumerate(came):
        assert person.join(code, f"Aino {number} behind {type(proxy).__name__}").status_code == 200
    return came


def test_listeners_are_spread_over_the_nodes_and_all_hear_what_came_in_at_one(proxy, nodes, people):
    lead = _through(proxy, nodes[0].example["facilitator"]["token"])
    slug, before = lead_slug(nodes), [_listening(node) for node in nodes]
    listeners = [_listener(proxy, person) for person in people]
    try:
        assert [now - then for now, then in zip(map(_listening, nodes), before, strict=True)] == [2] * NODES
        theme_id = lead.done(slug, "create_theme", title=f"Through {type(proxy).__name__}")["theme_id"]
        for listener in listeners:
            listener.wait_for_event("theme_created", 60, id=theme_id)
    finally:
        for listener in listeners:
            listener.close()


def test_figures_of_the_nodes_are_not_for_everyone(proxy):
    assert proxy.http().get(f"{proxy.url}/metrics").status_code == 404


def test_a_node_that_is_stopped_leaves_its_people_to_the_others(proxy, nodes):
    lead = _through(proxy, nodes[0].example["facilitator"]["token"])
    nodes[1].terminate()
    try:
        for number in range(20):
            lead.done(lead_slug(nodes), "create_theme", title=f"Theme {number}")
    finally:
        nodes[1].start()


def test_a_node_killed_while_people_vote_loses_nothing_and_its_sockets_come_back_on_the_others(proxy, nodes, people):
    lead, slug = _through(proxy, nodes[0].example["facilitator"]["token"]), lead_slug(nodes)
    round_id, goals = _vote(lead, slug)
    listeners = [_listener(proxy, person) for person in people]
    voters = [_Voter(person, slug, round_id, goals) for person in people]
    try:
        for voter in voters:
            voter.start()
        _wait_until(lambda: all(voter.acknowledged > 2 for voter in voters))
        nodes[2].kill9()
        _wait_until(lambda: len(_fallen(listeners)) == LISTENERS / NODES)
        fallen = _fallen(listeners)
        for number in fallen:
            listeners[number].close()
            listeners[number] = _back(proxy, people[number])
        votes = [voter.acknowledged for voter in voters]
        _wait_until(lambda: all(voter.acknowledged > then + 2 for voter, then in zip(voters, votes, strict=True)))
    finally:
        for voter in voters:
            voter.stop()
        if not nodes[2].running():
            nodes[2].start()
        for listener in listeners:
            listener.close()
    assert [voter.refused for voter in voters] == [[]] * LISTENERS
    lead.done(slug, "close_round", round_id=round_id)
    tally = lead.snapshot(slug)["tallies"][str(round_id)]
    stored = {ballot["name"]: ballot["choices"] for ballot in tally["ballots"]}
    assert stored == {voter.person.participant["name"]: voter.choices for voter in voters}


def _fallen(listeners):
    return [number for number, each in enumerate(listeners) if not each.connected]


class _Voter(threading.Thread):
    """Votes again and again, one ballot at a time, and keeps what the acknowledged ones come to."""

    def __init__(self, person, slug, round_id, goals):
        super().__init__(daemon=True)
        self.person, self.slug, self.round_id, self.goals = person, slug, round_id, goals
        self.acknowledged, self.choices, self.refused = 0, {}, []
        self._ended = threading.Event()

    def run(self):
        for goal, other in zip(cycle(self.goals), cycle(self.goals[1:] + self.goals[:1]), strict=False):
            if self._ended.wait(0.05):
                return
            # Of two goals one is chosen, so that each ballot shows in what is stored in the end.
            choices = {goal: 1, other: None}
            answer = self.person.do(self.slug, "cast_ballot", key=str(uuid4()), round_id=self.round_id, choices=choices)
            if answer.status_code != 200:
                self.refused.append((answer.status_code, answer.text[:300]))
                return
            self.acknowledged += 1
            self.choices = {goal: 1}

    def stop(self):
        """Vote no more."""
        self._ended.set()
        self.join(60)


def lead_slug(nodes):
    """Return the consultation in which all of this happens."""
    return nodes[0].example["consultation"]


def _vote(lead, slug):
    theme_id = lead.done(slug, "create_theme", title="Votes")["theme_id"]
    goals = [lead.done(slug, "propose_goal", theme_id=theme_id, title=f"Goal {n}")["goal_id"] for n in range(2)]
    about = {"kind": "vote", "title": "Vote", "method": "approve", "secrecy": "named", "results": "live"}
    round_id = lead.done(slug, "create_round", theme_ids=[theme_id], **about)["round_id"]
    lead.done(slug, "open_round", round_id=round_id)
    return round_id, [str(goal) for goal in goals]


def _through(proxy, token=None):
    client = Client(proxy.url, token)
    client.http.verify = str(proxy.certificate)
    return client


def _listener(proxy, person):
    return Listener(proxy.url, person.token, person.slug, verify=proxy.certificate).connect(60)


def _back(proxy, person):
    """Come back as a page does: again until a node takes us in."""
    end = time.monotonic() + SECONDS_TO_COME_BACK
    while True:
        try:
            return Listener(proxy.url, person.token, person.slug, verify=proxy.certificate).connect(10)
        except (Refused, TimeoutError):
            assert time.monotonic() < end
            time.sleep(0.5)


def _wait_until(holds):
    end = time.monotonic() + 60
    while not (found := holds()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def _listening(node):
    return float(re.search(r"^workshop_listeners (\S+)", node.figures(), re.MULTILINE)[1])
