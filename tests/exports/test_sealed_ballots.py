"""Ballots without names leave for an auditor by two facilitators together, sealed, and give the figures when recounted."""

import io
import json
import zipfile
from datetime import timedelta
from uuid import uuid4

import pyrage
import pytest
from sqlalchemy import select, update

from tests.exports.council import WAYS, convene
from tests.exports.meeting import Meeting, database_of
from tests.nodes.auditor import RECIPIENT, opened
from workshop.commands import Request, carry_out
from workshop.config import read_settings
from workshop.errors import Conflict, Forbidden, Invalid, NotFound
from workshop.exports.bundle import VERIFY, verify
from workshop.jobs import KINDS
from workshop.jobs.kind import JobContext
from workshop.models import Event, Export, Participant, Round, SealedFile
from workshop.operations.handing_out.exports import ask_for_export, parts_of
from workshop.operations.handing_out.sealing import NAME

pytestmark = pytest.mark.xdist_group("sealed")


@pytest.fixture(scope="module")
def council(database_kind, request, tmp_path_factory):
    """A consultation in which each way of voting was used, with a second facilitator."""
    with database_of(database_kind, request, tmp_path_factory) as database:
        meeting = convene(database)
        meeting.do("change_participant", participant_id=me_of(meeting, 0), role="facilitator")
        yield meeting


def me_of(meeting: Meeting, member: int | None) -> int:
    """The id of a participant."""
    account = meeting.lead if member is None else meeting.members[member]
    with meeting.database.read() as session:
        return session.scalars(select(Participant.id).where(Participant.account_id == account)).one()


def ask(meeting: Meeting, *names: str, member: int | None = None, **more) -> int:
    """Ask for the ballots of some votes."""
    asked = {"reason": "Tilintarkastus", "recipient": RECIPIENT, **more}
    numbers = [meeting.rounds[name] for name in names]
    return meeting.do("ask_for_sealed_file", member, round_ids=numbers, **asked)["sealed_file_id"]


def make(meeting: Meeting, sealed: int, tmp_path, member: int | None = None) -> bytes:
    """Have a file made by the job, and return its bytes."""
    who = me_of(meeting, member)

    def work(session):
        me, key = session.get_one(Participant, who), str(uuid4())
        return ask_for_export(session, me, NAME, "", key, sealed_file_id=sealed).id

    number = meeting.database.write(work)
    KINDS["export"].run(JobContext(read_settings({}, data=str(tmp_path)), meeting.database), export_id=number)
    return b"".join(parts_of(meeting.database, number))


def test_its_recount_equals_the_tallies_in_every_way_of_voting(council, tmp_path):
    names = [f"{method} {secrecy}" for method in WAYS for secrecy in ("confidential", "secret")]
    sealed = ask(council, *names)
    council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    contents = make(council, sealed, tmp_path)
    assert b"choices" not in contents and b"rounds" not in contents
    clear = tmp_path / "opened.json"
    clear.write_bytes(opened(contents))
    place = tmp_path / "record.zip"
    place.write_bytes(council.written("record.zip"))
    report = verify.check(place, str(clear), "en")
    assert report.lines(report.faults) == []
    said = "\n".join(report.lines(report.found))
    assert all(f"{name}: recounted from the sealed file (8 ballots)" in said for name in names)
    assert VERIFY.name == "verify.py"


def test_another_ballot_in_it_is_found(council, tmp_path):
    sealed = ask(council, "rank secret")
    council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    whole = json.loads(opened(make(council, sealed, tmp_path)))
    whole["rounds"][str(council.rounds["rank secret"])].pop()
    clear = tmp_path / "opened.json"
    clear.write_text(json.dumps(whole))
    place = tmp_path / "record.zip"
    place.write_bytes(council.written("record.zip"))
    report = verify.check(place, str(clear), "en")
    name = f"rounds/{council.rounds['rank secret']}.json"
    assert any(line.startswith(f"{name}:  voters: 8 published, 7 counted") for line in report.lines(report.faults))


def test_it_has_no_names_no_reasons_and_nothing_that_no_longer_counts(council, tmp_path):
    sealed = ask(council, "consent confidential")
    council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    whole = json.loads(opened(make(council, sealed, tmp_path)))
    (ballots,) = whole["rounds"].values()
    text = json.dumps(whole)
    assert "Jäsen" not in text and "Liian kallis" not in text and len(ballots) == 8
    figures = next(each for each in council.record()["rounds"] if str(each["id"]) in whole["rounds"])["tally"]["goals"]
    assert {goal for ballot in ballots for goal in ballot} <= figures.keys()
    assert ballots == sorted(ballots, key=lambda each: json.dumps(each, sort_keys=True, separators=(",", ":")))


def test_nobody_confirms_what_they_asked_for_themselves(council):
    sealed = ask(council, "dots secret")
    with pytest.raises(Conflict) as refused:
        council.do("confirm_sealed_file", sealed_file_id=sealed)
    assert refused.value.reason == "sealed_file_own"
    with pytest.raises(Forbidden):
        council.do("confirm_sealed_file", 3, sealed_file_id=sealed)


