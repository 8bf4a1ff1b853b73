"""Whoever removes something says what becomes of what stands on it, and nothing is left standing on nothing."""

from uuid import uuid4

import pytest
from sqlalchemy import update

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Invalid
from workshop.models import Theme


@pytest.fixture
def other(hall: Hall) -> int:
    """A second theme."""
    return hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]


def refusal(hall: Hall, **more):
    """The fault for which the theme is not removed."""
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "remove_theme", theme_id=hall.theme, **more)
    ((_, fault),) = refused.value.errors.items()
    return fault


def removed(hall: Hall, **more) -> dict:
    """The snapshot after the theme was removed."""
    hall.do(hall.lead, "remove_theme", theme_id=hall.theme, **more)
    seen = hall.seen()
    assert one(seen["themes"], hall.theme)["removed"]
    return seen


def planned(hall: Hall, *themes: int, kind: str = "vote", **more) -> int:
    """A round that is planned for some themes."""
    about = {"kind": kind, "title": "Äänestys", "theme_ids": list(themes), **more}
    return hall.do(hall.lead, "create_round", **about)["round_id"]


@pytest.mark.parametrize("gone", ["", "hide_goal", "withdraw_goal"])
def test_a_theme_with_goals_goes_when_it_is_said_where_they_move_to_and_not_before(hall: Hall, other, gone):
    (goal,) = hall.goals(1)
    if gone:
        hall.do(hall.lead, gone, goal_id=goal, **({"reason": "Toisto"} if gone == "hide_goal" else {}))
    fault = refusal(hall)
    assert (fault.code, fault.limits) == ("theme_has_goals", {"goals": 1, "away": int(bool(gone))})
    assert "removed" not in one(hall.seen()["themes"], hall.theme)
    removed(hall, move_goals_to=other)
    if gone == "hide_goal":
        hall.do(hall.lead, "restore_goal", goal_id=goal)
    if gone != "withdraw_goal":
        assert one(hall.seen()["goals"], goal)["theme_id"] == other


def test_goals_move_only_to_another_theme_and_not_while_they_are_voted_on(hall: Hall, other):
    hall.goals(2)
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "remove_theme", theme_id=hall.theme, move_goals_to=hall.theme)
    assert refused.value.errors["move_goals_to"].code == "not_a_choice"
    voting = hall.opened("vote")
    with pytest.raises(Conflict) as busy:
        hall.do(hall.lead, "remove_theme", theme_id=hall.theme, move_goals_to=other)
    assert busy.value.reason == "goal_on_ballot"
    hall.do(hall.lead, "close_round", round_id=voting)
    assert {goal["theme_id"] for goal in removed(hall, move_goals_to=other)["goals"]} == {other}


@pytest.mark.parametrize("kind", ["propose", "comment", "vote"])
def test_a_theme_stays_while_an_open_round_is_limited_to_it(hall: Hall, other, kind):
    round_ = hall.opened(kind, theme_ids=[hall.theme, other])
    fault = refusal(hall)
    assert (fault.code, fault.titles["round"]["fi"]["text"]) == ("theme_in_open_round", kind)
    hall.do(hall.lead, "close_round", round_id=round_)
    assert one(removed(hall)["rounds"], round_)["theme_ids"] == [hall.theme, other]


def test_a_planned_round_covers_the_other_themes_that_it_was_limited_to(hall: Hall, other):
    round_ = planned(hall, hall.theme, other)
    seen = removed(hall)
    assert one(seen["rounds"], round_)["theme_ids"] == [other]
    hall.theme = other
    goals = hall.goals(2)
    hall.do(hall.lead, "open_round", round_id=round_)
    assert one(hall.seen()["rounds"], round_)["goal_ids"] == goals


def test_a_round_that_was_planned_for_the_theme_alone_goes_where_that_is_said(hall: Hall, other):
    alone, both = planned(hall, hall.theme), planned(hall, hall.theme, other)
    fault = refusal(hall)
    assert (fault.code, fault.titles["round"]["fi"]["text"]) == ("theme_alone_in_round", "Äänestys")
    seen = removed(hall, remove_rounds=True)
    assert one(seen["rounds"], alone)["removed"]
    assert one(seen["rounds"], both)["theme_ids"] == [other]


