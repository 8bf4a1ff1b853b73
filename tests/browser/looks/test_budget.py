"""What a phone has to fetch before it can take part: script, style and markup together, as they come over the wire."""

import pytest
from playwright.sync_api import CDPSession

from tests.browser.people import Person
from tests.browser.steps import opened, proposal, propose, saved
from tests.pictures import contributions

BUDGET = 60 * 1024
PARTS = ("Document", "Script", "Stylesheet")


class Meter:
    """Adds up what came over the wire for a page, by address."""

    def __init__(self, person: Person):
        self.session: CDPSession = person.context.new_cdp_session(person.page)
        self.names: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.kinds: dict[str, str] = {}
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.loadingFinished", self._came)

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.bytes.values())

    @property
    def parts(self) -> int:
        """What the page is made of; what happens in it comes besides."""
        return sum(size for name, size in self.bytes.items() if self.kinds[name] in PARTS)

    def _asked(self, event):
        name = self.names[event["requestId"]] = event["request"]["url"].rpartition("/")[2]
        self.kinds[name] = event["type"]

    def _came(self, event):
        name = self.names.get(event["requestId"], "?")
        self.bytes[name] = self.bytes.get(name, 0) + int(event["encodedDataLength"])


@pytest.fixture
def full(room):
    """A room with sixty goals, most of them with a reason or measures."""
    for one in contributions.goals(60):
        more = {"rationale": one.rationale} if one.rationale else {}
        room.do("propose_goal", theme_id=room.theme_id, title=one.title, lang=one.lang, measures=one.measures, **more)
    opened(room, "propose")
    return room


def test_the_room_with_sixty_goals_is_within_it_too_where_browsers_take_brotli(full, person):
    aino = person("phone", "fi").join(full, path="/me")
    fresh = person("phone", "fi", new=True)
    fresh.context.add_cookies(aino.context.cookies())
    meter = Meter(fresh)
    fresh.go(f"/w/{full.code}")
    assert meter.parts < BUDGET, f"{meter.parts} of {meter.total} bytes: {meter.bytes}"


@pytest.fixture
def busy(room):
    """A room of a real size while goals are proposed: 12 goals with measures."""
    for goal in room.goals(12):
        room.do("propose_measure", goal_id=int(goal), text="Support for broadband in all municipalities")
    opened(room, "propose")
    return room


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("state", ["propose", "vote"])
def test_the_first_load_of_the_room_is_within_its_budget(busy, person, state, coding):
    if state == "vote":
        busy.do("close_round", round_id=busy.lead.snapshot(busy.slug)["rounds"][0]["id"])
        opened(busy, "vote", method="dots", points=5)
    aino = person("phone", "fi").join(busy, path="/me")
    fresh = person("phone", "fi", new=True)
    fresh.context.add_cookies(aino.context.cookies())
    meter = Meter(fresh)
    # Over plain http, as in a hall without a certificate, browsers take no Brotli.
    fresh.context.set_extra_http_headers({"Accept-Encoding": coding})
    fresh.go(f"/w/{busy.code}")
    fresh.page.wait_for_timeout(500)
    assert meter.parts < BUDGET, f"{meter.parts} of {meter.total} bytes: {meter.bytes}"
    # Nothing of it comes again: the addresses of scripts and sheets change with their contents.
    meter.bytes.clear()
    fresh.go(f"/w/{busy.code}")
    fresh.page.wait_for_timeout(500)
    assert not [name for name, size in meter.bytes.items() if size and name.endswith((".js", ".css"))], meter.bytes


def test_a_minute_of_updates_costs_little(busy, person):
    """What others propose comes as it is, and not as the whole anew."""
    aino = person("phone").join(busy)
    meter = Meter(aino)
    frames: list[int] = []
    meter.session.on(
        "Network.webSocketFrameReceived", lambda event: frames.append(len(event["response"]["payloadData"]))
    )
    busy.goals(20)
    aino.page.get_by_role("button", name="20 new goals").wait_for()
    assert meter.total < 20 * 1024, meter.bytes
    assert sum(frames) < 20 * 2048


def test_one_can_write_although_the_scripts_do_not_come(busy, person):
    """Where they never come, as through a poor proxy, the form works as a plain one."""
    aino = person("phone", new=True).join(busy, path="/me")
    aino.page.route("**/*.js", lambda route: route.abort())
    aino.page.goto(f"{aino.origin}/w/{busy.code}", wait_until="commit")
    aino.spies.forgive("")
    proposal(aino.page).get_by_label("Goal", exact=True).fill("Fibre")
    aino.page.unroute_all()
    with aino.page.expect_navigation():
        proposal(aino.page).get_by_role("button", name="Send the proposal").click()
    aino.wait_until_live()
    propose(aino.page, "Roads")
    saved(aino.page)
