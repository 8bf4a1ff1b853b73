"""Families: several goals become one and one becomes several, and everything returns to where it was."""

import pytest

from tests.commands.hall import Hall, one
from workshop.errors import Conflict, Forbidden, Invalid, NotFound


@pytest.fixture
def written(hall: Hall) -> tuple[int, int]:
    """Two goals of Aino and Ville, each with a measure and a comment, under two themes."""
    for kind in ("propose", "comment"):
        hall.opened(kind)
    other = hall.do(hall.lead, "create_theme", title="Toinen")["theme_id"]
    goals = []
    for who, theme in ((hall.aino, hall.theme), (hall.ville, other)):
        goal = hall.do(who, "propose_goal", theme_id=theme, title=f"Tavoite {who}", measures=[{"text": "Toimi"}])
        goals.append(goal["goal_id"])
        hall.do(who, "add_comment", goal_id=goals[-1], text="Näin on", stance="for")
    return goals[0], goals[1]


def merged(hall: Hall, *goals: int, title: str = "Yhdessä", **more) -> int:
    """Merge goals; return the family's id."""
    return hall.do(hall.lead, "merge_goals", goal_ids=list(goals), title=title, **more)["goal_id"]


def without_revisions(hall: Hall, *families: int, account: int | None = None) -> dict:
    """A snapshot without what a merge that was taken back may leave: revisions, notices, and the family itself."""
    seen = hall.seen(account)
    for name in ("revision", "now", "notices"):
        seen.pop(name)
    seen["goals"] = [goal for goal in seen["goals"] if goal["id"] not in families]
    seen["me"] = {**seen["me"], "version": 0}
    return stripped(seen)


def stripped(value):
    """A value without any revisions."""
    if isinstance(value, dict):
        return {name: stripped(each) for name, each in value.items() if name != "revision"}
    return [stripped(each) for each in value] if isinstance(value, list) else value


def test_a_family_has_its_own_words_and_what_stood_under_its_goals(hall: Hall, written):
    first, second = written
    answer = hall.ask(hall.lead, "merge_goals", goal_ids=[first, second], title="Yhdessä", rationale="Koska")
    family = answer.result["goal_id"]
    seen = hall.seen(hall.aino)
    goal = one(seen["goals"], family)
    assert (goal["title"], goal["rationale"]) == ({"fi": "Yhdessä"}, {"fi": "Koska"})
    assert (goal["origin"], goal["superseded"], goal["member_ids"]) == ("merged", None, [first, second])
    assert goal["number"] == "1.2"
    for member in written:
        assert (one(seen["goals"], member)["family_id"], one(seen["goals"], member)["superseded"]) == (family, "merged")
    assert [(m["goal_id"], m["from_goal_id"], m["number"]) for m in seen["measures"]] == [
        (family, first, 1),
        (family, second, 2),
    ]
    assert [(c["goal_id"], c["from_goal_id"]) for c in seen["comments"]] == [(family, first), (family, second)]


def test_taking_it_back_returns_everything_to_where_it_was(hall: Hall, written):
    first, second = written
    hall.do(hall.lead, "mark_goal", goal_id=second, mark="aside", reason="Toisaalla")
    before = {account: without_revisions(hall, account=account) for account in (hall.lead, hall.aino)}
    family = merged(hall, second, first)
    assert one(hall.seen()["goals"], family)["mark"] is None
    assert hall.do(hall.lead, "unmerge_goal", goal_id=family) == {"goal_id": family}
    for account, seen in before.items():
        assert without_revisions(hall, family, account=account) == seen
    assert one(hall.seen()["goals"], family)["superseded"] == "undone"


def test_what_was_added_meanwhile_stays_with_the_family_and_its_number_is_used_no_more(hall: Hall, written):
    family = merged(hall, *written)
    number = one(hall.seen()["goals"], family)["number"]
    comment = hall.do(hall.aino, "add_comment", goal_id=family, text="Hyvä", stance="for")["comment_id"]
    moved = hall.seen()["comments"][0]["id"]
    reply = hall.do(hall.ville, "add_comment", goal_id=family, text="Niin", reply_to=moved)["comment_id"]
    measure = hall.do(hall.aino, "propose_measure", goal_id=family, text="Uusi")["measure_id"]
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    seen = hall.seen(hall.aino)
    assert {one(seen["comments"], each)["goal_id"] for each in (comment, reply)} == {family}
    assert one(seen["measures"], measure)["goal_id"] == family
    assert one(seen["comments"], moved)["goal_id"] == written[0]
    again = merged(hall, *written)
    assert one(hall.seen()["goals"], again)["number"] != number


