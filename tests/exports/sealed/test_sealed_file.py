"""A sealed file opens for its auditor alone, gives the published figures, and names the line that was changed."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.exports.council import WAYS
from tests.exports.sealed.asking import confirmed, make
from tests.nodes.auditor import RECIPIENT, opened
from workshop.errors import NotFound
from workshop.exports.bundle import verify
from workshop.models import DetachedBallot, Event, ExportPart, Job

OPENED = "opened.jsonl"


@pytest.fixture(scope="module")
def sealed(council, tmp_path_factory) -> bytes:
    """A sealed file as it leaves."""
    return make(council, confirmed(council, "dots confidential"), tmp_path_factory.mktemp("sealed"))


def checked(record: Path, contents: bytes) -> verify.Report:
    """What the program finds of a record and an opened file."""
    place = record.parent / OPENED
    place.write_bytes(contents)
    return verify.check(record, str(place), "en")


def faults_of(record: Path, contents: bytes) -> list[str]:
    """What it finds wrong."""
    report = checked(record, contents)
    return report.lines(report.faults)


def test_its_recount_equals_the_tallies_in_every_way_of_voting_without_the_app(record, of_all_ways):
    (record.parent / OPENED).write_bytes(of_all_ways)
    command = [sys.executable, "-I", "-S", str(record.parent / "verify.py"), str(record)]
    found = subprocess.run(
        [*command, "--sealed", str(record.parent / OPENED)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.endswith("Everything holds.\n")
    for method in WAYS:
        assert f"{method} confidential: recounted from the sealed file (8 ballots)" in found.stdout
        assert f"{method} confidential: commitment checked (8 voters)" in found.stdout


@settings(max_examples=300)
@given(at=st.floats(0, 1, exclude_max=True), other=st.integers(1, 255))
def test_one_changed_byte_is_found_and_its_line_is_named(record, of_all_ways, at, other):
    changed, place = bytearray(of_all_ways), int(at * len(of_all_ways))
    changed[place] ^= other
    line = of_all_ways.count(b"\n", 0, place) + 1
    # Where a line was cut in two, its first half is named.
    assert any(each.startswith(f"{OPENED}:{line}:") for each in faults_of(record, bytes(changed)))


@settings(max_examples=60)
@given(at=st.floats(0, 1, exclude_max=True), other=st.integers(1, 255))
def test_one_changed_byte_of_the_sealed_file_itself_opens_for_nobody(sealed, at, other):
    contents = bytearray(sealed)
    contents[int(at * len(contents))] ^= other
    with pytest.raises(pyrage.DecryptError):
        opened(bytes(contents))


@pytest.mark.parametrize("method", WAYS)
def test_a_ballot_that_was_left_out_by_somebody_who_hashed_the_rest_anew_is_found(council, record, of_all_ways, method):
    number = council.rounds[f"{method} confidential"]
    about, *lines = map(json.loads, of_all_ways.splitlines())
    gone = next(line for line in lines if line["round"] == number)
    found = faults_of(record, hashed_anew(about, [line for line in lines if line is not gone]))
    assert any(line.startswith(f"rounds/{number}.json:  voters: 8 published, 7 counted") for line in found), found
    assert not any(line.startswith(OPENED) for line in found)


def hashed_anew(about: dict, lines: list[dict]) -> bytes:
    """A file as somebody would write it who gives it the hashes of what they made of it."""
    head = ""
    for line in lines:
        told = {key: line[key] for key in ("choices", "round")}
        line["chain"] = head = verify.digest(head.encode(), verify.canonical(told))
    about = {**about, "number": len(lines), "head": head}
    about["sha256"] = verify.digest(verify.canonical({key: about[key] for key in about if key != "sha256"}))
    return b"".join(verify.canonical(line) + b"\n" for line in (about, *lines))


def test_a_file_of_another_consultation_or_one_that_is_still_sealed_is_told_from_it(record, of_all_ways):
    about, *lines = map(json.loads, of_all_ways.splitlines())
    other = hashed_anew({**about, "consultation": "toinen"}, lines)
    assert f"{OPENED}:1: this was sealed from another consultation than the record" in faults_of(record, other)
    said = f"{OPENED}:1: this is not what a sealed file begins with; was it decrypted?"
    assert faults_of(record, b"age-encryption.org/v1\n-> X25519 x\n\x00\xff") == [said]


def test_it_has_no_names_no_reasons_no_ids_and_nothing_that_no_longer_counts(council, of_all_ways):
    text = of_all_ways.decode()
    assert "Jäsen" not in text and "Liian kallis" not in text
    _about, *lines = map(json.loads, text.splitlines())
    assert {frozenset(line) for line in lines} == {frozenset({"round", "choices", "chain"})}
    with council.database.read() as session:
        assert not any(number in text for number in session.scalars(select(DetachedBallot.id)))
    for each in council.record()["rounds"]:
        cast = [line["choices"] for line in lines if line["round"] == each["id"]]
        assert {goal for ballot in cast for goal in ballot} <= (each["tally"] or {"goals": {}})["goals"].keys()
        # Within a ballot goals stand by their id, not as they were chosen.
        assert all(list(ballot) == sorted(ballot) for ballot in cast)


def test_its_order_is_drawn_anew_for_each_file(council, tmp_path):
    sealed = confirmed(council, "dots confidential")
    orders = set()
    for _each in range(5):
        _about, *lines = map(json.loads, opened(make(council, sealed, tmp_path)).splitlines())
        orders.add(tuple(json.dumps(line["choices"]) for line in lines))
    assert len(orders) > 1
    assert len({tuple(sorted(order)) for order in orders}) == 1


def test_nobody_but_the_auditor_opens_it_and_a_member_gets_none(council, tmp_path):
    sealed = confirmed(council, "score confidential")
    contents = make(council, sealed, tmp_path, member=0)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(contents, [pyrage.x25519.Identity.generate()])
    assert b"choices" not in contents and b"importance" not in contents
    with pytest.raises(NotFound):
        make(council, sealed, tmp_path, member=3)


def test_everyone_can_see_that_it_was_done_and_no_ballot_is_written_down(council, tmp_path):
    sealed = confirmed(council, "score confidential")
    make(council, sealed, tmp_path)
    one = next(each for each in council.snapshot(3)["sealed_files"] if each["id"] == sealed)
    assert (one["reason"], one["recipient"]) == ("Tilintarkastus", RECIPIENT)
    assert one["confirmed_at"]
    with zipfile.ZipFile(io.BytesIO(council.written("record.zip", 3))) as parts:
        journal = [json.loads(line) for line in parts.read("journal.jsonl").splitlines()]
    assert [line["name"] for line in journal if line.get("data", {}).get("recipient")]
    with council.database.read() as session:
        told = session.scalars(select(Event.data).where(Event.kind == "sealed_files")).all()
        jobs = session.scalars(select(Job.arguments)).all()
        kept = session.scalars(select(ExportPart.contents)).all()
    assert all("choices" not in json.dumps(each) for each in [*told, *jobs])
    assert kept and not any(b"choices" in part for part in kept)


def test_ballots_on_paper_lie_among_those_of_devices(council, tmp_path):
    goal, about = str(council.goals["0"]), {"method": "consent", "secrecy": "confidential", "results": "on_reveal"}
    round_ = council.rounds["on paper too"] = council.open("vote", {"fi": "on paper too"}, **about)
    objects = {goal: {"choice": "object", "reason": "Liian kallis"}}
    for member in range(1, 8):
        council.do("cast_ballot", member, round_id=round_, choices={goal: {"choice": "agree"}})
    for number in (1, 2, 3):
        sheet = {"round_id": round_, "number": number, "choices": objects}
        council.do("give_sheet", round_id=round_)
        council.do("enter_paper_ballot", **sheet)
        council.do("confirm_paper_ballot", 0, **sheet)
    for command in ("close_round", "complete_paper", "reveal_results"):
        council.do(command, round_id=round_)
    contents = opened(make(council, confirmed(council, "on paper too"), tmp_path))
    assert b"kallis" not in contents
    place = tmp_path / "record.zip"
    place.write_bytes(council.written("record.zip"))
    report = checked(place, contents)
    assert report.lines(report.faults) == []
    assert any("on paper too: recounted from the sealed file (10 ballots)" in one for one in report.lines(report.found))
