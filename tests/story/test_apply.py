"""Python and the browser hear the same, to the byte, in any order and with repeats."""

from hypothesis import given
from hypothesis import strategies as st

from tests.pairs.applying import apply, apply_ballot, apply_batch, apply_progress, apply_tally, apply_turnout
from workshop.fields import canonical
from workshop.states import Kind

LISTS = sorted(set(Kind.all) - {"consultation"})
ROUND_STATES = ("planned", "open", "closed", "revealed")
ROUND_IDS = ("1", "2", "10")
TWINS = {
    "applyBallot": apply_ballot,
    "applyBatch": apply_batch,
    "applyProgress": apply_progress,
    "applyTally": apply_tally,
    "applyTurnout": apply_turnout,
}
words = st.text(max_size=6)
parts = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
versions = st.integers(1, 6)
goals = st.dictionaries(st.sampled_from(ROUND_IDS), st.dictionaries(words, st.integers(0, 9), max_size=2), max_size=3)


@st.composite
def happenings(draw) -> list[dict]:
    """Events of a journal: each revision once, on a few things of a few kinds."""
    revisions = draw(st.lists(st.integers(1, 60), unique=True, max_size=12))
    return [draw(_happened(revision)) for revision in sorted(revisions)]


@st.composite
def snapshots(draw, journal: list[dict]) -> dict:
    """A snapshot as of some revision of the journal."""
    empty = {
        **{kind: [] for kind in LISTS},
        "consultation": {"id": 1, "revision": 0, "title": draw(parts)},
        "epoch": "one",
        "revision": 0,
        "now": "2026-11-24T03:33:00.000Z",
        "tallies": draw(st.dictionaries(st.sampled_from(ROUND_IDS), tallies(), max_size=3)),
        "turnouts": draw(turnouts()),
        "progress": draw(progress()),
        "me": draw(places()),
    }
    for event in journal[: draw(st.integers(0, len(journal)))]:
        empty = {**apply(empty, event), "revision": event["revision"]}
    return empty


@st.composite
def _happened(draw, revision):
    kind = draw(st.sampled_from([*LISTS, "consultation", "rounds"]))
    number = 1 if kind == "consultation" else draw(st.sampled_from([1, 2, 3, 10]))
    thing = {"id": number, "revision": revision, "text": draw(parts)}
    if kind == "rounds":
        thing["state"] = draw(st.sampled_from(ROUND_STATES))
        thing["secrecy"] = draw(st.sampled_from([None, "confidential"]))
        thing["withheld"] = draw(st.booleans())
        thing["paper"] = draw(st.sampled_from([None, "open", "complete"]))
        thing["contributions"] = draw(st.sampled_from(["live", "by_theme"]))
    if kind != "consultation" and draw(st.integers(0, 4)) == 0:
        thing = {"id": number, "revision": revision, "removed": True}
    return {"revision": revision, "name": "happened", "kind": kind, "at": "2026-11-24T03:33:00.000Z", "data": thing}


def tallies():
    """The state of a tally."""
    return st.fixed_dictionaries({"version": versions, "voters": st.integers(0, 9), "goals": goals})


def turnouts():
    """How many have voted, by round."""
    return st.dictionaries(st.sampled_from(ROUND_IDS), st.integers(0, 9), max_size=3)


def progress():
    """How far people are, by round."""
    far = st.fixed_dictionaries({"done": st.integers(0, 9), "written": st.integers(0, 2)})
    return st.dictionaries(st.sampled_from(ROUND_IDS), far, max_size=3)


def times():
    """Times around that of the snapshot, as the wire has them."""
    return st.integers(0, 5).map(
        lambda second: f"2026-11-24T03:32:{second + 57}.000Z" if second < 3 else f"2026-11-24T03:33:0{second - 3}.000Z"
    )


def places():
    """What someone sees of themselves."""
    ballots = st.dictionaries(st.sampled_from(ROUND_IDS), st.dictionaries(words, parts, max_size=2), max_size=3)
    voted = st.lists(st.integers(1, 12), unique=True, max_size=3).map(sorted)
    return st.fixed_dictionaries({"version": versions, "ballots": ballots, "voted": voted, "name": words})


def batches(journal, before):
    """An `events` frame or an answer of `changes`, which mostly goes on from a snapshot."""
    reset = st.just({"reset": True})
    heard = {"epoch": st.sampled_from(["one", "one", "one", "two"]), "revision": st.integers(0, 60)}
    heard["events"] = st.lists(st.sampled_from(journal), max_size=6) if journal else st.just([])
    frame = st.fixed_dictionaries({**heard, "after": st.sampled_from([0, before["revision"], before["revision"] + 1])})
    told = st.dictionaries(st.sampled_from(ROUND_IDS), tallies(), max_size=3)
    numbers = {"turnouts": turnouts(), "progress": progress()}
    answer = st.fixed_dictionaries({**heard, "now": times(), "tallies": told, **numbers, "me": places()})
    return st.one_of(answer, frame, answer, frame, reset)


