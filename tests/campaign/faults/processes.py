"""Processes that are killed, or hang."""

from tests.campaign.faults.registry import fault
from tests.campaign.scene import Scene


@fault()
def killed_under_load(scene: Scene) -> None:
    """A node is killed (kill -9) while everybody writes, and started again."""
    node = scene.chance.choice(scene.place.nodes)
    with scene.load():
        scene.pause(0.1, 1.0)
        node.kill9()
        node.start()
        scene.pause(0, 0.5)


@fault()
def killed_at_a_commit(scene: Scene) -> None:
    """A node is killed some milliseconds after everybody has sent something: before, during and after the commits."""
    node = scene.chance.choice(scene.place.nodes)
    with scene.volley():
        scene.pause(0, 0.04)
        node.kill9()
        node.start()


@fault()
def hung(scene: Scene) -> None:
    """A node does nothing for 20 seconds, keeps its connections, and goes on as if nothing had happened."""
    node = scene.chance.choice(scene.place.nodes)
    with scene.load():
        scene.pause(0.1, 0.6)
        node.freeze()
        try:
            scene.wait(20)
        finally:
            node.thaw()
        scene.pause(0.2, 0.5)
