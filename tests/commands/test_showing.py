"""What a facilitator has a workshop's walls and rooms show, and until when."""

import pytest

from tests.commands.hall import Hall, one
from tests.commands.votes.test_place_by_place import counted
from workshop.errors import Conflict, Forbidden, Invalid, NotFound
from workshop.web.view.showing import showing_of
from workshop.web.view.snapshot_view import SnapshotView


def show(hall: Hall, scene: str, account: int | None = None, **more) -> dict | None:
    """Choose a scene; return what the workshop says is shown."""
    hall.do(account or hall.lead, "show", workshop_id=hall.workshop, scene=scene, **more)
    return one(hall.seen()["workshops"], hall.workshop)["showing"]


def shown(hall: Hall) -> str | None:
    """The scene that holds now, as a member sees it."""
    showing = showing_of(SnapshotView(hall.seen(hall.aino)), hall.workshop)
    return showing and showing["scene"]


def in_workshop(hall: Hall, kind: str = "comment") -> int:
    """Plan a round of the workshop and open it."""
    made = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, kind=kind, title="Kierros")["round_id"]
    hall.do(hall.lead, "open_round", round_id=made)
    return made


def test_each_scene_is_told_with_what_it_shows_and_nothing_else(hall: Hall):
    [goal] = hall.goals(1)
    usual = {"hold": False, "everybody": False}
    for scene, about in (
        ("theme", {"theme_id": hall.theme}),
        ("goal", {"goal_id": goal}),
        ("code", {}),
        ("blank", {}),
    ):
        others = {"theme_id": hall.theme, "goal_id": goal}
        showing = show(hall, scene, **{**others, **about})
        assert showing.pop("at")
        assert showing == {"scene": scene, **about, **usual}
        assert shown(hall) == scene
    assert show(hall, "rounds") is None


def test_a_scene_without_its_thing_or_of_another_kind_is_refused(hall: Hall):
    for scene, field in (("theme", "theme_id"), ("goal", "goal_id"), ("results", "round_id")):
        with pytest.raises(Invalid) as refused:
            show(hall, scene)
        assert refused.value.errors[field].code == "missing"
    with pytest.raises(Invalid):
        show(hall, "tanssi")
    with pytest.raises(NotFound):
        show(hall, "goal", goal_id=999_999)
    with pytest.raises(Conflict):
        show(hall, "results", round_id=in_workshop(hall))
    with pytest.raises(Forbidden):
        show(hall, "code", hall.aino)


def test_what_is_not_held_ends_when_a_round_begins_or_ends(hall: Hall):
    show(hall, "code")
    round_id = in_workshop(hall)
    assert shown(hall) is None
    show(hall, "blank")
    assert shown(hall) == "blank"
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert shown(hall) is None


def test_what_is_held_stays_until_something_else_is_chosen(hall: Hall):
    show(hall, "blank", hold=True)
    hall.do(hall.lead, "close_round", round_id=in_workshop(hall))
    assert shown(hall) == "blank"
    show(hall, "rounds")
    assert shown(hall) is None


def test_what_is_gone_is_shown_no_more(hall: Hall):
    [goal] = hall.goals(1)
    show(hall, "goal", goal_id=goal, hold=True)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Toisto")
    assert shown(hall) is None


def test_a_step_of_the_results_brings_the_wall_back_to_them_unless_it_is_held(hall: Hall):
    round_id, goals = counted(hall, {"a": 3, "b": 2, "c": 1}, workshop_id=hall.workshop)
    show(hall, "goal", goal_id=goals[0])
    events = hall.ask(hall.lead, "reveal_next", round_id=round_id).events
    assert [event.name for event in events] == ["place_revealed", "showing_changed"]
    assert shown(hall) is None
    show(hall, "goal", goal_id=goals[0], hold=True)
    hall.do(hall.lead, "reveal_next", round_id=round_id)
    assert shown(hall) == "goal"
