"""A practice vote on a ballot: observers practise too, and afterwards everybody reads that nothing was counted."""

from playwright.sync_api import expect

from tests.browser.steps import ballot, cast, opened


def test_an_observer_practises_and_reads_afterwards_that_nothing_was_counted(room, person):
    room.goals(3)
    observer = person("phone").join(room, "Olli").page
    number = next(each["id"] for each in room.lead.snapshot(room.slug)["participants"] if each["name"] == "Olli")
    room.do("change_participant", participant_id=number, role="observer")
    round_id = opened(room, "vote", method="approve", secrecy="confidential", practice=True, question="Tea or coffee?")
    observer.reload()
    expect(observer.get_by_text("This is practice")).to_be_visible()
    observer.locator(".ballot-contract summary").click()
    expect(observer.get_by_text("Everybody in the consultation may practise")).to_be_visible()
    expect(observer.get_by_text("Everyone who takes part in the consultation may vote")).to_be_hidden()
    observer.locator("form.ballot").get_by_text("Goal 2", exact=True).first.click()
    cast(observer)
    expect(ballot(observer)).to_have_attribute("data-dock", "sent")
    room.do("close_round", round_id=round_id)
    expect(observer.get_by_text("The practice is over. Nothing of it was counted.").first).to_be_visible()
    assert room.lead.snapshot(room.slug)["tallies"] == {}
