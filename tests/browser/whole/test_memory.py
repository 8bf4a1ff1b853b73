"""What a page has heard and drawn does not stay in its memory; `bin/lighthouse hour` looks at a whole hour."""

from playwright.sync_api import expect

from tests.browser.steps import opened
from tests.speed.hour import kept, reword

SPARE_MB = 0.25


def test_a_room_that_has_heard_three_times_as_much_keeps_no_more(room, person):
    goals = [int(goal) for goal in room.goals(6)]
    opened(room, "comment")
    aino = person("phone").join(room)
    updates = reword(room.lead, room.slug, goals)

    def apply(until: int):
        last = next(number for number in updates if number == until)
        expect(aino.page.locator("#themes")).to_contain_text(f"{last - 1:06}")
        return kept(aino.page)

    early, late = apply(150), apply(450)
    assert late.heap < early.heap + SPARE_MB, f"{early} became {late}"
    assert (late.nodes, late.listeners) <= (early.nodes + 20, early.listeners), f"{early} became {late}"
