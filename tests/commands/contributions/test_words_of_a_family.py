"""The words of a family are nobody's own: once it is hidden, they have left also what its goals' authors were told."""

import json

import pytest

from tests.commands.hall import Hall
from workshop.engine.request_state import place_of
from workshop.queries.changes import changes


def _merged(hall: Hall, *goals: int, title: str) -> int:
    return hall.do(hall.lead, "merge_goals", goal_ids=list(goals), title=title)["goal_id"]


@pytest.mark.parametrize("goes", ["hide_goal", "withdraw_goal"])
@pytest.mark.parametrize("nested", [False, True])
def test_a_family_that_goes_takes_its_words_out_of_notices(hall: Hall, goes: str, nested: bool):
    hall.opened("propose")
    own = [hall.do(who, "propose_goal", theme_id=hall.theme, title="Oma") for who in (hall.aino, hall.ville)]
    before = hall.seen(hall.aino)
    family = _merged(hall, *(each["goal_id"] for each in own), title="Loukkaus")
    assert "Loukkaus" in json.dumps(hall.seen(hall.aino)["notices"])
    if nested:
        family = _merged(hall, family, *hall.goals(1), title="Toinen loukkaus")
    hall.do(hall.lead, goes, goal_id=family, **({"reason": "Asiaton"} if goes == "hide_goal" else {}))
    for who in (hall.aino, hall.ville):
        assert "oukkaus" not in json.dumps(hall.seen(who))
        with hall.database.read() as session:
            told = changes(session, *place_of(session, hall.slug, who), before["revision"], before["epoch"])
        assert "oukkaus" not in json.dumps(told)
    hall.do(hall.lead, "restore_goal", goal_id=family)
    assert "oukkaus" in json.dumps(hall.seen(hall.aino)["goals"])
