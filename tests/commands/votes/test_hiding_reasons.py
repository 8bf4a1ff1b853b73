"""A facilitator hides the published reason of an objection: in every output alike, and no figure moves."""

import json

import pytest

from tests.commands.contributions.test_sealed import everything
from tests.commands.hall import Hall
from tests.commands.votes.test_reasons import LEAST, end, voted
from tests.exports.reading import texts_of_all
from workshop.engine.request_state import place_of
from workshop.errors import Conflict, Forbidden, Invalid, NotFound
from workshop.queries.contributions.moderation import moderation_log
from workshop.queries.record import public_record


def hidden(hall: Hall, secrecy: str) -> tuple[int, int, dict, str]:
    """A round with reasons of which the second one on a goal is hidden: (round, goal, tally before, hidden text)."""
    vote, goal, _ = voted(hall, LEAST, secrecy=secrecy)
    before = end(hall, vote)
    hall.do(hall.lead, "hide_reason", round_id=vote, on=goal, place=2, reason="Kuvaa ihmistä")
    return vote, goal, before, before["reasons"][str(goal)][1]


@pytest.mark.parametrize("secrecy", ["named", "confidential", "secret"])
def test_it_leaves_every_output_and_no_figure_moves(hall: Hall, secrecy):
    vote, goal, before, text = hidden(hall, secrecy)
    after = hall.seen(hall.ville)["tallies"][str(vote)]
    shown = before["reasons"][str(goal)]
    assert after["reasons"][str(goal)] == [shown[0], None, *shown[2:]]
    assert after["version"] > before["version"]
    for name in ("voters", "goals", "turnout", "outcome", "breakdowns", "municipalities"):
        assert after[name] == before[name]
    for account in (hall.ville, None):
        assert f'"{text}"' not in everything(hall, account)
    with hall.database.read() as session:
        record = public_record(session, hall.slug)
    files = texts_of_all(hall.database, hall.slug, hall.lead)
    assert [name for name, said in files.items() if text in said] == []
    assert f'"{text}"' not in json.dumps(record, ensure_ascii=False)
    assert shown[0] in json.dumps(record, ensure_ascii=False)


def test_facilitators_keep_it_with_the_reason_and_may_show_it_again(hall: Hall):
    vote, goal, before, text = hidden(hall, "confidential")
    [hiding] = hall.seen()["hidings"]
    assert (hiding["kind"], hiding["thing_id"], hiding["about"]) == ("reason", vote, {"on": goal, "place": 2})
    # Nothing of a ballot stands in the journal: the words stay with the tally, and facilitators read them in the log.
    assert (hiding["texts"], hiding["reason"]) == ({}, "Kuvaa ihmistä")
    with hall.database.read() as session:
        consultation, _ = place_of(session, hall.slug, hall.lead)
        lines = moderation_log(session, consultation)
    assert [(line.act, list(line.texts.values()), line.reason) for line in lines] == [
        ("reason_hidden", [text], "Kuvaa ihmistä")
    ]
    about = {"round_id": vote, "on": goal, "place": 2}
    with pytest.raises(Conflict) as again:
        hall.do(hall.lead, "hide_reason", **about, reason="Muu")
    assert again.value.reason == "reason_hidden_already"
    assert hall.do(hall.lead, "show_reason", **about) == {"round_id": vote}
    assert hall.seen(hall.ville)["tallies"][str(vote)]["reasons"] == before["reasons"]
    assert [each.get("removed") for each in hall.seen()["hidings"]] == [True]
    with pytest.raises(Conflict) as shown:
        hall.do(hall.lead, "show_reason", **about)
    assert shown.value.reason == "reason_not_hidden"


def test_only_a_published_reason_is_hidden_and_by_a_facilitator_alone(hall: Hall):
    vote, goal, _ = voted(hall, LEAST, secrecy="confidential")
    about = {"round_id": vote, "on": goal, "place": 1, "reason": "Kuvaa ihmistä"}
    with pytest.raises(Conflict) as unseen:
        hall.do(hall.lead, "hide_reason", **about)
    assert unseen.value.reason == "results_hidden"
    end(hall, vote)
    for wrong in ({"place": LEAST + 1}, {"place": 0}, {"on": 999_999}, {"reason": ""}):
        with pytest.raises(Invalid):
            hall.do(hall.lead, "hide_reason", **{**about, **wrong})
    with pytest.raises(Forbidden):
        hall.do(hall.aino, "hide_reason", **about)
    with pytest.raises(NotFound):
        hall.do(hall.lead, "hide_reason", **{**about, "round_id": 999_999})
    assert None not in hall.seen()["tallies"][str(vote)]["reasons"][str(goal)]
