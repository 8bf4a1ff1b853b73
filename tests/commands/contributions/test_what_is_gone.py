"""What is hidden or withdrawn has left with all that stood under it: for who sees, hears, catches up or asks anew."""

import json
from uuid import uuid4

import pytest

from tests.commands.hall import Hall, one
from tests.pairs.applying import apply_batch
from workshop.engine.request_state import place_of
from workshop.fields import canonical
from workshop.models import Consultation, Goal, Theme
from workshop.queries.changes import changes, told_since


@pytest.fixture
def written(hall: Hall) -> dict[str, int]:
    """A goal of Aino's with a measure, a comment on each, and a reply to one of them."""
    hall.opened("propose")
    hall.opened("comment")
    measures = [{"text": "Sana toimenpiteestä", "responsible": "Sana vastuusta"}]
    about = {"theme_id": hall.theme, "title": "Sana otsikosta", "rationale": "Sana perusteesta"}
    goal = hall.do(hall.aino, "propose_goal", **about, measures=measures)["goal_id"]
    measure = hall.seen()["measures"][0]["id"]
    on_goal = say(hall, hall.ville, goal_id=goal)
    return {
        "goal": goal,
        "measure": measure,
        "on_goal": on_goal,
        "on_measure": say(hall, hall.ville, measure_id=measure),
    }


def say(hall: Hall, account: int, **about) -> int:
    """Let someone comment."""
    return hall.do(account, "add_comment", text="Sana kommentista", stance="for", **about)["comment_id"]


def caught_up(hall: Hall, account: int | None, since: int) -> dict:
    """What an account, or a wall (None), is given since a revision."""
    with hall.database.read() as session:
        if account is None:
            found = session.query(Consultation).filter_by(slug=hall.slug).one(), None
        else:
            found = place_of(session, hall.slug, account)
        return changes(session, *found, since, None)


def words(*told: object) -> set[str]:
    """The words that only what was written in these tests contains."""
    text = canonical(told).decode()
    return {f"Sana {each}" for each in json.loads(canonical(SAID)) if f"Sana {each}" in text}


SAID = ("toimenpiteestä", "vastuusta", "otsikosta", "perusteesta", "kommentista")


def test_of_each_thing_its_newest_state_is_given_once(hall: Hall, written):
    for number in range(3):
        hall.do(hall.aino, "edit_goal", goal_id=written["goal"], title=f"Uusi {number}")
    told = caught_up(hall, hall.ville, 0)["events"]
    things = [(event["kind"], event["data"]["id"]) for event in told]
    assert len(things) == len(set(things))
    assert [event["revision"] for event in told] == sorted(event["data"]["revision"] for event in told)
    assert "Sana otsikosta" not in words(told)
    assert "Uusi 2" in json.dumps(told)
    assert "Uusi 1" not in json.dumps(told)


@pytest.mark.parametrize(
    ("command", "left"),
    [
        ("hide_goal", set()),
        ("withdraw_goal", set()),
        ("hide_measure", {"Sana otsikosta", "Sana perusteesta", "Sana kommentista"}),
        ("withdraw_measure", {"Sana otsikosta", "Sana perusteesta", "Sana kommentista"}),
    ],
)
def test_what_stands_under_what_is_gone_is_gone_too_and_comes_back_with_it(hall: Hall, written, command, left):
    noun = command.partition("_")[2]
    before = hall.seen(hall.ville)
    reason = {"reason": "Toisto"} if command.startswith("hide") else {}
    asked = {f"{noun}_id": written[noun]}
    hall.do(hall.lead, command, **asked, **reason)
    newcomer = hall.join("Uusi")
    for account in (newcomer, hall.ville, None):
        assert words(caught_up(hall, account, 0)["events"]) == left
    gone = hall.seen(newcomer)
    assert words(gone["goals"], gone["measures"], gone["comments"]) == left
    assert one(gone["comments"], written["on_measure"]) == {
        **{"id": written["on_measure"], "removed": True},
        "revision": one(gone["comments"], written["on_measure"])["revision"],
    }
    assert follows(hall, before) == as_seen(hall)
    between = hall.seen(hall.ville)
    hall.do(hall.lead, f"restore_{noun}", **asked)
    assert words(hall.seen(newcomer)) == {f"Sana {each}" for each in SAID}
    assert follows(hall, before) == follows(hall, between) == as_seen(hall)


