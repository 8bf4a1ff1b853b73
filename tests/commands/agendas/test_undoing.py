"""The opening of a round is undone as long as nobody has done anything in it; afterwards it is refused, and why."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.commands.hall import Hall, one
from tests.nodes.few import of_few
from workshop.errors import Conflict, Forbidden, RoundClosed
from workshop.models import RollEntry


def opened(hall: Hall, kind: str, **more) -> int:
    """Plan a round in the workshop and open it."""
    about = {"workshop_id": hall.workshop, **of_few(kind, more)}
    made = hall.do(hall.lead, "create_round", kind=kind, title=kind, **about)["round_id"]
    hall.do(hall.lead, "open_round", round_id=made)
    return made


def undo(hall: Hall, round_id: int):
    """Undo the opening of a round."""
    return hall.ask(hall.lead, "unopen_round", round_id=round_id)


def is_refused(hall: Hall, round_id: int) -> bool:
    """Whether it can't be undone, and nothing was changed by asking."""
    before = hall.seen()["rounds"]
    with pytest.raises(Conflict, match="round_used"):
        undo(hall, round_id)
    return hall.seen()["rounds"] == before


@pytest.mark.parametrize("kind", ["propose", "comment", "vote", "results", "pause"])
def test_a_round_in_which_nothing_was_done_is_planned_again(hall: Hall, kind):
    hall.goals(2)
    round_id = hall.do(hall.lead, "create_round", kind=kind, title=kind, workshop_id=hall.workshop, minutes=9)[
        "round_id"
    ]
    before = one(hall.seen()["rounds"], round_id)
    hall.do(hall.lead, "open_round", round_id=round_id)
    answer = undo(hall, round_id)
    after = one(hall.seen()["rounds"], round_id)
    assert [event.name for event in answer.events] == ["round_unopened"]
    # A vote says from its opening on what becomes of the figures of a few.
    assert after == {**before, "revision": answer.revision, "totals": after["totals"]}
    hall.do(hall.lead, "open_round", round_id=round_id)
    assert one(hall.seen()["rounds"], round_id)["state"] == "open"


def test_what_was_proposed_keeps_it_open(hall: Hall):
    round_id = opened(hall, "propose")
    hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Tavoite")
    assert is_refused(hall, round_id)


def test_what_was_proposed_elsewhere_does_not(hall: Hall):
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    round_id = opened(hall, "propose", theme_ids=[hall.theme])
    goal = hall.do(hall.lead, "propose_goal", theme_id=other, title="Tavoite")["goal_id"]
    hall.do(hall.lead, "propose_measure", goal_id=goal, text="Toimi")
    undo(hall, round_id)


def test_a_comment_keeps_a_round_of_comments_open_and_no_other(hall: Hall):
    [goal] = hall.goals(1)
    proposing, commenting = opened(hall, "propose", workshop_id=None), opened(hall, "comment")
    hall.do(hall.aino, "add_comment", goal_id=goal, text="Hyvä", stance="for")
    assert is_refused(hall, commenting)
    undo(hall, proposing)


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_a_vote_keeps_it_open_also_one_that_was_taken_back(hall: Hall, secrecy):
    [goal] = hall.goals(1)
    round_id = opened(hall, "vote", method="approve", secrecy=secrecy)
    hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
    assert is_refused(hall, round_id)
    if secrecy != "secret":
        hall.cast(hall.aino, round_id, **{f"g{goal}": None})
        assert is_refused(hall, round_id)


def test_nobody_votes_in_it_afterwards_and_its_ballot_is_another_when_it_opens_again(hall: Hall):
    [goal] = hall.goals(1)
    round_id = opened(hall, "vote", method="approve", secrecy="named", results="live")
    undo(hall, round_id)
    with pytest.raises(RoundClosed):
        hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
    with hall.database.read() as session:
        assert session.scalars(select(RollEntry).where(RollEntry.round_id == round_id)).all() == []
    [later] = hall.goals(1)
    hall.do(hall.lead, "open_round", round_id=round_id)
    assert one(hall.seen()["rounds"], round_id)["goal_ids"] == [goal, later]
    hall.cast(hall.aino, round_id, **{f"g{later}": 1})


def test_the_clock_does_not_open_it_again_at_once(hall: Hall):
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    round_id = hall.do(
        hall.lead, "create_round", kind="pause", title="Tauko", workshop_id=hall.workshop, opens_at=soon, minutes=5
    )["round_id"]
    hall.do(hall.lead, "open_round", round_id=round_id)
    undo(hall, round_id)
    assert one(hall.seen()["rounds"], round_id)["opens_at"] is not None, "its time is still to come"


def test_what_is_planned_or_over_is_not_undone_and_members_undo_nothing(hall: Hall):
    round_id = hall.do(hall.lead, "create_round", kind="pause", title="Tauko")["round_id"]
    with pytest.raises(Conflict, match="round_planned"):
        undo(hall, round_id)
    hall.do(hall.lead, "open_round", round_id=round_id)
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "unopen_round", round_id=round_id)
    hall.do(hall.lead, "close_round", round_id=round_id)
    with pytest.raises(Conflict, match="round_closed"):
        undo(hall, round_id)
