"""How much one person and one consultation may hold, and that the facilitator is told before."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.commands.hall import Hall
from workshop.commands import Request, carry_out
from workshop.commands.joining import join
from workshop.config import BadSettings, read_settings
from workshop.config.ceilings import Ceilings
from workshop.engine.request_state import place_of
from workshop.errors import Conflict
from workshop.holdings import held, near

FEW = Ceilings(goals_each=3, measures_each=3, comments_each=3, goals=6, measures=6, comments=6)


def do(hall: Hall, account: int, name: str, ceilings: Ceilings = FEW, key: str | None = None, **arguments) -> dict:
    """Give a command on an installation with other ceilings."""
    return carry_out(
        hall.database, account, Request(hall.slug, name, key or str(uuid4()), arguments, ceilings=ceilings)
    ).result


def refused(hall: Hall, account: int, name: str, ceilings: Ceilings = FEW, **arguments) -> str:
    """Return the reason for which a command is refused."""
    with pytest.raises(Conflict) as refusal:
        do(hall, account, name, ceilings, **arguments)
    return refusal.value.reason


@pytest.fixture
def goal(hall) -> int:
    """A goal of the facilitator's, in rounds to propose and to comment."""
    hall.opened("propose")
    hall.opened("comment")
    return hall.goals(1)[0]


def writes(hall: Hall, goal: int) -> dict[str, tuple[str, dict]]:
    """Each kind of contribution: its command and its arguments."""
    return {
        "goal": ("propose_goal", {"theme_id": hall.theme, "title": "Valokuitu"}),
        "measure": ("propose_measure", {"goal_id": goal, "text": "Tuki"}),
        "comment": ("add_comment", {"goal_id": goal, "text": "Niin", "stance": "for"}),
    }


@pytest.mark.parametrize("noun", ["goal", "measure", "comment"])
def test_a_person_makes_only_so_many_and_withdrawing_makes_no_room_for_more(hall, goal, noun):
    command, arguments = writes(hall, goal)[noun]
    key = str(uuid4())
    made = [do(hall, hall.aino, command, key=key, **arguments)]
    made += [do(hall, hall.aino, command, **arguments) for _ in range(2)]
    assert refused(hall, hall.aino, command, **arguments) == f"own_{noun}s_full"
    do(hall, hall.aino, f"withdraw_{noun}", **{f"{noun}_id": made[1][f"{noun}_id"]})
    assert refused(hall, hall.aino, command, **arguments) == f"own_{noun}s_full"
    # What was acknowledged stays so, others have room, and so has the facilitator, who writes for others.
    assert do(hall, hall.aino, command, key=key, **arguments) == made[0]
    do(hall, hall.ville, command, **arguments)
    do(hall, hall.lead, command, **arguments)


@pytest.mark.parametrize("noun", ["goal", "measure", "comment"])
def test_a_consultation_holds_only_so_many_and_hiding_makes_room(hall, goal, noun):
    command, arguments = writes(hall, goal)[noun]
    made = [do(hall, hall.lead, command, **arguments) for _ in range(6 - (noun == "goal"))]
    assert refused(hall, hall.ville, command, **arguments) == f"{noun}s_full"
    assert refused(hall, hall.lead, command, **arguments) == f"{noun}s_full"
    about = {f"{noun}_id": made[0][f"{noun}_id"]}
    do(hall, hall.lead, f"hide_{noun}", reason="Kahdesti", **about)
    do(hall, hall.ville, command, **arguments)
    assert refused(hall, hall.lead, f"restore_{noun}", **about) == f"{noun}s_full"


def test_measures_that_come_with_a_goal_count_as_others_do(hall, goal):
    measures = [{"text": f"Tuki {each}"} for each in range(4)]
    about = {"theme_id": hall.theme, "title": "Tiet"}
    assert refused(hall, hall.aino, "propose_goal", measures=measures, **about) == "own_measures_full"
    assert [each["title"] for each in hall.seen()["goals"]].count({"fi": "Tiet"}) == 0


