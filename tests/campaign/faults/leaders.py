"""Two facilitators who take the same step at one moment."""

from tests.campaign.faults.registry import fault
from tests.campaign.scene import Scene
from tests.faults.storm import at_once, refusals
from tests.nodes.client import Client

RACES = 5


@fault()
def two_facilitators(scene: Scene) -> None:
    """Two facilitators take the same step from the same revision, each on a node: one takes it, the other is told."""
    nodes = scene.place.nodes
    with scene.load(), Client(nodes[-1].url, scene.room.facilitator().token) as deputy:
        for number in range(RACES):
            round_id = scene.votes[number % len(scene.votes)].round_id
            expect = scene.room.round(round_id)["revision"]
            answers = at_once(
                lambda who=who, round_id=round_id, expect=expect: who.do(
                    scene.slug, "extend_round", round_id=round_id, minutes=60, expect=expect
                )
                for who in (scene.lead, deputy)
            )
            statuses, revision = (
                sorted(answer.status_code for answer in answers),
                scene.room.round(round_id)["revision"],
            )
            assert statuses == [200, 409], statuses
            assert refusals(answers) == ["conflict"]
            assert revision > expect
