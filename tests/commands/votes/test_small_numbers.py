"""Figures of fewer voters than was promised stay unpublished, for everybody and in every output."""

import json

import pytest
from sqlalchemy import select, text

from tests.commands.hall import Hall, one
from tests.pairs.applying import apply_batch, apply_tally
from workshop.engine.request_state import place_of
from workshop.errors import Invalid
from workshop.exports.groups import groups_table
from workshop.exports.rounds import rounds_table
from workshop.exports.tables import HIDDEN
from workshop.language.words import Words
from workshop.models import Tally
from workshop.queries.changes import changes
from workshop.queries.record import record

K = 5
PROMISED = {"totals": "threshold"}


def held(hall: Hall, voters: int, **vote) -> tuple[int, int, dict]:
    """Hold a vote of so many on one of two goals; gives the round, the goal, and the snapshot from before the close."""
    goal = hall.goals(2)[0]
    round_id = hall.opened("vote", method="approve", **{**PROMISED, **vote})
    for number in range(voters):
        hall.cast(hall.join(f"Person {number}"), round_id, **{f"g{goal}": 1})
    before = hall.seen()
    hall.do(hall.lead, "close_round", round_id=round_id)
    if vote.get("results", "on_reveal") == "on_reveal":
        hall.do(hall.lead, "reveal_results", round_id=round_id)
    return round_id, goal, before


def outputs(hall: Hall, since: int) -> list[dict]:
    """Everything that anybody may read of the consultation, as facilitator, member and at a wall."""
    with hall.database.read() as session:
        read = [record(session, *place_of(session, hall.slug, account)) for account in (hall.lead, hall.aino)]
        for account in (hall.lead, hall.aino):
            consultation, me = place_of(session, hall.slug, account)
            read += [changes(session, consultation, who, since, None) for who in (me, None)]
    return [*read, hall.seen(), hall.seen(hall.aino)]


@pytest.mark.parametrize(
    ("secrecy", "results"),
    [("confidential", "at_close"), ("confidential", "on_reveal"), ("secret", "live"), ("secret", "on_reveal")],
)
@pytest.mark.parametrize("voters", [0, 1, K - 1])
def test_figures_of_fewer_than_the_threshold_are_shown_to_nobody(hall: Hall, secrecy, results, voters):
    round_id, _, before = held(hall, voters, secrecy=secrecy, results=results)
    for read in outputs(hall, before["revision"]):
        tallies = read.get("tallies", {})
        assert str(round_id) not in tallies
        assert '"approve": ' not in json.dumps([read.get("themes"), tallies, read.get("turnouts")])
    kept = one(hall.seen(hall.aino)["rounds"], round_id)
    # With the salt the few figures that there can be are soon tried.
    assert (kept["withheld"], kept["salt"], len(kept["commitment"])) == (True, None, 64)


@pytest.mark.parametrize("secrecy", ["confidential", "secret"])
@pytest.mark.parametrize("vote", [{"voters": K}, {"voters": 1, "totals": "always"}])
def test_figures_are_shown_from_the_threshold_on_or_where_that_was_promised(hall: Hall, secrecy, vote):
    round_id, goal, _ = held(hall, secrecy=secrecy, **vote)
    told = hall.seen(hall.aino)
    assert told["tallies"][str(round_id)]["goals"][str(goal)] == {"approve": vote["voters"]}
    assert one(told["rounds"], round_id)["withheld"] is False
    assert one(told["rounds"], round_id)["salt"]


def test_a_named_round_hides_nothing(hall: Hall):
    round_id, goal, _ = held(hall, 1, secrecy="named", results="at_close")
    assert hall.seen(hall.aino)["tallies"][str(round_id)]["goals"][str(goal)] == {"approve": 1}


