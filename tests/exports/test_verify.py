"""Whoever has a bundle can check it without the app: it recounts every way of voting, and a changed byte is named."""

import ast
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exports.council import SECRECIES, WAYS
from workshop.exports.bundle import VERIFY, verify
from workshop.fields import canonical

NAME = "record.zip"


def run(place: Path, *more: str) -> subprocess.CompletedProcess:
    """Run the program as it stands, with nothing of the app to be found."""
    command = [sys.executable, "-I", "-S", str(place / "verify.py" if place.is_dir() else place.parent / "verify.py")]
    return subprocess.run([*command, str(place), *more], capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture(scope="module")
def whole(council) -> bytes:
    """The bundle as everyone gets it."""
    return council.written(NAME)


@pytest.fixture
def folder(tmp_path, whole) -> Path:
    """A folder with the bundle and the program beside it."""
    (tmp_path / NAME).write_bytes(whole)
    (tmp_path / "verify.py").write_bytes(VERIFY.read_bytes())
    return tmp_path


def unpacked(whole: bytes) -> dict[str, bytes]:
    """The files of a bundle."""
    with zipfile.ZipFile(io.BytesIO(whole)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def faults_of(files: dict[str, bytes], folder: Path) -> list[str]:
    """What the program finds wrong with these files in a folder."""
    place = folder / "unpacked"
    for name, contents in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(contents)
    report = verify.check(place, None, "en")
    for name in files:
        (place / name).unlink()
    return report.lines(report.faults)


def test_it_accepts_the_bundle_as_it_is_and_unpacked(folder, whole):
    zipfile.ZipFile(io.BytesIO(whole)).extractall(folder / "unpacked")
    for place in (folder / NAME, folder / "unpacked"):
        found = run(place)
        assert (found.returncode, found.stderr) == (0, "")
        assert found.stdout.endswith("Everything holds.\n")


def test_it_says_of_each_round_what_it_could_check(folder, council):
    said = run(folder / NAME).stdout
    for method in WAYS:
        for secrecy in SECRECIES:
            result = "recounted (8 ballots)" if secrecy == "named" else "commitment checked (8 voters)"
            assert f"{method} {secrecy}: {result}" in said
    assert "dots confidential kept back: its figures are not shown yet" in said
    assert "not recounted by" not in said


@pytest.mark.parametrize(
    ("lang", "said"), [("fi", "Kaikki täsmää."), ("sv", "Allt stämmer."), ("en", "Everything holds.")]
)
def test_it_speaks_three_languages(folder, lang, said):
    assert said in run(folder / NAME, "--lang", lang).stdout


def test_the_same_state_has_the_same_bytes_for_everybody(council, whole):
    for member, lang in ((None, "sv"), (0, "en"), (7, "fi")):
        assert council.written(NAME, member, lang) == whole


def test_it_needs_nothing_but_an_old_python(whole):
    tree = ast.parse(unpacked(whole)["verify.py"], feature_version=(3, 9))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(str(node.module))])
    }
    assert (
        imported == {"argparse", "fractions", "hashlib", "json", "pathlib", "sys", "zipfile"} <= sys.stdlib_module_names
    )


@settings(max_examples=400)
@given(at=st.floats(0, 1, exclude_max=True), other=st.integers(1, 255))
def test_one_changed_byte_of_the_zip_is_found_wherever_it_is(tmp_path_factory, whole, at, other):
    changed = bytearray(whole)
    changed[int(at * len(whole))] ^= other
    place = tmp_path_factory.getbasetemp() / NAME
    place.write_bytes(changed)
    report = verify.check(place, None, "en")
    assert report.faults


@settings(max_examples=300)
@given(which=st.floats(0, 1, exclude_max=True), at=st.floats(0, 1, exclude_max=True), other=st.integers(1, 255))
def test_one_changed_byte_of_any_file_is_found_and_its_file_is_named(tmp_path_factory, whole, which, at, other):
    files = unpacked(whole)
    name = sorted(files)[int(which * len(files))]
    changed = bytearray(files[name])
    changed[int(at * len(changed))] ^= other
    found = faults_of({**files, name: bytes(changed)}, tmp_path_factory.getbasetemp())
    assert any(line.startswith(name) for line in found), found


def forged(whole: bytes, name: str, change) -> dict[str, bytes]:
    """The files with one changed, by somebody who gives the manifest the hashes of what they made of it."""
    files = unpacked(whole)
    lines = [json.loads(line) for line in files[name].splitlines()]
    change(lines)
    files[name] = b"".join(canonical(line) + b"\n" for line in lines)
    manifest = json.loads(files[verify.MANIFEST])
    del manifest["sha256"]
    manifest["files"][name] = verify.digest(files[name])
    manifest["sha256"] = verify.digest(canonical(manifest))
    files[verify.MANIFEST] = canonical(manifest) + b"\n"
    return files


@pytest.mark.parametrize("method", WAYS)
@pytest.mark.parametrize("secrecy", SECRECIES)
def test_other_figures_are_found_with_a_manifest_made_for_them(tmp_path, council, whole, method, secrecy):
    name = f"rounds/{council.rounds[f'{method} {secrecy}']}.json"

    def change(lines):
        goal = next(iter(lines[0]["tally"]["goals"].values()))
        goal[next(iter(goal))] += 1

    found = faults_of(forged(whole, name, change), tmp_path)
    assert f"{name}: the figures are not those that were committed to when the round closed" in found
    assert (secrecy == "named") == any("counted" in line for line in found)


