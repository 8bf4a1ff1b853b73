"""A facilitator saves an agenda as a pattern of their own, and begins workshops of other consultations from it."""

from uuid import uuid4

import pytest

from tests.commands.hall import Hall, found
from workshop.commands.agendas import saving
from workshop.commands.founding import create_consultation
from workshop.errors import Conflict, Invalid

VOTE = {
    **{"kind": "vote", "title": {"fi": "Äänestys", "sv": "Omröstning"}, "instructions": "Kaksi samalle.", "minutes": 7},
    **{"method": "dots", "points": 6, "secrecy": "named", "results": "at_close", "totals": "always"},
}
SAME = ("kind", "title", "instructions", "minutes", "method", "points", "secrecy", "results", "totals", "contributions")


def agenda(hall: Hall, workshop: int) -> list[dict]:
    """The rounds of a workshop in their order."""
    there = [each for each in hall.seen()["rounds"] if workshop in each["workshop_ids"]]
    return sorted(there, key=lambda each: each["position"])


@pytest.fixture
def saved(hall: Hall) -> str:
    """The name of a pattern: proposals in quiet, a vote on one theme, and a vote on its first ten."""
    about = {"kind": "propose", "title": "Ehdota", "contributions": "at_close"}
    hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **about)
    body = hall.do(hall.lead, "create_body", title="Verkosto", kind="network")["body_id"]
    limited = {**VOTE, "theme_ids": [hall.theme], "electorate": {"bodies": [body], "roles": ["member"]}}
    first = hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **limited)["round_id"]
    then = {**VOTE, "on_ballot": {"round_id": first, "first": 10}}
    hall.do(hall.lead, "create_round", workshop_id=hall.workshop, **then)
    return hall.do(hall.lead, "save_pattern", workshop_id=hall.workshop, title={"fi": "Oma"})["pattern"]


def test_a_workshop_of_another_consultation_begins_from_it(hall: Hall, saved):
    made = create_consultation(hall.database, hall.lead, str(uuid4()), {"title": "Muu", "pattern": saved})
    other = Hall(hall.database, made.result["slug"], hall.lead)
    [workshop] = other.seen()["workshops"]
    before, after = agenda(hall, hall.workshop), agenda(other, workshop["id"])
    assert [{n: each[n] for n in SAME} for each in after] == [{n: each[n] for n in SAME} for each in before]
    # Its themes and bodies are those of the consultation that it was saved in: without them everybody could vote.
    assert [each["to_choose"] for each in after] == [[], ["theme_ids", "electorate.bodies"], []]
    assert (after[1]["theme_ids"], after[1]["electorate"]) == ([], {"roles": ["member"]})
    assert after[2]["on_ballot"] == {"round_id": after[1]["id"], "first": 10}
    again = hall.do(hall.lead, "create_workshop", title="Seuraava", pattern=saved)["workshop_id"]
    here = agenda(hall, again)
    kept = [{n: each[n] for n in ("theme_ids", "electorate", "to_choose")} for each in here]
    assert kept == [{n: each[n] for n in ("theme_ids", "electorate", "to_choose")} for each in before]
    assert here[1]["electorate"]["bodies"] and here[2]["on_ballot"] == {"round_id": here[1]["id"], "first": 10}


def test_it_stays_as_it_was_saved_and_belongs_to_who_saved_it(hall: Hall, saved):
    hall.do(hall.lead, "edit_round", round_id=agenda(hall, hall.workshop)[0]["id"], title="Muuta")
    again = hall.do(hall.lead, "create_workshop", title="Seuraava", pattern=saved)["workshop_id"]
    assert agenda(hall, again)[0]["title"] == {"fi": "Ehdota"}
    other = found(hall.database)
    for pattern in (saved, "no-such-pattern"):
        with pytest.raises(Invalid) as refusal:
            other.do(other.lead, "create_workshop", title="Seuraava", pattern=pattern)
        assert refusal.value.errors["pattern"].code == "not_a_choice"
    with pytest.raises(Invalid):
        other.do(other.lead, "remove_pattern", pattern=saved)


def test_what_is_removed_is_gone_and_what_began_from_it_stays(hall: Hall, saved):
    workshop = hall.do(hall.lead, "create_workshop", title="Seuraava", pattern=saved)["workshop_id"]
    assert hall.do(hall.lead, "remove_pattern", pattern=saved) == {"pattern": saved}
    with pytest.raises(Invalid):
        hall.do(hall.lead, "create_workshop", title="Toinen", pattern=saved)
    assert len(agenda(hall, workshop)) == 3


def test_nobody_saves_without_end(hall: Hall, saved, monkeypatch):
    monkeypatch.setattr(saving, "MOST_PATTERNS", 1)
    with pytest.raises(Conflict, match="patterns_full"):
        hall.do(hall.lead, "save_pattern", workshop_id=hall.workshop)