def test_what_was_taken_away_itself_does_not_come_back_with_what_it_stands_under(hall: Hall, written):
    hall.do(hall.lead, "hide_measure", measure_id=written["measure"], reason="Toisto")
    hall.do(hall.lead, "hide_goal", goal_id=written["goal"], reason="Toisto")
    hall.do(hall.lead, "restore_goal", goal_id=written["goal"])
    seen = hall.seen(hall.ville)
    assert "removed" in one(seen["measures"], written["measure"])
    assert "removed" in one(seen["comments"], written["on_measure"])
    assert "removed" not in one(seen["comments"], written["on_goal"])


def test_what_was_hidden_before_it_was_told_is_not_told_any_more(hall: Hall, written):
    since = hall.seen()["revision"]
    say(hall, hall.ville, goal_id=written["goal"])
    hall.do(hall.aino, "edit_measure", measure_id=written["measure"], text="Sana toimenpiteestä, toisin")
    hall.do(hall.lead, "hide_goal", goal_id=written["goal"], reason="Toisto")
    with hall.database.read() as session:
        _, told = told_since(session, place_of(session, hall.slug, hall.lead)[0].id, since)
    assert not words([event.data for event in told if event.audience == "everyone"])


def test_a_first_answer_that_is_given_again_tells_no_more_of_what_is_gone(hall: Hall, written):
    key = str(uuid4())
    moved = {"goal_id": written["goal"], "theme_id": hall.theme, "key": key}
    assert words([event.data for event in hall.ask(hall.lead, "move_goal", **moved).events])
    hall.do(hall.lead, "hide_goal", goal_id=written["goal"], reason="Toisto")
    again = hall.ask(hall.lead, "move_goal", **moved)
    assert again.replayed
    assert [(event.name, event.data["removed"]) for event in again.events] == [("goal_moved", True)]


def test_what_an_earlier_version_hid_has_left_as_well(hall: Hall, written):
    # It told nothing of what stood under a goal, and themes could be removed from over hidden ones.
    def hide(session):
        session.get(Goal, written["goal"]).state = "hidden"

    def remove_theme(session):
        session.get(Goal, written["goal"]).state = "current"
        session.get(Theme, hall.theme).state = "removed"

    for taken_away in (hide, remove_theme):
        hall.database.write(taken_away)
        for account in (hall.ville, None):
            assert not words(caught_up(hall, account, 0)["events"])
        seen = hall.seen(hall.ville)
        assert not words(seen["goals"], seen["measures"], seen["comments"])


@pytest.mark.parametrize("who", ["author", "facilitator"])
def test_only_a_goal_that_its_author_withdrew_keeps_its_title_beside_its_figures(hall: Hall, written, who):
    vote = hall.opened("vote", method="approve", secrecy="named", results="at_close")
    hall.do(hall.aino, "cast_ballot", round_id=vote, choices={str(written["goal"]): 1})
    hall.do(hall.lead, "close_round", round_id=vote)
    hall.do(hall.aino if who == "author" else hall.lead, "withdraw_goal", goal_id=written["goal"])
    kept = {"Sana otsikosta"} if who == "author" else set()
    for account in (hall.ville, hall.join("Uusi"), None):
        assert words(caught_up(hall, account, 0)["events"]) == kept
    (called,) = hall.seen(hall.ville)["called_goals"]
    assert words(called) == kept
    assert ("withdrawn" in called["since"], "hidden" in called["since"]) == (True, who != "author")
    # Facilitators find it where they find what was taken away.
    hiding = next(each for each in hall.seen()["hidings"] if not each.get("removed"))
    assert words(hiding["called"]) == {"Sana otsikosta"}
    hall.do(hall.lead, "restore_goal", goal_id=written["goal"])
    (called,) = hall.seen(hall.ville)["called_goals"]
    assert (words(called), called["since"]) == ({"Sana otsikosta"}, {})


def follows(hall: Hall, before: dict) -> dict:
    """What Ville knows who catches up from an earlier snapshot."""
    return without_now(apply_batch(before, caught_up(hall, hall.ville, before["revision"])))


def as_seen(hall: Hall) -> dict:
    """What Ville sees afresh."""
    return without_now(hall.seen(hall.ville))


def without_now(snapshot: dict) -> dict:
    """Leave out the time, which always differs."""
    return {name: part for name, part in snapshot.items() if name != "now"}
