"""What the desk finds: the next step, the figures of the workshop, contributions, and names that look the same."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.pairs.cases import FIXTURES, cases_of
from workshop.language.speech import speaking
from workshop.reading import texts as reading
from workshop.web.pages.leading.desk import coming, next_step
from workshop.web.view.apart import told_apart
from workshop.web.view.contributions import ContributionsFilter, contributions
from workshop.web.view.pulse import pulse_of
from workshop.web.view.snapshot_view import SnapshotView


def pulse(given: dict) -> dict[str, Any]:
    """The figures of a workshop."""
    seen = SnapshotView(given["snapshot"])
    round_ = next((one for one in seen.rounds if one.id == given["round"]), None)
    found = vars(pulse_of(seen, {"id": given["workshop"]}, round_))
    return {**found, "bodies": [[body and body["id"], joined, goals] for body, joined, goals in found["bodies"]]}


def found(given: dict) -> list[str]:
    """The contributions that are looked for, such as "goal-17"."""
    wanted = ContributionsFilter.of(MultiDict(given["wanted"]))
    rows = contributions(SnapshotView(given["snapshot"]), wanted, (), 1)
    return [f"{row['noun']}-{row['number']}" for row in rows]


def steps(given: dict) -> dict[str, Any]:
    """What comes next in a workshop, and the round after it."""
    seen, workshop = SnapshotView(given["snapshot"]), {"id": given["workshop"]}
    command, round_ = next_step(seen, workshop) or (None, None)
    return {"command": command, "round": _id(round_), "coming": _id(coming(seen, workshop, round_))}


def on_ballot(given: dict) -> dict[str, list[int]]:
    """The goals on the ballot of each vote, or those that would be on it now."""
    seen = SnapshotView(given["snapshot"])
    return {str(one.id): [goal["id"] for goal in seen.goals_for(one)] for one in seen.rounds if one.kind == "vote"}


def apart(given: dict) -> list[str]:
    """What tells each of some people from those whose name looks the same."""
    return [told_apart(one, reading.look_alikes(given["people"])) for one in given["people"]]


def found_texts(given: dict) -> str:
    """A text as it is searched."""
    return reading.fold(given["text"])


def look_alikes(given: dict) -> list[int]:
    """The places, from 1 on, of names that look like another."""
    people = [{"id": at, "name": name} for at, name in enumerate(given["names"], 1)]
    return sorted(reading.look_alikes(people))


# What asks for an order alone, or for words that the server has found in another form, is asked of the desk elsewhere.
ROOM_ALONE = {"sort", "found", "density"}


def _id(round_):
    return None if round_ is None else round_.id


ANSWERS: dict[str, Callable[[dict], Any]] = {
    "apart": apart,
    "contributions": found,
    "folding": found_texts,
    "look_alikes": look_alikes,
    "on_ballot": on_ballot,
    "pulse": pulse,
    "steps": steps,
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_desk_answers_as_the_fixture_says(name, lang):
    cases = cases_of(name, FIXTURES / "desk")
    with speaking(lang):
        answers = {case.name: json.loads(json.dumps(ANSWERS[name](case.given))) for case in cases}
    assert answers == {case.name: case.expected[lang] for case in cases}


@pytest.mark.parametrize(
    "case",
    [one for one in cases_of("lists") if one.given.get("wanted") and not one.given["wanted"].keys() & ROOM_ALONE],
    ids=str,
)
def test_the_desk_narrows_goals_down_as_the_room_does(case):
    there = {f"goal-{number}" for _, goals in case.expected["fi"] for number in goals}
    with speaking("fi"):
        rows = {*found(case.given)}
    # A goal whose theme is gone stands on the desk alone.
    assert rows - {"goal-16"} == there


def test_measures_and_comments_are_narrowed_down_by_the_mark_of_their_goal():
    [snapshot] = [case.given["snapshot"] for case in cases_of("contributions", FIXTURES / "desk")][:1]
    snapshot["goals"] = [
        {**each, "mark": "shortlist" if each["id"] == 11 else None} if "mark" in each else each
        for each in snapshot["goals"]
    ]
    measures = {each["id"]: each["goal_id"] for each in snapshot["measures"] if "goal_id" in each}
    with speaking("fi"):
        for mark, marked in (("shortlist", True), ("none", False)):
            rows = found({"wanted": {"show": "measures", "mark": mark}, "snapshot": snapshot})
            there = {number for number, goal in measures.items() if (goal == 11) == marked}
            assert rows and {int(row.removeprefix("measure-")) for row in rows} <= there
            shown = found({"wanted": {"show": "comments", "mark": mark}, "snapshot": snapshot})
            assert shown and not {*shown} & {
                *found({"wanted": {"show": "comments", "mark": "aside"}, "snapshot": snapshot})
            }
