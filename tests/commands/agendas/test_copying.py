"""A copied round, workshop or consultation is planned anew: the same agenda, and nothing that people did."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.hall import Hall, one
from workshop.commands.founding import create_consultation
from workshop.errors import Forbidden

WORDS = {"fi": "Kysymys", "sv": "Fråga"}
VOTE = {
    **{"kind": "vote", "title": WORDS, "instructions": {"fi": "Lue https://kunta.example ensin."}, "minutes": 12},
    **{"method": "dots", "points": 4, "secrecy": "named", "results": "at_close", "totals": "always"},
}
OWN = ("id", "key", "revision", "number", "position", "workshop_id", "workshop_ids")


def terms(round_: dict) -> dict:
    """What a round is, without what makes it this one."""
    return {name: value for name, value in round_.items() if name not in OWN}


def rounds(hall: Hall, workshop: int | None = None) -> list[dict]:
    """The rounds, of one workshop or all, in their order."""
    there = [each for each in hall.seen()["rounds"] if workshop is None or workshop in each["workshop_ids"]]
    return sorted(there, key=lambda each: (each["position"], each["id"]))


def test_a_copied_round_is_the_same_and_stands_right_after_it(hall: Hall):
    first = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, theme_ids=[hall.theme], **VOTE)["round_id"]
    last = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, kind="pause", title="Tauko")["round_id"]
    planned = one(rounds(hall), first)
    goal = hall.goals(1)[0]
    hall.do(hall.lead, "open_round", round_id=first)
    hall.cast(hall.aino, first, **{f"g{goal}": 2})
    hall.do(hall.lead, "close_round", round_id=first)
    copy = hall.do(hall.lead, "copy_round", round_id=first)["round_id"]
    assert [each["id"] for each in rounds(hall)] == [first, copy, last]
    assert terms(one(rounds(hall), copy)) == terms(planned)
    assert one(rounds(hall), copy)["workshop_ids"] == [hall.workshop]
    assert hall.seen(hall.aino)["me"]["ballots"].get(str(copy)) is None


def test_a_workshop_is_copied_with_its_agenda_and_a_code_of_its_own(hall: Hall):
    for about in (VOTE, {"kind": "propose", "title": "Ehdota", "contributions": "at_close", "theme_ids": [hall.theme]}):
        hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **about)
    answer = hall.ask(hall.lead, "copy_workshop", workshop_id=hall.workshop, title={"fi": "Seuraava"})
    copy = one(hall.seen()["workshops"], answer.result["workshop_id"])
    assert copy["title"] == {"fi": "Seuraava"} and copy["code"] != hall.code
    assert [event.name for event in answer.events] == ["workshop_created", "round_created", "round_created"]
    there = rounds(hall, copy["id"])
    assert [terms(each) for each in there] == [terms(each) for each in rounds(hall, hall.workshop)]
    assert {each["state"] for each in there} == {"planned"}


def test_a_ballot_of_the_first_of_a_copied_round_is_of_the_first_of_its_copy(hall: Hall):
    first = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **VOTE)["round_id"]
    then = {**VOTE, "on_ballot": {"round_id": first, "first": 10}}
    hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **then)
    copy = hall.do(hall.lead, "copy_workshop", workshop_id=hall.workshop)["workshop_id"]
    one_, two = rounds(hall, copy)
    assert two["on_ballot"] == {"round_id": one_["id"], "first": 10}


def test_where_the_vote_that_a_ballot_named_is_gone_its_ballot_is_chosen_anew(hall: Hall):
    gone = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **VOTE)["round_id"]
    begun = (datetime.now(UTC) - timedelta(seconds=5)).isoformat()
    about = {"kind": "vote", "title": "Loppu", "on_ballot": {"round_id": gone, "first": 3}, "opens_at": begun}
    opened = hall.do(hall.lead, "create_round", **about)["round_id"]
    hall.do(hall.lead, "rename_me", name="Kirsi K.")
    hall.do(hall.lead, "remove_round", round_id=gone)
    copy = hall.do(hall.lead, "copy_round", round_id=opened)["round_id"]
    made = one(hall.seen()["rounds"], copy)
    assert (made["on_ballot"], made["to_choose"]) == ("shortlist", ["on_ballot"])


def test_a_consultation_is_copied_without_anybody_and_anything(hall: Hall):
    body = hall.do(hall.lead, "create_body", title="Verkosto", kind="network")["body_id"]
    hall.do(hall.lead, "create_phenomenon", title="Ilmasto", icon="leaf")
    hall.do(hall.lead, "edit_consultation", description="Kuvaus", threshold=7)
    electorate = {"bodies": [body], "workshops": [hall.workshop]}
    about = {**VOTE, "theme_ids": [hall.theme], "electorate": electorate}
    hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **about)
    hall.do(hall.lead, "create_round", kind="pause", title="Välissä")
    hall.goals(2)
    answer = hall.ask(hall.lead, "copy_consultation", title={"fi": "Kopio"})
    assert answer.events == [] or list(answer.events) == []
    there = Hall(hall.database, answer.result["slug"], hall.lead)
    seen = there.seen()
    assert seen["consultation"]["title"] == {"fi": "Kopio"} and seen["consultation"]["description"] == {"fi": "Kuvaus"}
    assert seen["consultation"]["threshold"] == 7
    for kind in ("themes", "phenomena", "bodies"):
        same = ("title", "key", "kind", "colour", "icon")
        before, after = ([{n: each.get(n) for n in same} for each in one_[kind]] for one_ in (hall.seen(), seen))
        if kind != "bodies":
            before, after = ([{**each, "key": ""} for each in them] for them in (before, after))
        assert before == after
    assert (seen["goals"], len(seen["participants"])) == ([], 1)
    [workshop], [vote, pause] = seen["workshops"], seen["rounds"]
    assert vote["workshop_ids"] == [workshop["id"]] and pause["workshop_ids"] == []
    assert vote["theme_ids"] == [seen["themes"][0]["id"]]
    assert vote["electorate"] == {"bodies": [seen["bodies"][0]["id"]], "workshops": [workshop["id"]]}
    assert workshop["code"] != hall.code
    again = hall.ask(hall.lead, "copy_consultation", title={"fi": "Kopio"})
    assert again.result["slug"] != answer.result["slug"]


def test_the_same_key_copies_a_consultation_once(hall: Hall):
    key = "6a1e6d5e-0d84-4a5c-9f0e-2b1c1f3d4e5f"
    one_, two = (hall.ask(hall.lead, "copy_consultation", key=key) for _ in range(2))
    assert one_.result == two.result and two.replayed


def test_who_may_not_make_consultations_copies_none(hall: Hall):
    number = hall.participant(hall.aino)
    hall.do(hall.lead, "change_participant", participant_id=number, role="facilitator")
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "copy_consultation")
    hall.do(hall.aino, "copy_workshop", workshop_id=hall.workshop)


def test_a_consultation_may_begin_with_a_pattern(hall: Hall):
    made = create_consultation(
        hall.database,
        hall.lead,
        "0b0b6d5e-0d84-4a5c-9f0e-2b1c1f3d4e5f",
        {"title": "Uusi", "pattern": "collect-comment-vote"},
    )
    there = Hall(hall.database, made.result["slug"], hall.lead)
    [workshop] = there.seen()["workshops"]
    kinds = [each["kind"] for each in rounds(there, workshop["id"])]
    assert kinds == ["propose", "comment", "pause", "vote", "results"]
