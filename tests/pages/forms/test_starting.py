"""A consultation is set up in steps: lists are pasted, one a line, with the other languages beside them."""

from uuid import uuid4

import pytest

from tests.entry.visitor import Visitor, new_link

EMAIL = "facilitator@example.org"
THEMES = {"fi": "Talous\n\nAsuminen\nPalvelut", "sv": "Ekonomi\n\nBoende"}


@pytest.fixture
def lead(shared_in_process) -> Visitor:
    """A facilitator without scripts, who has just made a consultation."""
    lead = Visitor(shared_in_process, "fi")
    lead.submit(lead.get(new_link(shared_in_process, EMAIL)), "link")
    return lead


@pytest.fixture
def start(lead) -> str:
    """The address at which the facilitator's new consultation is set up."""
    made = lead.submit(lead.get("/"), "make", title=f"Uusi {uuid4()}", pattern="")
    assert made.status_code == 303
    assert made.headers["Location"].endswith("/start")
    return made.headers["Location"]


def themes(lead, start) -> list[dict]:
    """The titles of the themes, as they are stored."""
    snapshot = lead.get(f"/api/v1/consultations/{start.split('/')[2]}/snapshot").json()
    return [theme["title"] for theme in snapshot["themes"]]


def pasted(lead, start, step="themes", **lines):
    """Send a step's list."""
    typed = {f"lines.{lang}": own for lang, own in lines.items()}
    return lead.submit(lead.get(f"{start}/{step}"), f"lines-{step}", **typed)


def test_after_making_a_consultation_one_is_led_from_step_to_step(lead, start):
    page = lead.get(start).text
    assert page.index("Mikä on kuulemisen nimi?") < page.index("Seuraavaksi: Teemat")
    saved = lead.submit(lead.get(start), "edit_consultation", **{"title.sv": "Samråd"})
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{start}/themes")
    for step, following in (("themes", "bodies"), ("bodies", "workshop"), ("workshop", "ready")):
        assert f'href="{start}/{following}">Seuraavaksi:' in lead.get(f"{start}/{step}").text
    assert lead.get(f"{start}/elsewhere").status_code == 404


def test_themes_are_pasted_one_a_line_with_the_other_language_beside(lead, start):
    assert pasted(lead, start, **THEMES).status_code == 303
    expected = [{"fi": "Talous", "sv": "Ekonomi"}, {"fi": "Asuminen", "sv": "Boende"}, {"fi": "Palvelut"}]
    assert themes(lead, start) == expected
    page = lead.get(f"{start}/themes").text
    assert [page.count(f"<span>{title}") for title in ("Talous", "Asuminen", "Palvelut")] == [1, 1, 1]
    assert pasted(lead, start, "bodies", fi="Verkosto\r\nHallitus").status_code == 303
    assert "Hallitus" in lead.get(f"{start}/bodies").text


def test_the_same_list_sent_twice_makes_nothing_twice(lead, start):
    page = lead.get(f"{start}/themes")
    for _ in range(2):
        assert lead.submit(page, "lines-themes", **{"lines.fi": "Talous\nAsuminen"}).status_code == 303
    assert themes(lead, start) == [{"fi": "Talous"}, {"fi": "Asuminen"}]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "Täytä tämä kohta."),
        ("Talous\n" + "x" * 400, "400"),
        ("\n".join(map(str, range(41))), "enintään 40"),
    ],
)
def test_a_list_that_does_not_fit_is_shown_again_and_makes_nothing(lead, start, lines, said):
    refused = pasted(lead, start, fi=lines)
    assert refused.status_code == 422
    assert said in refused.text
    assert lines.strip().split("\n")[0] in refused.text
    assert themes(lead, start) == []


def test_the_workshop_comes_with_its_agenda_and_then_what_people_see(lead, start):
    made = lead.submit(lead.get(f"{start}/workshop"), "create_workshop", pattern="", **{"title.fi": "Työpaja salissa"})
    assert made.status_code == 303
    page = lead.get(f"{start}/workshop")
    assert "Työpaja salissa" in page.text
    assert lead.submit(page, "create_round", kind="propose", **{"title.fi": "Mikä on tärkeää?"}).status_code == 303
    ready = lead.get(f"{start}/ready").text
    assert "Mikä on tärkeää?" in ready
    assert "/wall" in ready and "/lead" in ready