def test_whoever_writes_to_an_original_writes_to_its_family_and_takes_it_along(hall: Hall, written):
    first, second = written
    family = merged(hall, first, second)
    moved = next(each["id"] for each in hall.seen()["comments"] if each["from_goal_id"] == second)
    late = hall.do(hall.aino, "add_comment", goal_id=second, text="Myöhässä", reply_to=moved)["comment_id"]
    measure = hall.do(hall.ville, "propose_measure", goal_id=second, text="Myöhässä")["measure_id"]
    seen = hall.seen()
    assert (one(seen["comments"], late)["goal_id"], one(seen["comments"], late)["from_goal_id"]) == (family, second)
    assert (one(seen["measures"], measure)["goal_id"], one(seen["measures"], measure)["number"]) == (family, 3)
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    seen = hall.seen()
    assert one(seen["comments"], late)["goal_id"] == second
    assert (one(seen["measures"], measure)["goal_id"], one(seen["measures"], measure)["number"]) == (second, 2)


def test_a_family_is_merged_again_and_is_taken_back_in_the_reverse_order(hall: Hall, written):
    (third,) = hall.goals(1)
    before = without_revisions(hall)
    inner = merged(hall, *written)
    outer = merged(hall, inner, third)
    assert {each["goal_id"] for each in hall.seen()["comments"]} == {outer}
    assert {each["from_goal_id"] for each in hall.seen()["comments"]} == set(written)
    with pytest.raises(Conflict, match="goal_merged"):
        hall.do(hall.lead, "unmerge_goal", goal_id=inner)
    hall.do(hall.lead, "unmerge_goal", goal_id=outer)
    assert {each["goal_id"] for each in hall.seen()["comments"]} == {inner}
    hall.do(hall.lead, "unmerge_goal", goal_id=inner)
    assert without_revisions(hall, inner, outer) == before


def test_a_goal_is_split_and_its_measures_and_comments_are_shared_out(hall: Hall, written):
    goal, _ = written
    seen = hall.seen()
    comment = next(each["id"] for each in seen["comments"] if each["goal_id"] == goal)
    reply = hall.do(hall.ville, "add_comment", goal_id=goal, text="Eikä", reply_to=comment)["comment_id"]
    before = without_revisions(hall)
    parts = hall.do(hall.lead, "split_goal", goal_id=goal, titles=["Yksi", "Kaksi"], comment_parts={str(comment): 2})
    one_part, other_part = parts["goal_ids"]
    seen = hall.seen()
    assert one(seen["goals"], goal)["part_ids"] == [one_part, other_part]
    assert [one(seen["goals"], part)["title"]["fi"] for part in (one_part, other_part)] == ["Yksi", "Kaksi"]
    assert {one(seen["comments"], each)["goal_id"] for each in (comment, reply)} == {other_part}
    assert [each["goal_id"] for each in seen["measures"] if each["from_goal_id"] == goal] == [one_part]
    assert hall.do(hall.lead, "unmerge_goal", goal_id=goal) == {"goal_id": goal}
    assert without_revisions(hall, one_part, other_part) == before


def test_a_split_is_taken_back_by_one_of_its_parts_but_not_before_what_came_later(hall: Hall, written):
    first, second = written
    parts = hall.do(hall.lead, "split_goal", goal_id=first, titles=["Yksi", "Kaksi"])["goal_ids"]
    family = merged(hall, parts[0], second)
    for goal in (first, *parts):
        with pytest.raises(Conflict, match="goal_merged"):
            hall.do(hall.lead, "unmerge_goal", goal_id=goal)
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    hall.do(hall.lead, "unmerge_goal", goal_id=parts[1])
    assert {each["superseded"] for each in hall.seen()["goals"] if each["id"] in parts} == {"undone"}
    with pytest.raises(Conflict, match="goal_undone"):
        hall.do(hall.lead, "unmerge_goal", goal_id=parts[1])


def test_what_cannot_be_merged_is_refused(hall: Hall, written):
    first, second = written
    (third,) = hall.goals(1)
    for alone in ([first], [first, first]):
        with pytest.raises(Invalid) as refused:
            hall.do(hall.lead, "merge_goals", goal_ids=alone, title="Yksin")
        assert list(refused.value.errors) == ["goal_ids"]
    with pytest.raises(NotFound):
        hall.do(hall.lead, "merge_goals", goal_ids=[first, 999_999], title="Muualla")
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "merge_goals", goal_ids=[first, second], title="Jäsen")
    hall.do(hall.lead, "hide_goal", goal_id=third, reason="Turha")
    with pytest.raises(NotFound):
        hall.do(hall.lead, "merge_goals", goal_ids=[first, third], title="Piilossa")
    merged(hall, first, second)
    (fourth,) = hall.goals(1)
    with pytest.raises(Conflict, match="goal_merged"):
        hall.do(hall.lead, "merge_goals", goal_ids=[first, fourth], title="Uudelleen")
    with pytest.raises(Conflict, match="not_merged"):
        hall.do(hall.lead, "unmerge_goal", goal_id=fourth)
    with pytest.raises(Invalid):
        hall.do(hall.lead, "split_goal", goal_id=fourth, titles=["Yksin"])


