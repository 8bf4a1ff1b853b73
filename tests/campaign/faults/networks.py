"""Networks that lose, repeat, delay, cut, hang, or let no WebSocket through."""

from tests.campaign.faults.registry import fault
from tests.campaign.scene import Scene

SHARE = 0.3


@fault()
def gone_before_the_answer(scene: Scene) -> None:
    """A third of all clients are gone between what they sent and its answer, and send it again."""
    _with_share(scene, "leaves")


@fault()
def answers_lost(scene: Scene) -> None:
    """A third of all answers are lost on the way, and what they answered is sent again."""
    _with_share(scene, "loses")
    lost = sum(proxy.lost for proxy in scene.place.proxies)

    def some_were_lost():
        """Answers were lost, and first answers given again."""
        assert lost
        assert any(each.replayed for each in scene.sent())

    scene.promises.append(some_were_lost)


@fault()
def repeated_and_reordered(scene: Scene) -> None:
    """Half of all requests arrive a second time, up to two seconds later, at any node, while others overtake them."""
    for proxy in scene.place.proxies:
        proxy.repeats, proxy.delay = 0.5, 0.05
    with scene.load():
        scene.pause(1.5, 3)
    for proxy in scene.place.proxies:
        # Until the last repetition has arrived.
        proxy.behave()


@fault()
def cut_at_random(scene: Scene) -> None:
    """All connections are cut again and again at random moments, some requests in their midst."""
    for proxy in scene.place.proxies:
        proxy.breaks = 0.2
    with scene.load():
        for _ in range(8):
            scene.pause(0.05, 0.4)
            for proxy in scene.place.proxies:
                proxy.tear()
        _behave(scene)


@fault()
def cable_out(scene: Scene) -> None:
    """Nothing passes for some seconds: at first what was sent just hangs, then connections are refused."""
    with scene.load():
        scene.pause(0.2, 0.6)
        for proxy in scene.place.proxies:
            proxy.moved.clear()
        scene.wait(4)
        for proxy in scene.place.proxies:
            proxy.cut()
            proxy.moved.set()
        scene.wait(4)
        _behave(scene)


@fault()
def sockets_blocked(scene: Scene) -> None:
    """No WebSocket passes; clients that hold none ask for the changes."""
    for proxy in scene.place.proxies:
        proxy.refuses_upgrades = True
        proxy.tear()
    before = [hearer.connections for hearer in scene.hearers]
    with scene.load():
        scene.pause(1.5, 3)
    scene.converge()
    assert all(hearer.polled > 1 for hearer in scene.hearers)
    assert [hearer.connections for hearer in scene.hearers] == before


def _with_share(scene, name):
    for proxy in scene.place.proxies:
        setattr(proxy, name, SHARE)
    with scene.load():
        scene.pause(1, 2.5)
        _behave(scene)


def _behave(scene):
    for proxy in scene.place.proxies:
        proxy.behave()
