"""What members write in a moderated round waits until a facilitator publishes it, or hides it with a reason."""

import pytest

from tests.commands.contributions.test_sealed import SECRET, everything, goals_of, proposed, told
from tests.commands.hall import Hall, one
from workshop.engine.request_state import place_of
from workshop.errors import Conflict, Forbidden, Invalid, NotFound
from workshop.queries.changes import told_since


def moderated(hall: Hall, kind: str = "propose", **more) -> int:
    """Open a round in which what members write waits."""
    return hall.opened(kind, moderated=True, **more)


def queue(hall: Hall, account: int | None = None) -> list[dict]:
    """What waits, as an account knows it."""
    return [each for each in hall.seen(account)["queue"] if not each.get("removed")]


def commented(hall: Hall, goal: int, who: int | None = None, text: str = SECRET, **more) -> int:
    """Comment on a goal as Aino or somebody else."""
    arguments = {"goal_id": goal, "text": text, "stance": "for", **more}
    return hall.do(who or hall.aino, "add_comment", **arguments)["comment_id"]


def test_nobody_but_its_author_and_facilitators_gets_it_before(hall: Hall):
    moderated(hall)
    goal = proposed(hall, measures=[{"text": SECRET}], rationale=SECRET)
    hall.do(hall.aino, "edit_goal", goal_id=goal, title=f"{SECRET} pihaan")
    for account in (hall.ville, None):
        assert SECRET not in everything(hall, account)
    assert (queue(hall, hall.ville), goals_of(hall, hall.ville), goals_of(hall, hall.lead)) == ([], [], [])
    assert told(hall, hall.ville) == [each for each in told(hall, hall.ville) if each[1] not in ("goals", "queue")]
    mine = one(hall.seen(hall.aino)["goals"], goal)
    assert (mine["sealed"], mine["waits"], mine["number"], mine["title"]) == (
        True,
        True,
        "",
        {"fi": f"{SECRET} pihaan"},
    )
    waiting = queue(hall)
    assert [each["kind"] for each in waiting] == ["goal", "measure"]
    assert (waiting[0]["thing_id"], waiting[0]["thing"]) == (goal, mine)
    assert hall.seen()["progress"] == {each: {"done": 0, "written": 0} for each in hall.seen()["progress"]}


def test_facilitators_write_without_waiting(hall: Hall):
    moderated(hall)
    goal = proposed(hall, hall.lead)
    assert goals_of(hall, hall.ville) == [goal]
    assert queue(hall) == []


def test_published_it_is_everybodys_with_what_waits_under_it(hall: Hall):
    moderated(hall)
    moderated(hall, "comment")
    goal = proposed(hall, measures=[{"text": "Ensin"}, {"text": "Sitten"}])
    commented(hall, goal)
    since = hall.seen()["revision"]
    answer = hall.ask(hall.lead, "publish_goal", goal_id=goal, expect=queue(hall)[0]["thing"]["revision"])
    assert answer.result == {"goal_id": goal}
    assert {name for name, _, _ in told(hall, hall.ville, since)} == {
        "goal_published",
        "measure_published",
        "comment_published",
    }
    seen = hall.seen(hall.ville)
    assert one(seen["goals"], goal)["number"] == "1.1"
    assert [(each["number"], each["waits"], each["sealed"]) for each in seen["measures"]] == [
        (1, False, False),
        (2, False, False),
    ]
    assert len(seen["comments"]) == 1
    assert queue(hall) == []
    assert len(hall.seen()["authorships"]) == 4


def test_numbers_have_no_gap_where_something_was_never_published(hall: Hall):
    moderated(hall)
    first, refused, last = proposed(hall, title="A"), proposed(hall, hall.ville, "B"), proposed(hall, title="C")
    hall.do(hall.lead, "hide_goal", goal_id=refused, reason="Asiaton")
    for goal in (last, first):
        hall.do(hall.lead, "publish_goal", goal_id=goal)
    goals = hall.seen(hall.ville)["goals"]
    assert (one(goals, last)["number"], one(goals, first)["number"]) == ("1.1", "1.2")
    hall.do(hall.lead, "restore_goal", goal_id=refused)
    assert [each["thing_id"] for each in queue(hall)] == [refused]
    hall.do(hall.lead, "publish_goal", goal_id=refused)
    assert one(hall.seen(hall.aino)["goals"], refused)["number"] == "1.3"


def test_what_is_hidden_in_the_queue_stays_unseen_and_its_author_is_told_why(hall: Hall):
    moderated(hall)
    goal = proposed(hall, measures=[{"text": SECRET}])
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Asiaton")
    assert SECRET not in everything(hall, hall.ville)
    assert queue(hall) == []
    [notice] = hall.seen(hall.aino)["notices"]
    assert (notice["name"], notice["reason"], notice["texts"]) == ("hidden", "Asiaton", {"fi": SECRET})
    [hiding] = [each for each in hall.seen()["hidings"] if not each.get("removed")]
    assert (hiding["kind"], hiding["thing_id"], hiding["texts"]) == ("goal", goal, {"fi": SECRET})
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    assert [each["kind"] for each in queue(hall)] == ["goal", "measure"]
    assert goals_of(hall, hall.ville) == []


