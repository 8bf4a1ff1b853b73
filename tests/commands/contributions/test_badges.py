"""A theme has a colour and an icon, a phenomenon an icon: those that were chosen, else the next that none has."""

import pytest

from tests.commands.hall import Hall, one
from workshop.badges import COLOURS, ICONS, ICONS_OF_PHENOMENA
from workshop.errors import Invalid


def badge(hall: Hall, theme: int) -> tuple[str, str]:
    """What a theme is known by."""
    theme = one(hall.seen()["themes"], theme)
    return theme["colour"], theme["icon"]


def made(hall: Hall, **more) -> int:
    """Make a theme."""
    return hall.do(hall.lead, "create_theme", title="Teema", **more)["theme_id"]


def test_themes_get_them_in_turn_and_begin_again_after_the_last(hall: Hall):
    themes = [hall.theme, *(made(hall) for _ in range(12))]
    found = [badge(hall, theme) for theme in themes]
    assert [colour for colour, _ in found] == [*COLOURS, COLOURS[0]]
    assert [icon for _, icon in found] == list(ICONS[:13])


def test_nobody_gets_what_another_chose_and_what_is_free_again_is_given(hall: Hall):
    chosen = made(hall, colour=COLOURS[2], icon="bus")
    assert badge(hall, chosen) == (COLOURS[2], "bus")
    others = [made(hall) for _ in range(2)]
    assert [badge(hall, each)[0] for each in others] == [COLOURS[1], COLOURS[3]]
    hall.do(hall.lead, "remove_theme", theme_id=others[0])
    assert badge(hall, made(hall)) == (COLOURS[1], ICONS[1])


def test_a_facilitator_changes_them(hall: Hall):
    hall.do(hall.lead, "edit_theme", theme_id=hall.theme, colour="slate")
    hall.do(hall.lead, "edit_theme", theme_id=hall.theme, icon="school", title="Koulu")
    assert badge(hall, hall.theme) == ("slate", "school")
    phenomenon = hall.do(hall.lead, "create_phenomenon", title="Ilmiö")["phenomenon_id"]
    assert one(hall.seen()["phenomena"], phenomenon)["icon"] == ICONS_OF_PHENOMENA[0]
    hall.do(hall.lead, "edit_phenomenon", phenomenon_id=phenomenon, icon="leaf")
    assert one(hall.seen()["phenomena"], phenomenon)["icon"] == "leaf"


@pytest.mark.parametrize("wrong", [{"colour": "pink"}, {"icon": "SCHOOL"}, {"colour": ""}, {"icon": None}])
def test_only_the_keys_are_taken(hall: Hall, wrong):
    before = hall.seen()["themes"]
    with pytest.raises(Invalid) as refused:
        hall.do(hall.lead, "edit_theme", theme_id=hall.theme, **wrong)
    assert set(refused.value.errors) == set(wrong)
    assert hall.seen()["themes"] == before
