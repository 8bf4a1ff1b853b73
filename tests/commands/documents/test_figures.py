"""Figures in a document: those alone that everybody may see, and none that are withheld."""

import pytest

from tests.commands.documents.reading import content
from tests.commands.hall import Hall
from workshop.content import GoalEntry


def _figures(hall: Hall) -> list[str]:
    blocks = [block for section in content(hall).sections for block in section.blocks]
    return [each["fi"].text for block in blocks if isinstance(block, GoalEntry) for each in block.figures]


@pytest.mark.parametrize(("totals", "told"), [("always", 1), ("threshold", 0)])
def test_they_stand_there_once_results_are_shown_and_are_not_withheld(hall: Hall, totals, told):
    (goal,) = hall.goals(1)
    hall.do(hall.lead, "create_document", languages=["fi"])
    hall.do(hall.lead, "include_goal", goal_id=goal)
    about = {"kind": "vote", "title": {"fi": "Kannatus"}, "method": "approve", "totals": totals}
    vote = hall.do(hall.lead, "create_round", **about)["round_id"]
    hall.do(hall.lead, "open_round", round_id=vote)
    hall.do(hall.join("Aino"), "cast_ballot", round_id=vote, choices={str(goal): 1})
    assert _figures(hall) == [], "while people vote"
    hall.do(hall.lead, "close_round", round_id=vote)
    assert _figures(hall) == [], "until the results are shown"
    hall.do(hall.lead, "reveal_results", round_id=vote)
    found = _figures(hall)
    assert len(found) == told
    assert all(each.startswith("Kannatus: ") and each.endswith(" 1") for each in found)