def test_its_author_edits_and_withdraws_it_meanwhile(hall: Hall):
    moderated(hall)
    goal = proposed(hall)
    [before] = queue(hall)
    hall.do(hall.aino, "edit_goal", goal_id=goal, title="Toisin")
    [after] = queue(hall)
    assert after["thing"]["title"] == {"fi": "Toisin"}
    assert after["revision"] > before["revision"]
    with pytest.raises(Conflict) as stale:
        hall.do(hall.lead, "publish_goal", goal_id=goal, expect=before["thing"]["revision"])
    assert stale.value.reason == "changed"
    hall.do(hall.aino, "withdraw_goal", goal_id=goal)
    assert queue(hall) == []
    with pytest.raises(NotFound):
        hall.do(hall.lead, "publish_goal", goal_id=goal)
    hall.do(hall.aino, "restore_goal", goal_id=goal)
    assert [each["thing_id"] for each in queue(hall)] == [goal]
    assert goals_of(hall, hall.ville) == []


def test_for_others_it_does_not_exist_and_facilitators_publish_or_hide_it_only(hall: Hall):
    moderated(hall)
    hall.opened("comment")
    goal = proposed(hall)
    lead = [
        ("edit_goal", {"title": "Muu"}),
        ("move_goal", {"theme_id": hall.theme}),
        ("mark_goal", {"mark": "shortlist"}),
        ("put_on_wall", {}),
        ("show", {"workshop_id": hall.workshop, "scene": "goal"}),
        ("add_comment", {"text": "Muu", "stance": "for"}),
        ("propose_measure", {"text": "Muu"}),
        ("withdraw_goal", {}),
    ]
    for name, more in lead:
        with pytest.raises(NotFound):
            hall.do(hall.lead, name, goal_id=goal, **more)
    for name, more in (("report", {"reason": "Asiaton"}), ("propose_measure", {"text": "Muu"}), ("withdraw_goal", {})):
        with pytest.raises(NotFound):
            hall.do(hall.ville, name, goal_id=goal, **more)
    with pytest.raises(NotFound):
        hall.do(hall.ville, "publish_goal", goal_id=goal)
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "publish_goal", goal_id=goal)


def test_a_measure_under_a_public_goal_waits_by_itself(hall: Hall):
    [goal] = hall.goals(1)
    moderated(hall, "propose", subject="measures", on_ballot={"ids": [goal]})
    measure = hall.do(hall.aino, "propose_measure", goal_id=goal, text=SECRET)["measure_id"]
    assert SECRET not in everything(hall, hall.ville)
    moderated(hall, "comment")
    comment = hall.do(hall.aino, "add_comment", measure_id=measure, text="Oma", stance="for")["comment_id"]
    with pytest.raises(Conflict) as waits:
        hall.do(hall.lead, "publish_comment", comment_id=comment)
    assert waits.value.reason == "measure_waits"
    # What its goal takes along is in the queue no more, and comes back with it.
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Asiaton")
    assert queue(hall) == []
    hall.do(hall.lead, "restore_goal", goal_id=goal)
    assert {each["kind"] for each in queue(hall)} == {"measure", "comment"}
    hall.do(hall.lead, "publish_measure", measure_id=measure)
    assert one(hall.seen(hall.ville)["measures"], measure)["number"] == 1
    assert one(hall.seen(hall.ville)["comments"], comment)["text"] == {"fi": "Oma"}


def test_a_measure_that_waits_is_merged_along_and_has_its_number_wherever_it_is_published(hall: Hall):
    goals = hall.goals(2)
    hall.do(hall.lead, "propose_measure", goal_id=goals[0], text="Ensin")
    moderated(hall, subject="measures", on_ballot={"ids": goals})
    early = hall.do(hall.aino, "propose_measure", goal_id=goals[0], text="Toinen")["measure_id"]
    late = hall.do(hall.aino, "propose_measure", goal_id=goals[0], text="Kolmas")["measure_id"]
    family = hall.do(hall.lead, "merge_goals", goal_ids=goals, title="Yhdessä")["goal_id"]

    def numbers() -> dict[int, tuple[int, int]]:
        there = [each for each in hall.seen(hall.aino)["measures"] if not each.get("removed")]
        return {each["id"]: (each["goal_id"], each["number"]) for each in there}

    assert [numbers()[each] for each in (early, late)] == [(family, 0), (family, 0)]
    hall.do(hall.lead, "publish_measure", measure_id=early)
    assert numbers()[early] == (family, 2)
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert [numbers()[each] for each in (early, late)] == [(goals[0], 2), (goals[0], 0)]
    hall.do(hall.lead, "publish_measure", measure_id=late)
    assert numbers()[late] == (goals[0], 3)


