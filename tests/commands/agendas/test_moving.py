"""A planned round moves within its agenda; what has begun stays, and the others keep their order."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Forbidden


def plan(hall: Hall, *titles: str, **more) -> list[int]:
    """Plan breaks in the workshop, or where `more` says."""
    where = {"workshop_id": hall.workshop, **more}
    return [hall.do(hall.lead, "create_round", kind="pause", title=title, **where)["round_id"] for title in titles]


def order(hall: Hall) -> str:
    """The titles of all rounds in their order."""
    rounds = [each for each in hall.seen()["rounds"] if not each.get("removed")]
    return "".join(each["title"]["fi"] for each in sorted(rounds, key=lambda each: (each["position"], each["id"])))


@pytest.mark.parametrize(
    ("moved", "before", "then"),
    [("C", "A", "CABD"), ("A", "C", "BACD"), ("A", None, "BCDA"), ("D", "C", "ABDC"), ("B", "B", "ACDB")],
)
def test_it_stands_before_another_or_last(hall: Hall, moved, before, then):
    rounds = dict(zip("ABCD", plan(hall, *"ABCD"), strict=True))
    where = {} if before is None else {"before": rounds[before]}
    answer = hall.ask(hall.lead, "move_round", round_id=rounds[moved], **where)
    assert order(hall) == then
    assert answer.result == {"round_id": rounds[moved]}
    assert answer.events[0].data["id"] == rounds[moved]
    assert {event.name for event in answer.events} == {"round_moved"}


def test_last_is_last_of_its_own_agenda(hall: Hall):
    first, *_ = plan(hall, *"AB")
    plan(hall, *"XY", workshop_id=None)
    hall.do(hall.lead, "move_round", round_id=first)
    assert order(hall) == "BAXY"


def test_only_those_that_got_another_place_are_told(hall: Hall):
    rounds = plan(hall, *"ABCDE")
    answer = hall.ask(hall.lead, "move_round", round_id=rounds[3], before=rounds[2])
    assert {event.data["id"] for event in answer.events} == {rounds[2], rounds[3]}


def test_what_has_begun_stays_where_it_was(hall: Hall):
    first, second = plan(hall, *"AB")
    hall.do(hall.lead, "open_round", round_id=second)
    with pytest.raises(Conflict, match="round_open"):
        hall.do(hall.lead, "move_round", round_id=second, before=first)
    hall.do(hall.lead, "close_round", round_id=second)
    with pytest.raises(Conflict, match="round_closed"):
        hall.do(hall.lead, "move_round", round_id=second, before=first)
    assert order(hall) == "AB"


def test_who_saw_another_order_is_told(hall: Hall):
    first, second, third = plan(hall, *"ABC")
    seen = one(hall.seen()["rounds"], third)["revision"]
    hall.do(hall.lead, "move_round", round_id=third, before=first)
    with pytest.raises(Conflict, match="changed"):
        hall.do(hall.lead, "move_round", round_id=third, before=second, expect=seen)
    assert order(hall) == "CAB"


def test_members_move_nothing(hall: Hall):
    first, second = plan(hall, *"AB")
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "move_round", round_id=second, before=first)
