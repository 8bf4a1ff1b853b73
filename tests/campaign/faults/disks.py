"""Disks that are full."""

import errno
import time

from tests.campaign.faults.registry import fault
from tests.campaign.scene import Scene, until

PIECE = 64 * 1024


@fault(small_disk=True)
def disk_full(scene: Scene) -> None:
    """The disk fills up while everybody writes: the app says that it cannot save, can be read, and heals by itself."""
    ballast = scene.place.small_disk / "ballast"
    with scene.load():
        scene.pause(0.2, 0.5)
        _fill(ballast)
        try:
            _wait_for_refusals(scene, ballast)
            full_from = time.monotonic()
            scene.lead.snapshot(scene.slug)
            scene.wait(5)
            _fill(ballast)
            refused = sum(person.could_not for person in scene.people)
        finally:
            ballast.unlink()
        until(lambda: any(each.answered_at > full_from for each in scene.acknowledged()), 30)

    def it_said_so():
        """People were told that nothing can be saved."""
        assert refused

    scene.promises.append(it_said_so)


def _wait_for_refusals(scene, ballast):
    # Pages that are not full yet take some more, and on a busy machine that takes its time; what a database gives back
    # meanwhile is taken again.
    def refused():
        _fill(ballast)
        return sum(person.could_not > 0 for person in scene.people) > 1

    until(refused, 150)


def _fill(ballast):
    with ballast.open("ab", buffering=0) as file:
        piece = PIECE
        while piece:
            try:
                file.write(bytes(piece))
            except OSError as full:
                if full.errno != errno.ENOSPC:
                    raise
                piece //= 2