@pytest.mark.parametrize("method", WAYS)
def test_another_ballot_is_found_by_the_recount(tmp_path, council, whole, method):
    number = council.rounds[f"{method} named"]
    found = faults_of(forged(whole, f"ballots/{number}.jsonl", lambda lines: lines.pop()), tmp_path)
    assert any(line.startswith(f"rounds/{number}.json:  voters: 8 published, 7 counted") for line in found), found
    assert f"rounds/{number}.json: the turnout is not the number of ballots" in found


def test_a_ballot_with_too_much_on_it_is_found(tmp_path, council, whole):
    number = council.rounds["dots named"]

    def change(lines):
        first = next(iter(lines[0]["choices"]))
        lines[0]["choices"][first] = 5

    found = faults_of(forged(whole, f"ballots/{number}.jsonl", change), tmp_path)
    assert any("more than the terms of the round permit" in line for line in found)


def test_figures_of_groups_and_municipalities_are_recounted(tmp_path, council, whole):
    name = f"rounds/{council.rounds['score named']}.json"

    def change(lines):
        tally = lines[0]["tally"]
        group = next(iter(next(iter(tally["breakdowns"]["region"].values())).values()))
        group["importance"] += 1
        next(iter(tally["municipalities"]["goals"].values()))["feasibility"] += 1
        tally["outcome"]["reached"] = False

    assert sorted(faults_of(forged(whole, name, change), tmp_path)) == [
        f"{name}: quorum and pass mark do not follow from the figures",
        f"{name}: the figures by region do not follow from the ballots",
        f"{name}: the figures of municipalities do not follow from the ballots",
    ]


@pytest.mark.parametrize("part", ["name", "at", "data", "salt", "what_salt", "who_hash", "chain"])
def test_another_event_breaks_the_chain_at_its_place(tmp_path, whole, part):
    where = []

    def change(lines):
        number = next(number for number, line in enumerate(lines) if number > 20 and "data" in line)
        value = lines[number][part]
        lines[number][part] = {**value, "id": 9} if part == "data" else value[::-1]
        where.append(number + 1)

    found = faults_of(forged(whole, verify.JOURNAL, change), tmp_path)
    assert any(line.startswith(f"{verify.JOURNAL}:{where[0]}:") for line in found), found


def test_an_event_that_was_left_out_is_found(tmp_path, whole):
    found = faults_of(forged(whole, verify.JOURNAL, lambda lines: lines.pop(10)), tmp_path)
    assert f"{verify.JOURNAL}:11: event 11 is missing" in found


def test_a_round_with_other_terms_is_found(tmp_path, council, whole):
    name = f"rounds/{council.rounds['dots secret']}.json"
    found = faults_of(forged(whole, name, lambda lines: lines[0].update(points=60)), tmp_path)
    assert f"{name}: the journal says otherwise of this round" in found


def test_another_commitment_is_found_by_the_journal(tmp_path, council, whole):
    name = f"rounds/{council.rounds['approve secret']}.json"

    def change(lines):
        tally, salt = lines[0]["tally"], lines[0]["salt"]
        tally["voters"] = 9
        figures = canonical({"voters": 9, "goals": tally["goals"]})
        lines[0]["commitment"] = verify.digest(salt.encode(), figures)

    found = faults_of(forged(whole, name, change), tmp_path)
    assert f"{name}: the commitment is not the one that was recorded when the round closed" in found


def test_files_that_lack_or_do_not_belong_there_are_named(tmp_path, whole):
    files = unpacked(whole)
    del files["README.txt"]
    found = faults_of({**files, "ballots/99.jsonl": b""}, tmp_path)
    assert found == [
        "README.txt: this file is missing",
        "ballots/99.jsonl: this file does not belong to the record",
    ]


def test_what_is_no_bundle_is_said_so(tmp_path):
    place = tmp_path / NAME
    place.write_bytes(b"nothing")
    report = verify.check(place, None, "en")
    assert "record.zip: this can't be read as a zip file" in report.lines(report.faults)


def test_the_facilitators_copy_has_their_part_of_the_journal_and_nobody_else_gets_it(council, tmp_path):
    inside = council.written("record-of-facilitators.zip")
    journal = [json.loads(line) for line in unpacked(inside)[verify.JOURNAL].splitlines()]
    names = {line["data"]["name"] for line in journal if line.get("kind") == "participants" and "data" in line}
    assert {f"Jäsen {number}" for number in range(8)} <= names
    assert all("actor_id" in line for line in journal if "name" in line)
    place = tmp_path / NAME
    place.write_bytes(inside)
    report = verify.check(place, None, "en")
    assert report.lines(report.faults) == []


def test_nobody_is_named_in_the_journal_that_everyone_gets(council, whole):
    journal = unpacked(whole)[verify.JOURNAL].decode()
    assert "Jäsen" not in journal
    assert '"actor_id"' not in journal and '"who_salt"' not in journal
    assert "Tavoite nolla, toisin" in journal
    # What was replaced is handed on as little as what was hidden.
    assert '"Tavoite 0"' not in journal
    hidden = [line["data"] for line in map(json.loads, journal.splitlines()) if line.get("name") == "goal_hidden"]
    assert all(data["removed"] for data in hidden) and hidden
