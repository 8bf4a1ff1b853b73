"""Facilitators tidy: they move, reword, hide and bring back, and the authors are told why."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Forbidden, NotFound

NOUNS = ("goal", "measure", "comment")


@pytest.fixture
def written(hall: Hall) -> dict[str, int]:
    """A goal of Aino's, and on it a measure and a comment of hers."""
    hall.opened("propose")
    hall.opened("comment")
    goal = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Kuitu", measures=[{"text": "Tuki"}])[
        "goal_id"
    ]
    measure = hall.seen()["measures"][0]["id"]
    comment = hall.do(hall.aino, "add_comment", goal_id=goal, text="Hyvä", stance="for")["comment_id"]
    return {"goal": goal, "measure": measure, "comment": comment}


def hide(hall: Hall, noun: str, written: dict[str, int], reason: str = "Kahdesti") -> None:
    """Hide what Aino wrote."""
    hall.do(hall.lead, f"hide_{noun}", **{f"{noun}_id": written[noun]}, reason=reason)


def told(hall: Hall, account: int) -> list[tuple[str, str, str]]:
    """What an account is told about what it wrote: (what was done, to what, why)."""
    return [
        (each["name"], each["kind"], each["reason"])
        for each in hall.seen(account)["notices"]
        if not each.get("removed")
    ]


@pytest.mark.parametrize("noun", NOUNS)
def test_what_is_brought_back_is_as_if_it_had_not_been_hidden(hall: Hall, written, noun):
    before = hall.seen()
    hide(hall, noun, written)
    hall.do(hall.lead, f"restore_{noun}", **{f"{noun}_id": written[noun]})
    after = hall.seen()
    kept, back = (one(seen[f"{noun}s"], written[noun]) for seen in (before, after))
    assert {**back, "revision": 0} == {**kept, "revision": 0}
    assert back["revision"] > kept["revision"]
    assert after["authorships"] == before["authorships"]
    assert [each.get("removed") for each in after["hidings"]] == [True]
    assert told(hall, hall.aino) == []


@pytest.mark.parametrize("noun", NOUNS)
def test_what_was_brought_back_can_be_hidden_again_for_another_reason(hall: Hall, written, noun):
    hide(hall, noun, written, "Vahingossa")
    hall.do(hall.lead, f"restore_{noun}", **{f"{noun}_id": written[noun]})
    hide(hall, noun, written, "Tarkoituksella")
    reasons = [each["reason"] for each in hall.seen()["hidings"] if not each.get("removed")]
    assert reasons == ["Tarkoituksella"]
    assert told(hall, hall.aino) == [("hidden", noun, "Tarkoituksella")]


@pytest.mark.parametrize("noun", NOUNS)
def test_only_what_is_hidden_is_brought_back_and_only_once(hall: Hall, written, noun):
    about = {f"{noun}_id": written[noun]}
    with pytest.raises(Conflict):
        hall.do(hall.lead, f"restore_{noun}", **about)
    hide(hall, noun, written)
    saw = one(hall.seen()[f"{noun}s"], written[noun])["revision"]
    hall.do(hall.lead, f"restore_{noun}", **about, expect=saw)
    with pytest.raises(Conflict):
        hall.do(hall.lead, f"restore_{noun}", **about, expect=saw)
    hall.do(hall.aino, f"withdraw_{noun}", **about)
    with pytest.raises(NotFound):
        hall.do(hall.lead, f"restore_{noun}", **about)


def test_what_stood_on_a_hidden_goal_comes_back_with_it_and_not_before(hall: Hall, written):
    hide(hall, "measure", written)
    hide(hall, "goal", written)
    with pytest.raises(NotFound):
        hall.do(hall.lead, "restore_measure", measure_id=written["measure"])
    hall.do(hall.lead, "restore_goal", goal_id=written["goal"])
    hall.do(hall.lead, "restore_measure", measure_id=written["measure"])
    assert "removed" not in one(hall.seen()["measures"], written["measure"])