def test_a_round_whose_other_themes_are_gone_too_is_limited_to_this_one_alone(hall: Hall, other):
    round_ = planned(hall, hall.theme, other)
    # As the version before left it.
    hall.database.write(lambda session: session.execute(update(Theme).where(Theme.id == other).values(state="removed")))
    assert refusal(hall).code == "theme_alone_in_round"
    assert one(removed(hall, remove_rounds=True)["rounds"], round_)["removed"]


@pytest.mark.parametrize("named", [False, True])
def test_a_hidden_goal_whose_theme_was_removed_before_the_upgrade_comes_back_under_another(hall: Hall, other, named):
    third = hall.do(hall.lead, "create_theme", title="Kolmas")["theme_id"]
    (goal,) = hall.goals(1)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Toisto")
    gone = update(Theme).where(Theme.id == hall.theme).values(state="removed")
    hall.database.write(lambda session: session.execute(gone))
    hall.do(hall.lead, "restore_goal", goal_id=goal, **({"theme_id": third} if named else {}))
    assert one(hall.seen()["goals"], goal)["theme_id"] == (third if named else other)


def test_a_hidden_goal_without_any_theme_is_refused_with_what_helps(hall: Hall):
    (goal,) = hall.goals(1)
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Toisto")
    gone = update(Theme).where(Theme.id == hall.theme).values(state="removed")
    hall.database.write(lambda session: session.execute(gone))
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "restore_goal", goal_id=goal)
    assert refused.value.errors["theme_id"].code == "no_themes"
    hall.do(hall.lead, "create_theme", title="Uusi")
    hall.do(hall.lead, "restore_goal", goal_id=goal)


def test_a_refusal_names_what_stands_in_the_way(hall: Hall):
    goal, *_ = hall.goals(1)
    workshop = {"workshop_id": hall.workshop}
    first = hall.do(hall.lead, "create_round", kind="vote", title="Eka", **workshop)["round_id"]
    second = hall.do(hall.lead, "create_round", kind="pause", title="Toka", **workshop)["round_id"]
    lead = {"participant_id": hall.participant(hall.lead)}
    assert reason(hall, "remove_workshop", **workshop) == ("workshop_has_rounds", "Eka")
    assert reason(hall, "close_round", round_id=first) == ("round_planned", None)
    assert reason(hall, "reveal_results", round_id=first) == ("round_planned", None)
    hall.do(hall.lead, "open_round", round_id=first)
    assert reason(hall, "open_round", round_id=second) == ("rounds_meet", "Eka")
    assert reason(hall, "remove_round", round_id=first) == ("round_open", None)
    assert reason(hall, "edit_goal", goal_id=goal, title="Toisin") == ("goal_on_ballot", "Eka")
    assert reason(hall, "remove_workshop", **workshop) == ("workshop_was_held", None)
    hall.do(hall.lead, "close_round", round_id=first)
    assert reason(hall, "extend_round", round_id=first, minutes=5) == ("round_closed", None)
    hall.do(hall.lead, "reveal_results", round_id=first)
    assert reason(hall, "reveal_results", round_id=first) == ("round_revealed", None)
    assert reason(hall, "leave") == reason(hall, "remove_participant", **lead) == ("last_facilitator", None)
    assert reason(hall, "restore_goal", goal_id=goal) == ("shown_already", None)
    hall.do(hall.lead, "invite_participant", email=(email := f"{uuid4()}@example.org"))
    assert reason(hall, "invite_participant", email=email) == ("participant_already", None)
    assert reason(hall, "edit_goal", goal_id=goal, title="Toisin", expect=1) == ("changed", None)


def reason(hall: Hall, name: str, **arguments) -> tuple[str, str | None]:
    """Why a command is refused, and what it names."""
    with pytest.raises(Conflict) as refused:
        hall.do(hall.lead, name, **arguments)
    named = refused.value.titles.get("round")
    return refused.value.reason, named and named["fi"]["text"]
