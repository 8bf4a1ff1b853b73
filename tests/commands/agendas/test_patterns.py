"""The patterns and built-in consultations that are shipped: whole, in three languages, and ready to be opened."""

from uuid import uuid4

import pytest

from tests.commands.hall import Hall
from workshop.commands.agendas.patterns import PATTERNS, pattern, read_example
from workshop.commands.founding import EXAMPLES, create_consultation
from workshop.fields import LANGUAGES


def texts_in(found) -> list[dict]:
    """All texts by language in a shipped file."""
    if isinstance(found, dict) and set(found) & set(LANGUAGES):
        return [{lang: found.get(lang) for lang in LANGUAGES}]
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    return [text for each in inside for text in texts_in(each)]


@pytest.mark.parametrize("name", [*(f"patterns/{name}" for name in PATTERNS), *EXAMPLES])
def test_all_that_people_read_is_there_in_three_languages(name):
    texts = texts_in(read_example(name))
    assert texts
    assert [text for text in texts if not all(text.values())] == []


@pytest.mark.parametrize("name", PATTERNS)
def test_a_workshop_begins_from_a_pattern_and_each_round_opens(hall: Hall, name):
    hall.goals(3)
    answer = hall.ask(hall.lead, "create_workshop", title="Seuraava", pattern=name)
    rounds = [event.data for event in answer.events if event.name == "round_created"]
    assert [each["title"] for each in rounds] == [each["title"] for each in pattern(name)["rounds"]]
    assert all(each["minutes"] for each in rounds)
    for each in rounds:
        hall.do(hall.lead, "open_round", round_id=each["id"])
        hall.do(hall.lead, "close_round", round_id=each["id"])


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_built_in_consultation_has_its_lists_and_its_workshop(hall: Hall, example):
    about = {"example": example, "pattern": PATTERNS[0]}
    made = create_consultation(hall.database, hall.lead, str(uuid4()), about)
    seen = Hall(hall.database, made.result["slug"], hall.lead).seen()
    found = read_example(example)
    assert [each["key"] for each in seen["themes"]] == [each["key"] for each in found["themes"]]
    [workshop] = seen["workshops"]
    planned = (found.get("workshop") or pattern(PATTERNS[0]))["rounds"]
    rounds = sorted(seen["rounds"], key=lambda each: each["position"])
    assert [each["title"] for each in rounds] == [each["title"] for each in planned]
    assert {tuple(each["workshop_ids"]) for each in rounds} == {(workshop["id"],)}
    keys = {each["id"]: each["key"] for each in seen["themes"]}
    named = [[keys[number] for number in each["theme_ids"]] for each in rounds]
    assert named == [each.get("themes", []) for each in planned]


def test_the_questions_of_rural_proofing_stand_in_the_instructions(hall: Hall):
    rounds = read_example("rural-proofing")["workshop"]["rounds"]
    asking = [each for each in rounds if each["kind"] == "propose" and "subject" not in each]
    assert len(asking) == len(read_example("rural-proofing")["themes"])
    for each in asking:
        for lang in LANGUAGES:
            assert each["instructions"][lang].count("?") == 3
