"""The frame of a wall alone, as the script of its page asks for it."""

import re

import pytest

from tests.pages.wall import Hall


@pytest.fixture
def hall(shared_server):
    hall = Hall(shared_server)
    hall.unlock()
    yield hall
    hall.close()


def held(hall, kind: str, title: str, **more) -> int:
    """Open a round of the hall's workshop."""
    made = hall.lead.done(hall.slug, "create_round", workshop_id=hall.workshop_id, kind=kind, title=title, **more)[
        "round_id"
    ]
    hall.lead.done(hall.slug, "open_round", round_id=made)
    return made


def walls(text: str) -> list[tuple[str, str]]:
    """Name the walls of an answer: their language and what they are about."""
    return re.findall(r'<div class="wall" lang="(\w+)".*? data-about="([^"]*)"', text)


def test_each_language_of_a_wall_is_given_alone_and_no_other(hall):
    number = held(hall, "pause", "Kahvitauko")
    about = f"join/{number}"
    assert walls(hall.look(f"{hall.path}?lang=fi+sv").text) == [("fi", about), ("sv", about)]
    assert walls(hall.look(f"{hall.path}?lang=fi+sv&part=sv").text) == [("sv", about)]
    assert walls(hall.look(f"{hall.path}?lang=fi+sv&part=sv&part=fi&part=sv").text) == [("fi", about), ("sv", about)]
    whole = hall.look(f"{hall.path}?lang=fi&part=sv").text
    assert walls(whole) == [("fi", about)] and "<html" in whole


def test_a_frame_has_no_rows_and_is_not_sent_again_as_it_was(hall):
    held(hall, "propose", "Mikä on tärkeää?")
    hall.lead.done(hall.slug, "propose_goal", theme_id=hall.theme_id, title="Valokuitu")
    assert "Valokuitu" in hall.look(f"{hall.path}?lang=fi").text
    first = hall.look(f"{hall.path}?lang=fi&part=fi")
    assert "Mikä on tärkeää?" in first.text and "Valokuitu" not in first.text and "<html" not in first.text
    again = {"If-None-Match": first.headers["ETag"]}
    assert hall.look(f"{hall.path}?lang=fi&part=fi", headers=again).status_code == 304
    hall.lead.done(hall.slug, "edit_workshop", workshop_id=hall.workshop_id, title={"fi": "Toinen nimi"})
    assert "Toinen nimi" in hall.look(f"{hall.path}?lang=fi&part=fi", headers=again).text
