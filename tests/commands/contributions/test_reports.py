"""Members report what others wrote; facilitators alone are told, and not by whom, and settle it."""

import pytest

from tests.commands.contributions.test_queue import commented
from tests.commands.contributions.test_sealed import everything
from tests.commands.hall import Hall, one
from workshop.commands.moderating.reporting import MOST_UNSETTLED
from workshop.errors import Conflict, Forbidden, Invalid, NotFound

REASON = "Se kuvaa naapuriani"


@pytest.fixture
def comment(hall: Hall) -> int:
    """A comment by Ville."""
    [goal] = hall.goals(1)
    hall.opened("comment")
    return commented(hall, goal, hall.ville, "Ville sanoo")


def reports(hall: Hall) -> list[dict]:
    """The reports that facilitators have."""
    return hall.seen()["reports"]


def notices(hall: Hall, account: int) -> list[dict]:
    """The notices that somebody has."""
    return [each for each in hall.seen(account)["notices"] if not each.get("removed")]


def test_facilitators_alone_are_told_and_never_by_whom(hall: Hall, comment: int):
    assert hall.do(hall.aino, "report", comment_id=comment, reason=REASON).keys() == {"report_id"}
    for account in (hall.ville, None):
        assert REASON not in everything(hall, account)
    [report] = reports(hall)
    assert (report["kind"], report["thing_id"], report["reason"]) == ("comment", comment, REASON)
    assert report["outcome"] is None
    assert not any(hall.participant(hall.aino) == value for name, value in report.items() if name != "id")
    [told] = notices(hall, hall.aino)
    assert (told["name"], told["thing_id"], told["reason"], told["texts"]) == ("reported", comment, REASON, {})


def test_each_reports_a_thing_once_and_nothing_of_their_own(hall: Hall, comment: int):
    hall.do(hall.aino, "report", comment_id=comment, reason=REASON)
    with pytest.raises(Conflict) as again:
        hall.do(hall.aino, "report", comment_id=comment, reason="Muu")
    assert again.value.reason == "reported_already"
    with pytest.raises(Conflict) as own:
        hall.do(hall.ville, "report", comment_id=comment, reason=REASON)
    assert own.value.reason == "own_contribution"
    with pytest.raises(Forbidden):
        hall.do(hall.lead, "report", comment_id=comment, reason=REASON)
    assert len(reports(hall)) == 1


def test_a_report_names_one_thing_that_is_there(hall: Hall, comment: int):
    goal = hall.seen()["goals"][0]["id"]
    for wrong in ({}, {"goal_id": goal, "comment_id": comment}):
        with pytest.raises(Invalid):
            hall.do(hall.aino, "report", reason=REASON, **wrong)
    with pytest.raises(Invalid):
        hall.do(hall.aino, "report", comment_id=comment)
    hall.do(hall.lead, "hide_comment", comment_id=comment, reason="Asiaton")
    with pytest.raises(NotFound):
        hall.do(hall.aino, "report", comment_id=comment, reason=REASON)


def test_with_nothing_to_mend_nobody_but_the_reporter_is_told(hall: Hall, comment: int):
    number = hall.do(hall.aino, "report", comment_id=comment, reason=REASON)["report_id"]
    before = hall.seen(hall.ville)["revision"]
    assert hall.do(hall.lead, "settle_reports", report_ids=[number]) == {"report_ids": [number]}
    assert (reports(hall)[0]["outcome"], bool(reports(hall)[0]["settled_at"])) == ("kept", True)
    assert [each["name"] for each in notices(hall, hall.aino)] == ["report_kept"]
    assert notices(hall, hall.ville) == []
    assert one(hall.seen(hall.ville)["comments"], comment)["revision"] <= before
    with pytest.raises(Conflict) as settled:
        hall.do(hall.lead, "settle_reports", report_ids=[number])
    assert settled.value.reason == "settled_already"


@pytest.mark.parametrize(
    ("who", "command", "more", "outcome"),
    [("lead", "hide_comment", {"reason": "Asiaton"}, "hidden"), ("ville", "withdraw_comment", {}, "withdrawn")],
)
def test_what_is_taken_away_settles_its_reports(hall: Hall, comment: int, who, command, more, outcome):
    hall.do(hall.aino, "report", comment_id=comment, reason=REASON)
    hall.do(getattr(hall, who), command, comment_id=comment, **more)
    assert [each["outcome"] for each in reports(hall)] == [outcome]
    [told] = notices(hall, hall.aino)
    assert (told["name"], told["texts"]) == ("report_acted", {})
    assert "Ville sanoo" not in everything(hall, hall.aino)


def test_the_reporter_is_told_of_the_end_also_when_they_put_the_notice_away(hall: Hall, comment: int):
    number = hall.do(hall.aino, "report", comment_id=comment, reason=REASON)["report_id"]
    hall.do(hall.aino, "dismiss_notice", notice_id=notices(hall, hall.aino)[0]["id"])
    assert notices(hall, hall.aino) == []
    hall.do(hall.lead, "settle_reports", report_ids=[number])
    assert [each["name"] for each in notices(hall, hall.aino)] == ["report_kept"]


def test_one_person_has_so_many_reports_unsettled_and_no_more(hall: Hall):
    goals = hall.goals(MOST_UNSETTLED + 1)
    for goal in goals[:-1]:
        hall.do(hall.aino, "report", goal_id=goal, reason=REASON)
    with pytest.raises(Conflict) as full:
        hall.do(hall.aino, "report", goal_id=goals[-1], reason=REASON)
    assert full.value.reason == "own_reports_full"
    hall.do(hall.lead, "settle_reports", report_ids=[reports(hall)[0]["id"]])
    hall.do(hall.aino, "report", goal_id=goals[-1], reason=REASON)


def test_other_peoples_reports_are_settled_by_facilitators_of_that_consultation_alone(hall: Hall, comment: int):
    number = hall.do(hall.aino, "report", comment_id=comment, reason=REASON)["report_id"]
    with pytest.raises(NotFound):
        hall.do(hall.aino, "settle_reports", report_ids=[number])
    for wrong in ([number, 999_999], [0]):
        with pytest.raises((NotFound, Invalid)):
            hall.do(hall.lead, "settle_reports", report_ids=wrong)
    assert reports(hall)[0]["outcome"] is None


def test_doubles_reports_go_to_whoever_stays_once(hall: Hall):
    [goal] = hall.goals(1)
    for who in (hall.aino, hall.ville):
        hall.do(who, "report", goal_id=goal, reason=REASON)
    ids = [hall.participant(each) for each in (hall.aino, hall.ville)]
    hall.do(hall.lead, "join_participants", participant_id=ids[0], double_ids=[ids[1]])
    hall.do(hall.lead, "settle_reports", report_ids=[each["id"] for each in reports(hall)])
    assert {each["outcome"] for each in reports(hall)} == {"kept"}