def test_texts_have_a_ceiling_however_they_grow(hall, goal):
    """By what is new, by editing, in another language, by moving a text between fields, by bringing back."""
    command, arguments = writes(hall, goal)["goal"]
    long = {"rationale": "a" * 3000}
    few = replace(FEW, texts=8000)
    mine = do(hall, hall.aino, command, few, **arguments, **long)["goal_id"]
    assert refused(hall, hall.aino, command, few, title="b", theme_id=hall.theme, rationale="b" * 5000) == "texts_full"
    other = do(hall, hall.aino, command, few, title="b", theme_id=hall.theme)["goal_id"]
    assert refused(hall, hall.aino, "edit_goal", few, goal_id=other, rationale="b" * 5000) == "texts_full"
    more = {"rationale": "b" * 5000, "lang": "sv"}
    assert refused(hall, hall.lead, "edit_goal", few, goal_id=mine, **more) == "texts_full"
    measure = do(hall, hall.aino, "propose_measure", few, goal_id=mine, text="Tuki")["measure_id"]
    for lang in ("fi", "sv", "en"):
        do(hall, hall.aino, "edit_measure", few, measure_id=measure, text="a" * 900, lang=lang)
    assert refused(hall, hall.aino, "edit_measure", few, measure_id=measure, text="a" * 990, lang="fi-simple") == (
        "texts_full"
    )
    # What becomes shorter is always let through, also where it is still too much.
    full = replace(FEW, texts=100)
    do(hall, hall.aino, "edit_goal", full, goal_id=mine, rationale="a" * 10)
    do(hall, hall.aino, "withdraw_goal", full, goal_id=mine)
    assert refused(hall, hall.aino, "restore_goal", full, goal_id=mine) == "texts_full"


def test_a_person_writes_only_so_much_and_what_is_withdrawn_makes_room(hall, goal):
    few = replace(Ceilings(), texts_each=5000)
    about = {"theme_id": hall.theme, "rationale": "a" * 2000}
    made = [do(hall, hall.aino, "propose_goal", few, title=f"{each}", **about)["goal_id"] for each in range(2)]
    assert refused(hall, hall.aino, "propose_goal", few, title="3", **about) == "own_texts_full"
    comment = {"goal_id": goal, "stance": "for"}
    assert refused(hall, hall.aino, "add_comment", few, text="b" * 2000, **comment) == "own_texts_full"
    do(hall, hall.ville, "propose_goal", few, title="4", **about)
    # A facilitator rewords what others wrote, and what became longer by that is no reason to refuse a shorter text.
    do(hall, hall.lead, "edit_goal", few, goal_id=made[0], rationale="c" * 4000)
    do(hall, hall.aino, "edit_goal", few, goal_id=made[1], rationale="c" * 10)
    do(hall, hall.aino, "withdraw_goal", few, goal_id=made[0])
    do(hall, hall.aino, "add_comment", few, text="b" * 2000, **comment)


def test_a_consultation_has_only_so_many_participants_and_who_is_in_comes_in_again(hall):
    few = replace(Ceilings(), people=3)

    def enter(account=None):
        return join(
            hall.database,
            {"code": hall.code, "name": "Eero"},
            str(uuid4()),
            account_id=account,
            lang="fi",
            ceilings=few,
        )

    with pytest.raises(Conflict) as refusal:
        enter()
    assert refusal.value.reason == "people_full"
    enter(hall.aino)
    hall.do(hall.lead, "remove_participant", participant_id=hall.participant(hall.ville))
    enter()


def test_what_is_held_is_counted_as_a_snapshot_has_it(hall, goal):
    do(hall, hall.aino, "propose_goal", Ceilings(), theme_id=hall.theme, title="a", rationale="b" * 4000)
    hidden = do(hall, hall.aino, "propose_goal", theme_id=hall.theme, title="c" * 100)["goal_id"]
    do(hall, hall.lead, "hide_goal", goal_id=hidden, reason="Kahdesti")
    do(hall, hall.aino, "add_comment", goal_id=goal, text="d" * 1000, stance="for")
    with hall.database.read() as session:
        consultation, _ = place_of(session, hall.slug, hall.lead)
        holds = held(session, consultation.id)
    assert (holds["goal"], holds["measure"], holds["comment"]) == (2, 0, 1)
    assert 5000 < holds["texts"] < 7000
    assert near(FEW, holds) == frozenset()
    assert near(replace(FEW, goals=2, texts=7000), holds) == {"goal", "texts"}


@pytest.mark.parametrize("wrong", ["", "0", "-1", "1.5", "many", "1e9", "٣"])
def test_a_ceiling_that_is_no_number_is_refused_at_the_start(wrong, tmp_path):
    with pytest.raises(BadSettings):
        read_settings({"WORKSHOP_MOST_GOALS_EACH": wrong}, data=tmp_path)
    assert read_settings({"WORKSHOP_MOST_GOALS_EACH": "7"}, data=tmp_path).ceilings.goals_each == 7
