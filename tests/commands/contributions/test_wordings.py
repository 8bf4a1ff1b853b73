"""Things are worded officially, version by version, beside what participants wrote."""

import pytest

from tests.commands.hall import Hall
from workshop.errors import Conflict, Invalid, NotFound
from workshop.operations.documents.wordings import Worded, versions_of, wordings_of


@pytest.fixture(name="goal")
def a_goal(hall: Hall) -> int:
    return hall.do(hall.lead, "propose_goal", theme_id=hall.theme, title="Valokuitu", lang="fi")["goal_id"]


def official(hall: Hall, kind: str, *ids: int):
    number = hall.seen()["consultation"]["id"]
    with hall.database.read() as session:
        return wordings_of(session, number, kind, ids)


def title(goal: int, lang: str = "sv") -> dict:
    return {"goal_id": goal, "field": "title", "lang": lang}


def test_the_participants_text_stays_and_the_official_one_stands_beside_it(hall: Hall, goal: int):
    before = hall.seen()["goals"]
    version = hall.do(hall.lead, "set_wording", **title(goal), text="Optisk fiber")["wording_id"]
    assert hall.seen()["goals"] == before, "what participants wrote is not changed"
    assert official(hall, "goal", goal)[goal]["title"] == {
        "fi": Worded("Valokuitu", "original", 0, False),
        "sv": Worded("Optisk fiber", "draft", version, False),
    }


def test_a_checked_version_is_one_more_and_earlier_ones_stay(hall: Hall, goal: int):
    first = hall.do(hall.lead, "set_wording", **title(goal), text="Fiber")["wording_id"]
    second = hall.do(hall.lead, "check_wording", **title(goal), based_on=first)["wording_id"]
    hall.do(hall.lead, "set_wording", **title(goal), text="Optisk fiber", based_on=second)
    number = hall.seen()["consultation"]["id"]
    with hall.database.read() as session:
        rows = versions_of(session, number, "goal", goal, "title", "sv")
        assert [(row.text, row.state) for row in rows] == [
            *(("Fiber", "draft"), ("Fiber", "checked"), ("Optisk fiber", "draft")),
        ]


def test_who_did_not_see_the_newest_version_is_told_so(hall: Hall, goal: int):
    first = hall.do(hall.lead, "set_wording", **title(goal), text="Fiber", based_on=0)["wording_id"]
    hall.do(hall.lead, "set_wording", **title(goal), text="Optisk fiber", based_on=first)
    for late in (0, first):
        with pytest.raises(Conflict) as refused:
            hall.do(hall.lead, "set_wording", **title(goal), text="Kabel", based_on=late)
        assert refused.value.reason == "changed"
    with pytest.raises(Conflict):
        hall.do(hall.lead, "check_wording", **title(goal), based_on=first)
    assert official(hall, "goal", goal)[goal]["title"]["sv"].text == "Optisk fiber"


def test_an_official_text_of_an_earlier_original_is_outdated(hall: Hall, goal: int):
    hall.do(hall.lead, "set_wording", **title(goal), text="Optisk fiber", state="checked")
    hall.do(hall.lead, "edit_goal", goal_id=goal, title="Valokuitu kaikille", reason="Selkeämpi", lang="fi")
    worded = official(hall, "goal", goal)[goal]["title"]["sv"]
    assert (worded.state, worded.outdated) == ("checked", True)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "set_wording", **title(goal), text="Fiber", original="0" * 64)


def test_a_text_that_is_taken_away_leaves_that_of_participants(hall: Hall, goal: int):
    version = hall.do(hall.lead, "set_wording", **title(goal, "fi"), text="Kuitu")["wording_id"]
    assert official(hall, "goal", goal)[goal]["title"]["fi"].text == "Kuitu"
    gone = hall.do(hall.lead, "set_wording", **title(goal, "fi"), text="", based_on=version)["wording_id"]
    assert official(hall, "goal", goal)[goal]["title"]["fi"] == Worded("Valokuitu", "original", 0, False)
    with pytest.raises(Conflict):
        hall.do(hall.lead, "check_wording", **title(goal, "fi"), based_on=gone)


def test_each_kind_of_thing_has_its_own_texts_also_in_plain_language(hall: Hall, goal: int):
    measure = hall.do(hall.lead, "propose_measure", goal_id=goal, text="Kaivetaan")["measure_id"]
    round_id = hall.do(hall.lead, "create_round", kind="comment", title="Kierros", instructions="Lukekaa")["round_id"]
    phenomenon = hall.do(hall.lead, "create_phenomenon", title="Ilmasto")["phenomenon_id"]
    for kind, number, field in (
        *(("measure", measure, "responsible"), ("round", round_id, "instructions")),
        *(("theme", hall.theme, "introduction"), ("phenomenon", phenomenon, "title")),
    ):
        about = {f"{kind}_id": number, "field": field, "lang": "fi-simple"}
        hall.do(hall.lead, "set_wording", **about, text="Selkeästi")
        assert official(hall, kind, number)[number][field]["fi-simple"].text == "Selkeästi"
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "set_wording", **{**title(goal), "field": "instructions"}, text="x")
    assert set(refused.value.errors) == {"field"}


@pytest.mark.parametrize("about", [{}, {"theme_id": True, "goal_id": True}])
def test_a_wording_is_of_one_thing(hall: Hall, goal: int, about: dict):
    ids = {"theme_id": hall.theme, "goal_id": goal}
    with pytest.raises(Invalid):
        hall.do(hall.lead, "set_wording", **{name: ids[name] for name in about}, field="title", lang="sv", text="x")


def test_what_is_hidden_or_sealed_has_no_official_text(hall: Hall, goal: int):
    measure = hall.do(hall.lead, "propose_measure", goal_id=goal, text="Kaivetaan")["measure_id"]
    hall.do(hall.lead, "set_wording", measure_id=measure, field="text", lang="sv", text="Det grävs")
    hall.opened("propose", contributions="at_close")
    sealed = hall.do(hall.aino, "propose_goal", theme_id=hall.theme, title="Salaa")["goal_id"]
    with pytest.raises(NotFound):
        hall.do(hall.lead, "set_wording", **title(sealed), text="Hemligt")
    assert official(hall, "goal", sealed) == {}
    hall.do(hall.lead, "hide_goal", goal_id=goal, reason="Toisto")
    assert official(hall, "goal", goal) == {}
    assert official(hall, "measure", measure) == {}, "it is gone with its goal"
    with pytest.raises(NotFound):
        hall.do(hall.lead, "set_wording", **title(goal), text="Fiber")
