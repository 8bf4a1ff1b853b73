"""Everything that refers to a participant: what becomes of it when participants that are one person are joined."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Column, select

from tests.commands.hall import Hall
from workshop.db import database_now
from workshop.engine.request_state import place_of
from workshop.models import Base, Participant, SealedFile
from workshop.operations.handing_out.exports import Asked, ask_for_export
from workshop.operations.people.devices import note_device
from workshop.queries.changes import changes

# It goes to the one who stays; it stays with the double; it is gone; the one who stays gets the same, if not there.
MOVES, STAYS, GOES, COPIED = "moves", "stays", "goes", "copied"
# By round: while it is open the newest moves, and what is closed stays as it was counted.
BALLOTS = "ballots"
BECOMES = {
    "authorship.participant_id": MOVES,
    "notice.participant_id": MOVES,
    "goal.sealed_for": MOVES,
    "measure.sealed_for": MOVES,
    "comment.sealed_for": MOVES,
    "round_done.participant_id": MOVES,
    "report.participant_id": MOVES,
    "draft_comment.participant_id": MOVES,
    "spokesperson.participant_id": MOVES,
    # It ends within a minute.
    "document_paragraph.held_by_id": STAYS,
    "ballot.participant_id": BALLOTS,
    "roll.participant_id": BALLOTS,
    "membership.participant_id": COPIED,
    # By it a browser would be taken for the double again.
    "device.participant_id": GOES,
    # What happened has happened by whom it was; a key is asked for by its own participant, whose access has ended.
    "event.actor_id": STAYS,
    "command_key.participant_id": STAYS,
    "join_key.participant_id": STAYS,
    # A file that was made is fetched by its asker alone, who has no access any more; its time ends within a day.
    "export.participant_id": STAYS,
    # Nobody confirms as one person what they asked for as another.
    "sealed_file.asked_by": MOVES,
    "sealed_file.confirmed_by": STAYS,
}


def references() -> Iterator[Column]:
    """Each column that refers to a participant."""
    for table in Base.metadata.tables.values():
        for column in table.columns:
            if any(key.column.table is Participant.__table__ for key in column.foreign_keys):
                yield column


def rows(hall: Hall, column: Column, participant: int) -> list[dict]:
    """The rows that refer to a participant by a column."""
    with hall.database.read() as session:
        found = session.execute(select(column.table).where(column == participant)).mappings()
        return [{name: value for name, value in row.items() if name != column.name} for row in found]


@pytest.fixture
def twice(hall: Hall) -> tuple[Hall, int, int, list[int]]:
    """A hall in which Ville did everything of which a row is left, also while Aino did; votes that are open, closed."""
    open_, closed = _votes(hall)
    for account, goal in zip((hall.aino, hall.ville), hall.goals(2), strict=True):
        hall.do(account, "report", goal_id=goal, reason="Se nimeää ihmisen.")
    _speak_of_draft(hall)
    hall.opened("propose", contributions="at_close")
    hall.opened("comment", contributions="at_close")
    for account in (hall.aino, hall.ville):
        goal = hall.do(account, "propose_goal", theme_id=hall.theme, title="Valokuitu")["goal_id"]
        hall.do(account, "propose_measure", goal_id=goal, text="Kaivetaan")
        hall.do(account, "add_comment", goal_id=goal, text="Pian", stance="for")
        gone = hall.do(account, "propose_goal", theme_id=hall.theme, title="Toinen")["goal_id"]
        hall.do(account, "withdraw_goal", goal_id=gone)
        hall.do(account, "say_done", round_id=open_)
    hall.database.write(lambda session: _come_with_browser(session, hall.participant(hall.ville)))
    hall.database.write(lambda session: _ask_for_file(session, hall.participant(hall.ville)))
    hall.database.write(lambda session: _ask_for_ballots(session, hall.participant(hall.ville)))
    return hall, hall.participant(hall.aino), hall.participant(hall.ville), [open_, closed]


def _speak_of_draft(hall):
    body = hall.do(hall.lead, "create_body", title="Nuorisoneuvosto")["body_id"]
    hall.do(hall.lead, "create_document")
    hall.do(hall.lead, "advance_document", state="for_comment")
    [goal] = hall.goals(1)
    for account in (hall.aino, hall.ville):
        hall.do(hall.lead, "name_spokesperson", participant_id=hall.participant(account), body_id=body)
        hall.do(account, "add_draft_comment", goal_id=goal, text="Hyvä", body_id=body)
    about = {"participant_id": hall.participant(hall.ville)}
    made = hall.do(hall.lead, "add_paragraph", section="introduction", text="Aluksi")
    hall.do(hall.lead, "change_participant", **about, role="facilitator")
    hall.do(hall.ville, "hold_paragraph", **made)
    hall.do(hall.lead, "change_participant", **about, role="member")


def _votes(hall):
    goal = hall.goals(1)[0]
    rounds = [hall.opened("vote", method="approve", secrecy="named") for _ in range(2)]
    for round_id in rounds:
        hall.cast(hall.ville, round_id, **{f"g{goal}": 1})
    hall.do(hall.lead, "close_round", round_id=rounds[1])
    return rounds


def _come_with_browser(session, participant_id):
    note_device(session, session.get_one(Participant, participant_id), "0" * 64, database_now(session))


def _ask_for_file(session, participant_id):
    ask_for_export(session, session.get_one(Participant, participant_id), Asked("record.json", "fi"), "key")


def _ask_for_ballots(session, participant_id):
    me, now = session.get_one(Participant, participant_id), database_now(session)
    asked = {"asked_by": me.id, "asked_at": now, "expires_at": now, "confirmed_by": me.id, "confirmed_at": now}
    about = {"round_ids": [], "reason": "", "recipient": "", "consultation_id": me.consultation_id, "key": "key"}
    session.add(SealedFile(**asked, **about))


def test_each_column_that_refers_to_a_participant_has_its_rule_and_keeps_it(twice):
    hall, stays, double, (open_, closed) = twice
    columns = {f"{column.table.name}.{column.name}": column for column in references()}
    assert columns.keys() == BECOMES.keys(), "say here what becomes of a new one, and let join_participants do it"
    before = {name: (rows(hall, column, stays), rows(hall, column, double)) for name, column in columns.items()}
    assert [name for name, (_, theirs) in before.items() if not theirs] == [], "nothing was there to be joined"
    hall.do(hall.lead, "join_participants", participant_id=stays, double_ids=[double])
    for name, column in columns.items():
        own, theirs = rows(hall, column, stays), rows(hall, column, double)
        was_own, was_theirs = before[name]
        rule = BECOMES[name]
        if rule in (MOVES, GOES):
            assert theirs == [], name
        if rule == MOVES:
            assert len(own) == len({str(_apart(row)) for row in [*was_own, *was_theirs]}), name
        if rule in (STAYS, COPIED):
            assert len(theirs) >= len(was_theirs), name
        if rule == COPIED:
            assert {row["workshop_id"] for row in own} >= {row["workshop_id"] for row in was_theirs}
        if rule == BALLOTS:
            assert [row["round_id"] for row in own] == [open_], name
            assert closed in [row["round_id"] for row in theirs], name
            assert [row for row in theirs if row["round_id"] == open_ and not _is_empty(row)] == [], name


def _apart(row):
    """What tells rows apart: an id, else all of it."""
    return row.get("id", row)


def _is_empty(row):
    return row.get("empty") or row.get("choices") == {}


def test_what_a_double_wrote_unseen_is_there_for_the_one_who_stays_and_for_nobody_else(hall: Hall):
    hall.opened("propose", contributions="at_close")
    goal = hall.do(hall.ville, "propose_goal", theme_id=hall.theme, title="Valokuitu")["goal_id"]
    stays, double = hall.participant(hall.aino), hall.participant(hall.ville)
    since, lead = hall.seen()["revision"], hall.seen()
    happened = hall.ask(hall.lead, "join_participants", participant_id=stays, double_ids=[double]).events
    assert [event.name for event in happened if event.name in ("goal_proposed", "authorship_recorded")] == []
    with hall.database.read() as session:
        missed = changes(session, *place_of(session, hall.slug, hall.aino), since, None)
    [told] = [event["data"] for event in missed["events"] if event["kind"] == "goals"]
    assert hall.seen(hall.aino)["goals"] == [told] and told["title"] == {"fi": "Valokuitu"}
    assert (hall.seen()["goals"], hall.seen()["authorships"]) == (lead["goals"], lead["authorships"])
    hall.do(hall.aino, "edit_goal", goal_id=goal, title="Kuitu")