def test_no_measure_is_published_onto_an_open_ballot(hall: Hall):
    [goal] = hall.goals(1)
    moderated(hall, "propose", subject="measures", on_ballot={"ids": [goal]})
    measure = hall.do(hall.aino, "propose_measure", goal_id=goal, text=SECRET)["measure_id"]
    hall.opened("vote", method="approve")
    with pytest.raises(Conflict) as voted:
        hall.do(hall.lead, "publish_measure", measure_id=measure)
    assert voted.value.reason == "goal_on_ballot"


def test_what_waits_is_on_no_ballot_that_opens(hall: Hall):
    moderated(hall)
    goal, others = proposed(hall), proposed(hall, hall.lead, "Muu")
    vote = hall.opened("vote", method="approve")
    assert one(hall.seen()["rounds"], vote)["goal_ids"] == [others]
    hall.do(hall.lead, "publish_goal", goal_id=goal)
    assert one(hall.seen()["rounds"], vote)["goal_ids"] == [others]


def test_several_at_once_are_published_all_or_none(hall: Hall):
    moderated(hall)
    moderated(hall, "comment")
    [there] = [proposed(hall, hall.lead, "Muu")]
    goals, comment = [proposed(hall, title=f"Tavoite {each}") for each in range(3)], commented(hall, there)
    with pytest.raises(Conflict) as shown:
        hall.do(hall.lead, "publish_contributions", goal_ids=[goals[0], there])
    assert shown.value.reason == "shown_already"
    with pytest.raises(NotFound):
        hall.do(hall.lead, "publish_contributions", goal_ids=[goals[0], 999_999])
    with pytest.raises(Invalid) as none:
        hall.do(hall.lead, "publish_contributions")
    assert [fault.code for fault in none.value.errors.values()] == ["nothing_ticked"], "nobody votes here"
    assert goals_of(hall, hall.ville) == [there]
    given = {"goal_ids": goals, "measure_ids": [], "comment_ids": [comment]}
    assert hall.do(hall.lead, "publish_contributions", **given) == given
    assert goals_of(hall, hall.ville) == sorted([there, *goals])
    assert queue(hall) == []
    with pytest.raises(Conflict):
        hall.do(hall.lead, "publish_contributions", goal_ids=[goals[0]])


def test_what_was_written_unseen_in_a_moderated_round_waits_from_its_end_on(hall: Hall):
    round_id = moderated(hall, contributions="at_close")
    goal, lead = proposed(hall, measures=[{"text": SECRET}]), proposed(hall, hall.lead, "Vetäjän")
    assert queue(hall) == []
    assert hall.seen()["progress"][str(round_id)]["written"] == 3
    assert one(hall.seen(hall.aino)["goals"], goal)["number"] == ""
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert goals_of(hall, hall.ville) == [lead]
    assert one(hall.seen()["goals"], lead)["number"] == "1.1"
    assert SECRET not in everything(hall, hall.ville)
    assert [each["kind"] for each in queue(hall)] == ["goal", "measure"]
    assert one(hall.seen(hall.aino)["goals"], goal)["waits"]
    hall.do(hall.lead, "publish_goal", goal_id=goal)
    assert one(hall.seen(hall.ville)["goals"], goal)["number"] == "1.2"


def test_events_of_what_waits_are_told_to_its_author_and_facilitators_alone(hall: Hall):
    moderated(hall)
    since = hall.seen()["revision"]
    goal = proposed(hall)
    hall.do(hall.aino, "edit_goal", goal_id=goal, title="Toisin")
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Asiaton")
    with hall.database.read() as session:
        consultation, _ = place_of(session, hall.slug, hall.lead)
        _, events = told_since(session, consultation.id, since)
    assert {event.audience for event in events} == {f"own:{hall.participant(hall.aino)}", "lead"}


def test_a_reply_to_what_waits_waits_with_it(hall: Hall):
    [goal] = hall.goals(1)
    round_id = moderated(hall, "comment")
    comment = commented(hall, goal)
    hall.do(hall.lead, "close_round", round_id=round_id)
    hall.opened("comment")
    commented(hall, goal, text="Lisäys", reply_to=comment)
    assert hall.seen(hall.ville)["comments"] == []


def test_what_doubles_wrote_unseen_is_seen_by_whoever_stays(hall: Hall):
    moderated(hall)
    goal = proposed(hall, hall.ville)
    ids = [hall.participant(each) for each in (hall.aino, hall.ville)]
    hall.do(hall.lead, "join_participants", participant_id=ids[0], double_ids=[ids[1]])
    assert one(hall.seen(hall.aino)["goals"], goal)["waits"]
    hall.do(hall.aino, "edit_goal", goal_id=goal, title="Oma")
    assert queue(hall)[0]["thing"]["title"] == {"fi": "Oma"}