def test_what_people_are_voting_on_is_neither_moved_nor_brought_back(hall: Hall, written):
    (other,) = hall.goals(1)
    theme = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    voting = hall.opened("vote", method="dots", points=3)
    ballot = {"round_id": voting}
    hall.do(hall.aino, "cast_ballot", **ballot, choices={str(written["goal"]): 3})
    with pytest.raises(Conflict):
        hall.do(hall.lead, "move_goal", goal_id=written["goal"], theme_id=theme)
    hide(hall, "measure", written)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "restore_measure", measure_id=written["measure"])
    hide(hall, "goal", written)
    # The dots on the hidden goal are free again: bringing it back would make a ballot of six.
    hall.do(hall.aino, "cast_ballot", **ballot, choices={str(other): 3})
    with pytest.raises(Conflict):
        hall.do(hall.lead, "restore_goal", goal_id=written["goal"])
    hall.do(hall.lead, "close_round", **ballot)
    hall.do(hall.lead, "reveal_results", **ballot)
    figures = hall.seen()["tallies"]
    hall.do(hall.lead, "restore_goal", goal_id=written["goal"])
    hall.do(hall.lead, "move_goal", goal_id=written["goal"], theme_id=theme)
    assert hall.seen()["tallies"] == figures


def test_a_moved_goal_stands_under_its_new_theme_with_all_that_belongs_to_it(hall: Hall, written):
    theme = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    before = hall.seen()
    answer = hall.ask(hall.lead, "move_goal", goal_id=written["goal"], theme_id=theme, reason="Kuuluu tänne")
    assert [event.name for event in answer.events] == ["goal_moved"]
    after = hall.seen()
    goal = one(after["goals"], written["goal"])
    assert goal == {
        **one(before["goals"], written["goal"]),
        "theme_id": theme,
        "number": "2.1",
        "revision": goal["revision"],
    }
    for kind in ("measures", "comments", "authorships", "hidings"):
        assert after[kind] == before[kind]
    assert told(hall, hall.aino) == [("moved", "goal", "Kuuluu tänne")]


def test_a_goal_is_moved_to_a_theme_that_is_there_by_one_who_leads_from_what_they_saw(hall: Hall, written):
    theme = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    saw = one(hall.seen()["goals"], written["goal"])["revision"]
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "move_goal", goal_id=written["goal"], theme_id=theme)
    hall.do(hall.aino, "edit_goal", goal_id=written["goal"], title="Kuitu joka kotiin")
    with pytest.raises(Conflict):
        hall.do(hall.lead, "move_goal", goal_id=written["goal"], theme_id=theme, expect=saw)
    hall.do(hall.lead, "remove_theme", theme_id=theme)
    with pytest.raises(NotFound):
        hall.do(hall.lead, "move_goal", goal_id=written["goal"], theme_id=theme)


def test_the_author_is_told_why_another_reworded_what_they_wrote(hall: Hall, written):
    hall.do(hall.lead, "edit_goal", goal_id=written["goal"], title="Kuitu kotiin", reason="Selkeämpi")
    hall.do(hall.lead, "edit_measure", measure_id=written["measure"], text="Rahaa", reason="Lyhyempi")
    assert told(hall, hall.aino) == [("edited", "goal", "Selkeämpi"), ("edited", "measure", "Lyhyempi")]
    assert [each["texts"] for each in hall.seen(hall.aino)["notices"]] == [{"fi": "Kuitu kotiin"}, {"fi": "Rahaa"}]
    assert told(hall, hall.lead) == told(hall, hall.ville) == []


def test_nobody_is_told_what_they_did_themselves_nor_anything_without_a_reason(hall: Hall, written):
    hall.do(hall.aino, "edit_goal", goal_id=written["goal"], title="Kuitu kotiin", reason="Parempi")
    hall.do(hall.lead, "edit_measure", measure_id=written["measure"], status="started")
    assert told(hall, hall.aino) == []