def frames():
    """A `tally` frame."""
    return st.builds(
        lambda number, whole, tally: {"round_id": int(number), "whole": whole, **tally},
        st.sampled_from(ROUND_IDS),
        st.booleans(),
        tallies(),
    )


def cast():
    """One's own ballot, as it was sent and answered."""
    choices = st.dictionaries(st.sampled_from(ROUND_IDS), st.none() | st.integers(1, 9) | words, max_size=3)
    numbers = st.sampled_from([int(number) for number in ROUND_IDS])
    return st.fixed_dictionaries({"round_id": numbers, "choices": choices, "me_version": versions})


def steps():
    """A `turnout` frame."""
    frame = {"round_id": st.sampled_from([int(number) for number in ROUND_IDS]), "voters": st.integers(0, 9)}
    # The version before told no time.
    return st.fixed_dictionaries(frame, optional={"now": times()})


@given(data=st.data(), journal=happenings())
def test_events_give_the_same_in_any_order_and_with_repeats(browser, data, journal):
    before = data.draw(snapshots(journal))
    again = data.draw(st.lists(st.sampled_from(journal), max_size=5)) if journal else []
    shuffled = data.draw(st.permutations(journal + again))
    expected = all_heard(apply, before, journal)
    assert canonical(all_heard(apply, before, shuffled)) == canonical(expected)
    for heard in browser.apply([["apply", before, *journal], ["apply", before, *shuffled]]):
        assert canonical(heard) == canonical(expected)


@given(data=st.data(), journal=happenings())
def test_batches_and_tallies_give_the_same_in_the_browser(browser, data, journal):
    before = data.draw(snapshots(journal))
    some = data.draw(st.lists(batches(journal, before), min_size=2, max_size=6))
    told = data.draw(st.lists(frames(), min_size=2, max_size=6))
    voted = data.draw(st.lists(steps(), min_size=1, max_size=4))
    sent = data.draw(st.lists(cast(), min_size=1, max_size=4))
    streams = [*[("applyBatch", [each]) for each in some], *[("applyTally", [each]) for each in told]]
    streams += [("applyBatch", some), ("applyTally", told), ("applyTurnout", voted), ("applyTurnout", voted[::-1])]
    far = data.draw(st.lists(st.fixed_dictionaries({"progress": progress(), "now": times()}), min_size=1, max_size=3))
    streams += [("applyProgress", far), ("applyBallot", sent), *[("applyBallot", [each]) for each in sent]]
    heard = browser.apply([[name, before, *stream] for name, stream in streams])
    expected = [all_heard(TWINS[name], before, stream) for name, stream in streams]
    assert canonical(heard) == canonical(expected)


@given(data=st.data(), journal=happenings())
def test_hearing_leaves_the_snapshot_before_as_it_was(data, journal):
    before = data.draw(snapshots(journal))
    written = canonical(before)
    all_heard(apply, before, journal)
    apply_batch(before, data.draw(batches(journal, before)))
    apply_tally(before, data.draw(frames()))
    apply_turnout(before, data.draw(steps()))
    apply_ballot(before, data.draw(cast()))
    assert canonical(before) == written


@given(data=st.data(), journal=happenings())
def test_a_batch_that_does_not_go_on_from_here_is_not_taken(data, journal):
    before = data.draw(snapshots(journal))
    batch = {"epoch": "one", "after": before["revision"], "revision": before["revision"] + 5, "events": []}
    assert apply_batch(before, batch)["revision"] == before["revision"] + 5
    assert apply_batch(before, {**batch, "after": batch["after"] - 1})["revision"] == before["revision"] + 5
    assert apply_batch(before, {**batch, "revision": 0})["revision"] == before["revision"]
    assert apply_batch(before, {**batch, "after": batch["after"] + 1}) is None
    assert apply_batch(before, {**batch, "epoch": "two"}) is None
    assert apply_batch(before, {"reset": True}) is None


@given(first=tallies(), changed=frames())
def test_a_tally_takes_the_newest_version_whole_or_goal_by_goal(first, changed):
    before = {"tallies": {str(changed["round_id"]): first}}
    heard = apply_tally(before, changed)["tallies"][str(changed["round_id"])]
    if changed["version"] <= first["version"]:
        assert heard == first
    else:
        assert heard["goals"] == (changed["goals"] if changed["whole"] else {**first["goals"], **changed["goals"]})
        assert (heard["version"], heard["voters"]) == (changed["version"], changed["voters"])
    assert (apply_tally({"tallies": {}}, changed) is None) == (not changed["whole"])


def all_heard(function, snapshot: dict, heard: list[dict]) -> dict | None:
    """Hear one after another, until one is not taken."""
    for each in heard:
        snapshot = snapshot and function(snapshot, each)
    return snapshot
