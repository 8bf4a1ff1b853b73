"""What is written in a quiet round is there for its author alone until everybody sees it."""

import json

import pytest

from tests.commands.hall import Hall, one
from workshop.engine.request_state import place_of
from workshop.errors import Conflict, NotFound
from workshop.models import Consultation
from workshop.queries.changes import changes, told_since
from workshop.queries.record import public_record
from workshop.queries.snapshot import snapshot_parts

SECRET = "Tuulimyllyt"


def quiet(hall: Hall, kind: str = "propose", contributions: str = "at_close", **more) -> int:
    """Open a round whose contributions nobody sees before its end."""
    return hall.opened(kind, contributions=contributions, **more)


def proposed(hall: Hall, who: int | None = None, title: str = SECRET, **more) -> int:
    """Propose a goal as Aino or somebody else."""
    return hall.do(who or hall.aino, "propose_goal", theme_id=hall.theme, title=title, **more)["goal_id"]


def told(hall: Hall, account: int, since: int = 0) -> list[tuple[str, str, int]]:
    """What `changes` tells an account: names, kinds and ids."""
    with hall.database.read() as session:
        found = changes(session, *place_of(session, hall.slug, account), since, None)
    return [(each["name"], each["kind"], each["data"]["id"]) for each in found.get("events", [])]


def everything(hall: Hall, account: int | None) -> str:
    """All that one account may read, or (None) a wall, as text."""
    with hall.database.read() as session:
        if account is None:
            consultation = session.query(Consultation).filter_by(slug=hall.slug).one()
            me = None
        else:
            consultation, me = place_of(session, hall.slug, account)
        parts = snapshot_parts(session, consultation, me)
        missed = changes(session, consultation, me, 0, None)
        written = json.dumps([parts.own, missed], default=str) + parts.shared.decode()
        return written + json.dumps(public_record(session, hall.slug), default=str)


def goals_of(hall: Hall, account: int) -> list[int]:
    """The goals that an account sees."""
    return [goal["id"] for goal in hall.seen(account)["goals"] if not goal.get("removed")]


def test_nobody_but_its_author_finds_it_anywhere_before_the_end(hall: Hall):
    round_id = quiet(hall)
    goal = proposed(hall, measures=[{"text": SECRET}], rationale=SECRET)
    hall.do(hall.aino, "edit_goal", goal_id=goal, title=f"{SECRET} pihaan")
    for account in (hall.lead, hall.ville, None):
        assert SECRET not in everything(hall, account)
        if account:
            seen = hall.seen(account)
            assert (seen["goals"], seen["measures"]) == ([], [])
            assert not any(kind in ("goals", "measures", "authorships") for _, kind, _ in told(hall, account))
    mine = one(hall.seen(hall.aino)["goals"], goal)
    assert (mine["title"], mine["sealed"]) == ({"fi": f"{SECRET} pihaan"}, True)
    assert len(hall.seen(hall.aino)["measures"]) == 1
    assert hall.seen()["progress"] == {str(round_id): {"done": 0, "written": 2}}
    assert hall.seen(hall.aino)["progress"] == {}


def test_for_others_it_does_not_exist_whatever_they_try(hall: Hall):
    quiet(hall)
    hall.opened("comment")
    goal = proposed(hall)
    attempts = [
        (hall.lead, "hide_goal", {"goal_id": goal, "reason": "Toisto"}),
        (hall.lead, "edit_goal", {"goal_id": goal, "title": "Muu"}),
        (hall.lead, "move_goal", {"goal_id": goal, "theme_id": hall.theme}),
        (hall.lead, "show", {"workshop_id": hall.workshop, "scene": "goal", "goal_id": goal}),
        (hall.ville, "propose_measure", {"goal_id": goal, "text": "Muu"}),
        (hall.ville, "add_comment", {"goal_id": goal, "text": "Muu", "stance": "for"}),
        (hall.ville, "withdraw_goal", {"goal_id": goal}),
    ]
    for account, name, arguments in attempts:
        with pytest.raises(NotFound):
            hall.do(account, name, **arguments)
        with pytest.raises(NotFound):
            hall.do(account, name, **{**arguments, "goal_id": 999_999})


def test_at_the_close_everybody_is_told_and_facilitators_by_whom(hall: Hall):
    round_id = quiet(hall)
    goal = proposed(hall, measures=[{"text": "Toimi"}])
    others = proposed(hall, hall.ville, "Toinen")
    before = hall.seen()["revision"]
    answer = hall.ask(hall.lead, "close_round", round_id=round_id)
    names = [event.name for event in answer.events]
    assert names[0] == "round_closed"
    assert sorted(names[1:]) == ["authorship_recorded"] * 3 + ["goal_unsealed"] * 2 + ["measure_unsealed"]
    for account in (hall.lead, hall.aino, hall.ville):
        assert goals_of(hall, account) == [goal, others]
        assert not any(each["sealed"] for each in hall.seen(account)["goals"])
    heard = [name for name, _, _ in told(hall, hall.ville, before)]
    assert sorted(heard) == ["goal_unsealed", "goal_unsealed", "measure_unsealed", "round_closed"]
    assert len(hall.seen()["authorships"]) == 3
    assert hall.seen()["progress"] == {}


