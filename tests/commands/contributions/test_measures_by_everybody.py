"""A round that asks for measures: everybody proposes them for the goals that it is about; their type, their body."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid, NotFound, RoundClosed


def test_everybody_proposes_measures_for_the_shortlist_and_no_goals_meanwhile(hall: Hall):
    on, off = hall.goals(2)
    hall.do(hall.lead, "mark_goal", goal_id=on, mark="shortlist")
    asking = hall.opened("propose", subject="measures", on_ballot="shortlist")
    assert one(hall.seen()["rounds"], asking)["goal_ids"] == [on]
    made = hall.do(hall.aino, "propose_measure", goal_id=on, text="Tehdään")["measure_id"]
    hall.do(hall.aino, "edit_measure", measure_id=made, text="Tehdään näin")
    for name, arguments in (
        ("propose_measure", {"goal_id": off, "text": "Muualle"}),
        ("propose_goal", {"theme_id": hall.theme, "title": "Tavoite"}),
        ("edit_measure", {"measure_id": made, "text": "Myöhässä"}),
    ):
        if name == "edit_measure":
            hall.do(hall.lead, "close_round", round_id=asking)
        with pytest.raises(RoundClosed):
            hall.do(hall.aino, name, **arguments)


def test_all_goals_but_those_set_aside_are_asked_about_where_nothing_else_is_said(hall: Hall):
    on, off = hall.goals(2)
    hall.do(hall.lead, "mark_goal", goal_id=off, mark="aside", reason="Ei nyt")
    asking = hall.opened("propose", subject="measures")
    assert one(hall.seen()["rounds"], asking)["goal_ids"] == [on]


def test_a_round_of_proposing_goals_takes_measures_as_before(hall: Hall):
    (goal,) = hall.goals(1)
    hall.opened("propose")
    hall.do(hall.aino, "propose_measure", goal_id=goal, text="Tehdään")
    hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Tavoite", measures=[{"text": "Toimi"}])


def test_a_measure_has_a_type_and_a_body_of_the_list_or_words(hall: Hall):
    body = hall.do(hall.lead, "create_body", title="Verkosto", kind="network")["body_id"]
    (goal,) = hall.goals(1)
    more = {"type": "advocacy", "responsible_body_id": body, "responsible": "yhdessä kuntien kanssa"}
    made = hall.do(hall.lead, "propose_measure", goal_id=goal, text="Tehdään", **more)["measure_id"]

    def told():
        measure = one(hall.seen(hall.aino)["measures"], made)
        return measure["type"], measure["responsible_body_id"], measure["responsible"]

    assert told() == ("advocacy", body, {"fi": "yhdessä kuntien kanssa"})
    hall.do(hall.lead, "edit_measure", measure_id=made, type="network", responsible=None)
    assert told() == ("network", body, {})
    hall.do(hall.lead, "edit_measure", measure_id=made, type=None, responsible_body_id=None)
    assert told() == (None, None, {})
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "edit_measure", measure_id=made, type="war")
    assert refused.value.errors["type"].code == "not_a_choice"


def test_the_body_of_a_measure_is_one_of_this_consultation(hall: Hall):
    (goal,) = hall.goals(1)
    for name, arguments in (
        ("propose_measure", {"goal_id": goal, "text": "Tehdään", "responsible_body_id": 999_999}),
        (
            "propose_goal",
            {"theme_id": hall.theme, "title": "T", "measures": [{"text": "M", "responsible_body_id": 999_999}]},
        ),
    ):
        with pytest.raises(NotFound):
            hall.do(hall.lead, name, **arguments)
    assert hall.seen()["measures"] == []


def test_measures_are_not_asked_for_under_what_people_vote_on(hall: Hall):
    (goal,) = hall.goals(1)
    hall.opened("propose", subject="measures")
    hall.opened("vote")
    with pytest.raises(Conflict, match="goal_on_ballot"):
        hall.do(hall.aino, "propose_measure", goal_id=goal, text="Tehdään")


def test_measures_are_let_on_the_wall_one_by_one_and_taken_off_again(hall: Hall):
    (goal,) = hall.goals(1)
    hall.opened("propose", subject="measures", reaches_wall="shown")
    asked = {"measure_id": hall.do(hall.aino, "propose_measure", goal_id=goal, text="Tehdään")["measure_id"]}

    def told(**more) -> tuple[str, bool]:
        [event] = hall.ask(hall.lead, "put_measure_on_wall", **asked, **more).events
        measure = one(hall.seen(hall.aino)["measures"], asked["measure_id"])
        assert event.data == measure
        return event.name, measure["on_wall"]

    with pytest.raises(Conflict, match="not_on_wall"):
        told(on_wall=False)
    assert told() == ("measure_put_on_wall", True)
    with pytest.raises(Conflict, match="shown_already"):
        told()
    assert told(on_wall=False) == ("measure_taken_off_wall", False)
    with pytest.raises(Conflict, match="changed"):
        told(expect=1)