def test_nothing_is_merged_split_or_taken_back_while_people_vote_on_it(hall: Hall, written):
    first, second = written
    voting = hall.opened("vote", method="approve")
    with pytest.raises(Conflict, match="goal_on_ballot"):
        merged(hall, first, second)
    with pytest.raises(Conflict, match="goal_on_ballot"):
        hall.do(hall.lead, "split_goal", goal_id=first, titles=["Yksi", "Kaksi"])
    hall.do(hall.lead, "close_round", round_id=voting)
    family = merged(hall, first, second)
    voting = hall.opened("vote", method="approve")
    assert one(hall.seen()["rounds"], voting)["goal_ids"] == [family]
    with pytest.raises(Conflict, match="goal_on_ballot"):
        hall.do(hall.lead, "unmerge_goal", goal_id=family)
    hall.do(hall.lead, "close_round", round_id=voting)
    hall.do(hall.lead, "unmerge_goal", goal_id=family)


def test_the_revision_that_was_seen_may_be_expected(hall: Hall, written):
    family = merged(hall, *written)
    seen = one(hall.seen()["goals"], family)["revision"]
    hall.do(hall.lead, "edit_goal", goal_id=family, title="Toisin")
    with pytest.raises(Conflict, match="changed"):
        hall.do(hall.lead, "unmerge_goal", goal_id=family, expect=seen)


def test_authors_are_told_once_and_the_others_not_at_all(hall: Hall, written):
    mine = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Toinen")["goal_id"]
    family = merged(hall, *written, mine)
    (told,) = hall.seen(hall.aino)["notices"]
    assert (told["name"], told["kind"], told["thing_id"]) == ("merged", "goal", family)
    hall.do(hall.aino, "dismiss_notice", notice_id=told["id"])
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    for who, name in ((hall.aino, "unmerged"), (hall.ville, None)):
        there = [each["name"] for each in hall.seen(who)["notices"] if not each.get("removed")]
        assert there == ([name] if name else [])
    assert not [each for each in hall.seen()["notices"] if not each.get("removed")]


def test_a_family_that_is_hidden_is_gone_with_its_goals_and_comes_back_with_them(hall: Hall, written):
    (third,) = hall.goals(1)
    inner = merged(hall, *written)
    outer = merged(hall, inner, third)
    before = without_revisions(hall, account=hall.aino)
    hall.do(hall.lead, "hide_goal", goal_id=outer, reason="Sanat")
    seen = hall.seen(hall.aino)
    assert all(goal.get("removed") for goal in seen["goals"])
    assert all(each.get("removed") for each in (*seen["measures"], *seen["comments"]))
    with pytest.raises(NotFound):
        hall.do(hall.aino, "withdraw_goal", goal_id=written[0])
    hall.do(hall.lead, "restore_goal", goal_id=outer)
    assert without_revisions(hall, account=hall.aino) == before


def test_an_original_that_is_hidden_stays_so_and_takes_its_own_when_the_merge_is_taken_back(hall: Hall, written):
    first, second = written
    measure = next(each["id"] for each in hall.seen()["measures"] if each["goal_id"] == first)
    on_it = hall.do(hall.ville, "add_comment", measure_id=measure, text="Kyllä", stance="for")["comment_id"]
    family = merged(hall, first, second)
    hall.do(hall.lead, "hide_goal", goal_id=first, reason="Sopimaton")
    assert not one(hall.seen(hall.aino)["measures"], measure).get("removed")
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    seen = hall.seen(hall.aino)
    assert one(seen["measures"], measure).get("removed")
    assert one(seen["comments"], on_it).get("removed")
    hall.do(hall.lead, "restore_goal", goal_id=first)
    assert not one(hall.seen(hall.aino)["comments"], on_it).get("removed")


def test_a_round_that_asks_for_measures_follows_the_family(hall: Hall, written):
    asking = hall.opened("propose", subject="measures", on_ballot={"ids": list(written)})
    before = one(hall.seen()["rounds"], asking)["goal_ids"]
    family = merged(hall, *written)
    assert one(hall.seen()["rounds"], asking)["goal_ids"] == [*before, family]
    hall.do(hall.lead, "unmerge_goal", goal_id=family)
    assert one(hall.seen()["rounds"], asking)["goal_ids"] == before