def test_events_are_addressed_to_the_author_alone_and_then_to_everyone(hall: Hall):
    round_id = quiet(hall)
    since = hall.seen()["revision"]
    proposed(hall)
    hall.do(hall.lead, "close_round", round_id=round_id)
    with hall.database.read() as session:
        consultation, _ = place_of(session, hall.slug, hall.lead)
        head, events = told_since(session, consultation.id, since)
    mine = f"own:{hall.participant(hall.aino)}"
    assert [(event.name, event.audience) for event in events] == [
        ("goal_proposed", mine),
        ("round_closed", "everyone"),
        ("goal_unsealed", "everyone"),
        ("authorship_recorded", "lead"),
    ]
    assert [event.revision for event in events] == list(range(since + 1, head + 1)), "without a gap"


def test_theme_by_theme_a_facilitator_shows_what_was_written(hall: Hall):
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    round_id = quiet(hall, contributions="by_theme")
    first, second = proposed(hall, measures=[{"text": "Toimi"}]), proposed(hall)
    elsewhere = hall.do(hall.ville, "propose_goal", theme_id=other, title="Muualla")["goal_id"]
    with pytest.raises(Conflict):
        hall.do(hall.lead, "show_contributions", round_id=round_id)
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert goals_of(hall, hall.lead) == []
    assert hall.seen()["progress"][str(round_id)]["written"] == 4
    hall.do(hall.lead, "show_contributions", round_id=round_id, theme_id=other)
    assert goals_of(hall, hall.aino) == [first, second, elsewhere]
    assert goals_of(hall, hall.lead) == [elsewhere]
    hall.do(hall.lead, "show_contributions", round_id=round_id)
    assert goals_of(hall, hall.lead) == [first, second, elsewhere]
    assert hall.seen()["progress"] == {}
    with pytest.raises(Conflict) as refused:
        hall.do(hall.lead, "show_contributions", round_id=round_id)
    assert refused.value.reason == "shown_already"


def test_comments_are_sealed_too_and_what_stands_under_something_sealed(hall: Hall):
    [seen] = hall.goals(1)
    quiet(hall, "propose")
    commenting = quiet(hall, "comment")
    own = proposed(hall)
    about = {"text": SECRET, "stance": "for"}
    on_seen = hall.do(hall.aino, "add_comment", goal_id=seen, **about)["comment_id"]
    on_own = hall.do(hall.aino, "add_comment", goal_id=own, **about)["comment_id"]
    assert [each["id"] for each in hall.seen(hall.aino)["comments"]] == [on_seen, on_own]
    assert hall.seen(hall.ville)["comments"] == hall.seen()["comments"] == []
    with pytest.raises(NotFound):
        hall.do(hall.ville, "add_comment", goal_id=seen, reply_to=on_seen, text="Samaa mieltä")
    hall.do(hall.lead, "close_round", round_id=commenting)
    assert [each["id"] for each in hall.seen(hall.ville)["comments"]] == [on_seen], "its goal is sealed still"


def test_what_is_withdrawn_before_the_end_was_never_there_for_others(hall: Hall):
    round_id = quiet(hall)
    goal = proposed(hall)
    hall.do(hall.aino, "withdraw_goal", goal_id=goal)
    assert hall.seen(hall.ville)["goals"] == hall.seen()["hidings"] == []
    hall.do(hall.aino, "restore_goal", goal_id=goal)
    assert goals_of(hall, hall.aino) == [goal]
    hall.do(hall.aino, "withdraw_goal", goal_id=goal)
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert SECRET not in everything(hall, hall.ville)
    assert goals_of(hall, hall.lead) == []


def test_nobody_votes_on_what_only_its_author_sees(hall: Hall):
    [seen] = hall.goals(1)
    quiet(hall)
    proposed(hall)
    voting = hall.opened("vote", method="approve")
    assert one(hall.seen()["rounds"], voting)["goal_ids"] == [seen]


def test_two_that_differ_only_in_what_others_wrote_unseen_look_the_same(hall: Hall):
    """Ville reads the same, to the byte, whatever Aino writes: how long, under which theme, and by whom."""
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    quiet(hall)

    def read(account: int | None) -> str:
        with hall.database.read() as session:
            consultation = session.query(Consultation).filter_by(slug=hall.slug).one()
            me = place_of(session, hall.slug, account)[1] if account else None
            parts = snapshot_parts(session, consultation, me)
            own = {name: part for name, part in parts.own.items() if name not in ("now", "revision", "progress")}
            return json.dumps([list(parts.mark), own], default=str) + parts.shared.decode()

    before = {account: read(account) for account in (hall.ville, hall.lead, None)}
    for who, theme, title in ((hall.aino, hall.theme, SECRET), (hall.aino, other, SECRET * 9)):
        hall.do(who, "propose_goal", theme_id=theme, title=title, rationale=title)
        assert {account: read(account) for account in before} == before