def test_it_is_confirmed_once_and_in_time(council):
    sealed = ask(council, "dots secret")

    def pass_by(session):
        session.get_one(SealedFile, sealed).confirm_until -= timedelta(hours=25)

    council.database.write(pass_by)
    with pytest.raises(Conflict) as refused:
        council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    assert refused.value.reason == "sealed_file_late"
    again = ask(council, "dots secret")
    council.do("confirm_sealed_file", 0, sealed_file_id=again)
    for command in ("confirm_sealed_file", "withdraw_sealed_file"):
        with pytest.raises(Conflict) as refused:
            council.do(command, 0, sealed_file_id=again)
        assert refused.value.reason == "sealed_file_confirmed"


def test_what_is_not_confirmed_or_was_withdrawn_is_never_made(council, tmp_path):
    waiting = ask(council, "approve secret")
    with pytest.raises(NotFound):
        make(council, waiting, tmp_path)
    council.do("withdraw_sealed_file", sealed_file_id=waiting)
    with pytest.raises(NotFound):
        council.do("confirm_sealed_file", 0, sealed_file_id=waiting)
    with pytest.raises(NotFound):
        make(council, waiting, tmp_path)


def test_only_ballots_without_names_of_votes_that_were_shown_are_sealed(council):
    for name in ("dots named", "dots confidential kept back"):
        with pytest.raises(Conflict) as refused:
            ask(council, name)
        assert refused.value.reason == "ballots_not_sealed"


def test_voters_who_were_not_told_are_spared(council):
    number = council.rounds["opinion secret"]

    def told(value):
        return lambda session: session.execute(update(Round).where(Round.id == number).values(audit_told=value))

    council.database.write(told(False))
    with pytest.raises(Conflict):
        ask(council, "opinion secret")
    council.database.write(told(True))


@pytest.mark.parametrize("recipient", ["age1", RECIPIENT[:-1] + "q", "passphrase", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"])
def test_it_is_sealed_for_a_public_key_alone(council, recipient):
    with pytest.raises(Invalid) as refused:
        ask(council, "approve secret", recipient=recipient)
    assert refused.value.errors["recipient"].code == "not_a_recipient"


def test_nobody_else_opens_it(council, tmp_path):
    sealed = ask(council, "score secret")
    council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    contents = make(council, sealed, tmp_path, member=0)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(contents, [pyrage.x25519.Identity.generate()])


def test_a_member_gets_none_of_it(council, tmp_path):
    sealed = ask(council, "score secret")
    council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    with pytest.raises(NotFound):
        make(council, sealed, tmp_path, member=3)


def test_everyone_can_see_that_it_was_done_and_no_ballot_is_written_down(council):
    sealed = ask(council, "approve confidential")
    council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    one = next(each for each in council.snapshot(3)["sealed_files"] if each["id"] == sealed)
    assert (one["reason"], one["recipient"]) == ("Tilintarkastus", RECIPIENT)
    assert one["confirmed_at"]
    with zipfile.ZipFile(io.BytesIO(council.written("record.zip", 3))) as parts:
        journal = [json.loads(line) for line in parts.read("journal.jsonl").splitlines()]
    names = [line["name"] for line in journal if line.get("kind") == "sealed_files"]
    assert {"sealed_file_asked", "sealed_file_confirmed"} <= set(names)
    with council.database.read() as session:
        told = session.scalars(select(Event.data).where(Event.kind == "sealed_files")).all()
        kept = session.scalars(select(Export)).all()
    assert all("choices" not in json.dumps(each) for each in told)
    assert all(each.name == NAME for each in kept)


def test_it_is_asked_for_under_a_key_once(council):
    key, asked = str(uuid4()), {"round_ids": [council.rounds["approve secret"]], "reason": "x", "recipient": RECIPIENT}
    request = Request(council.slug, "ask_for_sealed_file", key, asked)
    first, again = (carry_out(council.database, council.lead, request).result for _ in range(2))
    assert first == again


def test_ballots_on_paper_lie_among_those_of_devices(council, tmp_path):
    goal, about = str(council.goals["0"]), {"method": "approve", "secrecy": "confidential", "results": "on_reveal"}
    round_ = council.rounds["on paper too"] = council.open("vote", {"fi": "on paper too"}, **about)
    for member in range(1, 8):
        council.do("cast_ballot", member, round_id=round_, choices={goal: 1})
    for number in (1, 2, 3):
        sheet = {"round_id": round_, "number": number, "choices": {goal: 1}}
        council.do("give_sheet", round_id=round_)
        council.do("enter_paper_ballot", **sheet)
        council.do("confirm_paper_ballot", 0, **sheet)
    for command in ("close_round", "complete_paper", "reveal_results"):
        council.do(command, round_id=round_)
    sealed = ask(council, "on paper too")
    council.do("confirm_sealed_file", 0, sealed_file_id=sealed)
    clear, place = tmp_path / "opened.json", tmp_path / "record.zip"
    clear.write_bytes(opened(make(council, sealed, tmp_path)))
    place.write_bytes(council.written("record.zip"))
    report = verify.check(place, str(clear), "en")
    assert report.lines(report.faults) == []
    assert any("on paper too: recounted from the sealed file (10 ballots)" in one for one in report.lines(report.found))