def test_that_few_voted_is_a_result_and_not_told_before_the_reveal(hall: Hall):
    [goal] = hall.goals(1)
    round_id = hall.opened("vote", method="approve", results="on_reveal", **PROMISED)
    hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert one(hall.seen()["rounds"], round_id)["withheld"] is False
    hall.do(hall.lead, "reveal_results", round_id=round_id)
    assert one(hall.seen()["rounds"], round_id)["withheld"] is True


def test_voters_whose_goals_are_all_hidden_do_not_help_to_reach_the_threshold(hall: Hall):
    goal, other = hall.goals(2)
    round_id = hall.opened("vote", method="approve", results="at_close", **PROMISED)
    for number in range(K):
        hall.cast(hall.join(f"Person {number}"), round_id, **{f"g{other}": 1})
    hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
    hall.do(hall.lead, "hide_goal", goal_id=other, reason="Elsewhere")
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert str(round_id) not in hall.seen()["tallies"]


def test_what_was_chosen_about_few_voters_stands_from_the_opening(hall: Hall):
    planned = hall.do(hall.lead, "create_round", kind="vote", title="Vote")["round_id"]
    assert one(hall.seen()["rounds"], planned)["totals"] == "threshold"
    hall.do(hall.lead, "edit_round", round_id=planned, totals="always")
    assert one(hall.seen()["rounds"], planned)["totals"] == "always"
    with pytest.raises(Invalid):
        hall.do(hall.lead, "create_round", kind="propose", title="Propose", totals="always")


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_files_say_that_few_voted_and_no_number(hall: Hall, lang):
    held(hall, 2, secrecy="confidential", results="at_close")
    with hall.database.read() as session:
        found = record(session, *place_of(session, hall.slug, hall.lead))
    rounds = rounds_table(found, Words(lang))
    [row] = rounds.rows
    assert HIDDEN in row
    sentence = Words(lang).translate("Fewer than %(num)s people voted, so no figures are shown.")
    assert sentence % {"num": K} in row
    assert groups_table(found, Words(lang)).rows == []


def test_a_copy_of_live_figures_goes_when_too_few_are_left_at_the_close(hall: Hall):
    # Some take everything back after their choices were shown: what is left must not be read off the copy's rest.
    before = hall.seen()
    tally = {"round_id": 7, "whole": True, "version": 2, "voters": 5, "goals": {"1": {"approve": 5}}}
    about = {"id": 7, "revision": 1, "secrecy": "confidential"}
    opened = {**before, "rounds": [{**about, "state": "open", "withheld": False}]}
    told = apply_tally(opened, tally)
    assert told["tallies"]["7"]["voters"] == 5
    state = {**about, "revision": 2, "state": "closed", "withheld": True}
    over = {"revision": 2, "name": "round_closed", "kind": "rounds", "data": state}
    head = before["revision"]
    batch = {"epoch": before["epoch"], "after": head, "revision": head + 1, "events": [over]}
    closed = apply_batch(told, batch)
    assert closed["tallies"] == {}
    assert apply_tally(closed, {**tally, "version": 3})["tallies"] == {}


def test_rounds_that_were_opened_before_keep_what_they_promised(hall: Hall):
    # As the migration leaves them: what was told before the first answer said nothing of few voters.
    goal = hall.goals(1)[0]
    round_id = hall.opened("vote", method="approve", secrecy="confidential", results="at_close")
    hall.database.write(
        lambda session: session.execute(text("UPDATE round SET totals = 'always' WHERE id = :id"), {"id": round_id})
    )
    hall.cast(hall.aino, round_id, **{f"g{goal}": 1})
    hall.do(hall.lead, "close_round", round_id=round_id)
    assert hall.seen()["tallies"][str(round_id)]["voters"] == 1


def test_what_is_withheld_is_counted_all_the_same(hall: Hall):
    round_id, goal, _ = held(hall, 3, secrecy="secret", results="at_close")
    with hall.database.read() as session:
        kept = session.scalar(select(Tally).where(Tally.round_id == round_id))
        assert kept.figures["goals"][str(goal)] == {"approve": 3}
