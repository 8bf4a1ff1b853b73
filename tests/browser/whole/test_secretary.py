"""A secretary takes the shortlist to a document for comment by clicking: in how many clicks, and what each step shows.

Each step is photographed; `--basetemp FOLDER -o tmp_path_retention_policy=all` keeps the pictures.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.look import sideways, small_targets
from tests.faults.room import Room

# Fifteen minutes are for writing: what the app asks for besides must be next to nothing.
MOST_CLICKS = 14
THEMES = {
    "Kuntatalous ja kunnan itsehallinto": "Kommunal ekonomi och självstyrelse",
    "Toimintaympäristö, infra ja asuminen": "Verksamhetsmiljö, infrastruktur och boende",
}
GOALS = ("Valtionosuudet tunnustavat pitkät etäisyydet", "Hankerahoitus kolmeksi vuodeksi", "Valokuitu joka kotiin")
BEGINNING = {
    "fi": "Painopisteet valmisteltiin **avoimesti** kahdessa työpajassa.",
    "sv": "Tyngdpunkterna bereddes **öppet** i två workshoppar.",
}
END = {"fi": "Toteutumista seurataan vuosittain.", "sv": "Genomförandet följs upp årligen."}


class Secretary:
    """Clicks and types as a person does; `clicks` counts, and each step is looked at."""

    def __init__(self, page: Page, folder: Path):
        self.page, self.folder, self.clicks, self.steps = page, folder, 0, 0

    def click(self, place: Locator) -> None:
        place.scroll_into_view_if_needed()
        place.click()
        self.clicks += 1

    def press(self, words: str, within: str = "main") -> None:
        self.click(self.page.locator(within).get_by_role("button", name=words, exact=True))

    def look(self, name: str) -> None:
        self.page.wait_for_timeout(300)
        self.steps += 1
        self.page.screenshot(path=self.folder / f"{self.steps}-{name}.png", full_page=True, caret="initial")
        assert sideways(self.page) + small_targets(self.page) == [], name

    def add(self, place: str, texts: dict[str, str]) -> None:
        """Write a paragraph at the end of a section, in both languages."""
        section = f"#{place}"
        self.click(self.page.locator(f"{section} .document-add > summary"))
        for lang, text in texts.items():
            self.page.locator(f"{section} .document-add textarea[name='text.{lang}']").fill(text)
        self.press("Lisää", f"{section} .document-add")
        expect(self.page.locator(section)).to_contain_text(texts["fi"].replace("**", ""))


@pytest.fixture
def shortlist(room: Room) -> None:
    """Two themes, and goals that go on."""
    room.do("edit_consultation", title={"fi": "Painopisteet 2027–2030", "sv": "Tyngdpunkter 2027–2030"})
    room.do(
        "edit_theme", theme_id=room.theme_id, title=dict(zip(("fi", "sv"), next(iter(THEMES.items())), strict=True))
    )
    *_, last = THEMES.items()
    themes = [room.theme_id, room.do("create_theme", title=dict(zip(("fi", "sv"), last, strict=True)))["theme_id"]]
    made = [
        room.do("propose_goal", theme_id=themes[n // 2], title=title, lang="fi")["goal_id"]
        for n, title in enumerate(GOALS)
    ]
    room.do("propose_measure", goal_id=made[0], text="Selvitys kustannuksista", responsible="Kuntaliitto", lang="fi")
    room.do("propose_goal", theme_id=themes[0], title="Jäi pois listalta", lang="fi")
    room.do("mark_goals", goal_ids=made, mark="shortlist")


@pytest.mark.parametrize("device", ["laptop", "phone"])
def test_from_the_shortlist_to_a_draft_for_comment(room, shortlist, person, device, tmp_path):
    lead = person(device, "fi").sign_in()
    secretary = Secretary(lead.go(f"/c/{room.slug}"), tmp_path)
    page = secretary.page
    secretary.click(page.locator(".trail").get_by_role("link", name="Asiakirja"))
    expect(page.locator("h1")).to_have_text("Asiakirja")
    secretary.look("begin")
    secretary.press("Aloita asiakirja")
    for title in GOALS:
        expect(page.locator(".document-goal", has_text=title)).to_be_visible()
    if device == "laptop":
        expect(page.get_by_role("button", name="Lähetä kommentoitavaksi")).to_be_in_viewport(ratio=1)
    secretary.look("draft")
    secretary.add("introduction", BEGINNING)
    secretary.add("follow_up", END)
    secretary.click(page.locator("#introduction .document-edit > summary").first)
    field = page.locator("#introduction .document-edit textarea[name='text.fi']")
    field.fill(BEGINNING["fi"].replace("kahdessa", "kolmessa"))
    secretary.look("editing")
    secretary.press("Tallenna", "#introduction .document-edit")
    expect(page.locator("#introduction .document-said")).to_contain_text("kolmessa työpajassa")
    secretary.click(page.locator("#others > summary"))
    secretary.press("Ota mukaan", "#others")
    expect(page.locator(".document-goal", has_text="Jäi pois listalta")).to_be_visible()
    secretary.look("with one more")
    secretary.press("Lähetä kommentoitavaksi")
    expect(page.locator(".document-way [aria-current]")).to_have_text("Kommentoitavana")
    secretary.look("for comment")
    assert secretary.clicks <= MOST_CLICKS
    member = person("phone", "sv").join(room, path=f"/c/{room.slug}/document")
    expect(member.page.locator("#follow_up")).to_contain_text("följs upp")
    secretary = Secretary(member.page, tmp_path)
    secretary.steps = 5
    secretary.look("as a member reads it")
