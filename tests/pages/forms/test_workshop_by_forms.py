"""A whole workshop by plain forms in a real browser with scripts off, from the code to the spreadsheet."""

import io
import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.nodes.chromium import HALL
from tests.nodes.few import show_of_few
from tests.pages.conftest import LAPTOP, PHONE

SAVED = re.compile(r"^Saved \d\d:\d\d:\d\d$")
FIBRE = "Fibre to every home"
SCHOOL = "Skolan finns kvar nära barnen"


# By its own name a hall's network has plain http, where browsers do not say what kind of page a form is from.
@pytest.mark.parametrize("host", ["127.0.0.1", HALL])
def test_a_whole_workshop_is_led_by_plain_forms(server, open_browser, host):
    origin = f"http://{host}:{server.port}"
    show_of_few(server)
    desk, aino, bengt = open_browser("en", LAPTOP), open_browser("en", PHONE), open_browser("en", PHONE)
    code = server.example["workshop"]["code"]
    desk.goto(server.example["facilitator"]["sign_in"].replace(server.url, origin))
    desk.get_by_role("main").get_by_role("button").click()
    desk.goto(f"{origin}/w/{code}/lead")
    desk.locator(".menu > summary").click()
    desk.get_by_role("button", name="English").click()
    step(desk, "Open the round")
    join(aino, origin, code, "Aino", "Advisory Board for Small Municipalities")
    join(bengt, origin, code, "Bengt", "Rural INFRA network")

    aino.get_by_role("radio", name="Operating environment, infrastructure and housing").check()
    aino.get_by_label("Goal", exact=True).fill(FIBRE)
    for chip in ("Why?", "Phenomenon", "Measure"):
        aino.locator("#propose_goal summary").get_by_text(chip, exact=True).click()
    aino.get_by_label("Why?").fill("Remote work needs it.")
    aino.get_by_role("checkbox", name="Digitalisation").check()
    aino.get_by_label("Measure 1").fill("Support for broadband in all municipalities")
    aino.get_by_label("By whom?").first.fill("The ministry")
    aino.get_by_role("button", name="Send the proposal").click()
    expect(aino.locator(".saved")).to_have_text(SAVED)
    card = aino.get_by_role("article", name=FIBRE)
    expect(card).to_contain_text("Yours")
    expect(card).to_contain_text("Support for broadband in all municipalities The ministry")
    card.get_by_role("link", name="Edit").click()
    form = aino.locator("form[id^=edit_goal-]")
    form.get_by_label("Why?").fill("Remote work and remote services need it.")
    form.get_by_role("button", name="Save").click()
    expect(aino.get_by_text("remote services").first).to_be_visible()
    aino.goto(f"{origin}/w/{code}")

    bengt.get_by_role("radio", name="Education, culture, sports and leisure").check()
    bengt.get_by_label("Goal", exact=True).fill(SCHOOL)
    bengt.get_by_label("Language of the text").select_option("Swedish")
    bengt.get_by_role("button", name="Send the proposal").click()
    expect(bengt.get_by_role("article", name=SCHOOL).get_by_text(SCHOOL).first).to_have_attribute("lang", "sv")
    expect(bengt.get_by_role("article", name=FIBRE)).to_contain_text("Advisory Board for Small Municipalities")
    expect(bengt.get_by_role("article", name=FIBRE)).not_to_contain_text("Aino")

    step(desk, "Close the round", sure=True)
    step(desk, "Open the round")
    bengt.reload()
    bengt.get_by_role("article", name=FIBRE).get_by_role("link", name="Comment on this").click()
    expect(bengt.get_by_role("heading", level=1)).to_have_text(FIBRE)
    comment(bengt, "For", "Also to the summer cottages.", "Send the comment")
    aino.goto(bengt.url.split("#")[0])
    aino.get_by_role("link", name="Reply").click()
    reply = aino.locator("form[id^=reply-]")
    reply.get_by_label("Question").check()
    reply.get_by_label("Your comment").fill("Who pays?")
    reply.get_by_role("button", name="Send the reply").click()
    expect(aino.locator(".comment-replies").first).to_contain_text("Who pays?")

    step(desk, "Close the round", sure=True)
    step(desk, "Open the round")
    for person in (aino, bengt):
        person.goto(f"{origin}/w/{code}")
        expect(person.get_by_text("A confidential vote")).to_be_visible()
    vote(aino, {FIBRE: "4", SCHOOL: "2"})
    expect(aino.get_by_role("alert")).to_contain_text("You have given too many dots: you have 5.")
    expect(dots(aino, FIBRE)).to_have_value("4")
    expect(dots(aino, SCHOOL)).to_have_value("2")
    vote(aino, {FIBRE: "3", SCHOOL: "2"})
    expect(aino.locator(".saved")).to_have_text(SAVED)
    expect(aino.get_by_text("Your vote is saved. You can still change it.")).to_be_visible()
    vote(aino, {FIBRE: "4", SCHOOL: "1"}, "Change my vote")
    expect(dots(aino, FIBRE)).to_have_value("4")
    vote(bengt, {SCHOOL: "2"})

    step(desk, "Close the round", sure=True)
    bengt.goto(f"{origin}/c/focus-areas-2019/results")
    expect(bengt.get_by_text("No results have been shown yet.")).to_be_visible()
    step(desk, "Show the results", sure=True)
    bengt.reload()
    expect(bengt.get_by_text("2 people voted.")).to_be_visible()
    figures = bengt.get_by_role("table").first
    expect(figures.get_by_role("row", name=FIBRE)).to_contain_text(re.compile(r"4\s*1"))
    expect(figures.get_by_role("row", name=SCHOOL)).to_contain_text(re.compile(r"3\s*2"))

    desk.get_by_text("Download the results").first.click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Excel file").first.click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {FIBRE, SCHOOL, "Also to the summer cottages.", "Who pays?"} <= cells


def join(page: Page, origin: str, code: str, name: str, body: str) -> None:
    """Come in by the code, and stand in the room."""
    page.goto(origin)
    page.get_by_role("textbox", name="The code of your workshop").fill(code)
    page.get_by_role("button", name="Join").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label(body, exact=True).check()
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(f"{origin}/w/{code}")


def step(desk: Page, words: str, *, sure: bool = False) -> None:
    """Press the button of the desk's next step; `sure`: it is asked about once more, on a page of its own."""
    desk.locator(".next").get_by_role("button", name=words).click()
    if sure:
        desk.get_by_role("main").get_by_role("button", name=words, exact=True).click()
    expect(desk.locator(".saved")).to_have_text(SAVED)


def comment(page: Page, stance: str, text: str, button: str) -> None:
    """Write a comment on the goal of this page."""
    form = page.locator("form[id^=add_comment-]")
    form.get_by_label(stance, exact=True).check()
    form.get_by_label("Your comment").fill(text)
    form.get_by_role("button", name=button).click()
    expect(page.locator(".saved")).to_have_text(SAVED)
    expect(page.get_by_role("paragraph").and_(page.get_by_text(text, exact=True))).to_be_visible()


def dots(page: Page, goal: str):
    """Find the field for a goal's dots."""
    return page.get_by_role("textbox", name=goal)


def vote(page: Page, choices: dict[str, str], button: str = "Cast my vote") -> None:
    """Share out dots and send the ballot."""
    for goal, number in choices.items():
        dots(page, goal).fill(number)
    page.get_by_role("button", name=button).click()
