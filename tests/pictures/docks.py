"""The docks of a room's forms in their states, and what is offered to whoever writes, as they stand in the window.

They change what is stored or what the browser keeps, so that they are pictures alone, and no pages of `PICTURES`.
"""

import re

from playwright.sync_api import Page as Tab

from tests.pictures.pages import EACH, LANGS, LOOKS, Picture

PROPOSAL, BALLOT = "#propose_goal", "form.ballot"
DOING = re.compile(r".*/do/.*")
# Nearly what somebody has proposed, and more than a title may hold.
TITLE, TOO_LONG = "Valokuitu jokaiseen kotiin vuonna 2030", "Valokuitu jokaiseen kotiin ja mökkiin " * 9


def written(tab: Tab, title: str = TITLE) -> None:
    """Write a goal and choose its theme."""
    tab.locator("body[data-state=online]").wait_for()
    form = tab.locator(PROPOSAL)
    form.locator("[name=title]").fill(title)
    form.locator("[name=theme_id]").nth(1).evaluate("each => each.click()")


def similar(tab: Tab) -> None:
    """Write until something similar is offered."""
    written(tab)
    tab.locator(".goal-similar").wait_for()
    tab.locator(".goal-similar").evaluate("each => each.scrollIntoView({ block: 'center' })")


def refused(tab: Tab) -> None:
    """Send what is too long."""
    written(tab, TOO_LONG)
    _reach(tab, PROPOSAL, "refused")


def sending(tab: Tab) -> None:
    """Send what is not answered."""
    tab.route(DOING, lambda route: None)
    written(tab)
    _reach(tab, PROPOSAL, "sending")


def waiting(tab: Tab) -> None:
    """Send without a network."""
    written(tab)
    tab.context.set_offline(True)
    _reach(tab, PROPOSAL, "waiting")


def sent(tab: Tab) -> None:
    """Send it."""
    written(tab)
    _reach(tab, PROPOSAL, "sent")


def chosen(tab: Tab) -> None:
    """Give dots, and do not send them."""
    tab.locator("body[data-state=online]").wait_for()
    for row in tab.locator(".ballot-title").all()[:3]:
        row.click()


def voted(tab: Tab) -> None:
    """Give dots and send them; whoever has looked at it on another device has done so."""
    tab.locator("body[data-state=online]").wait_for()
    if not tab.locator(f"{BALLOT} .dock[data-dock=sent]").count():
        chosen(tab)
        _reach(tab, BALLOT, "sent")


def changed(tab: Tab) -> None:
    """Change what was sent."""
    voted(tab)
    tab.locator(".ballot-title").nth(4).click()
    tab.wait_for_timeout(300)


def _reach(tab, form, state):
    tab.locator(f"{form} .dock [data-act=send]").click()
    tab.locator(f"{form} .dock[data-dock={state}]").wait_for()


def _picture(state: str, act) -> Picture:
    return Picture(
        lambda stage: f"/w/{stage.code}", devices=EACH, states=(state,), amounts=("few",), act=act, window=True
    )


DOCKS = {
    "dock-draft": _picture("propose", written),
    "dock-similar": _picture("propose", similar),
    "dock-refused": _picture("propose", refused),
    "dock-sending": _picture("propose", sending),
    "dock-waiting": _picture("propose", waiting),
    "dock-sent": _picture("propose", sent),
    "dock-chosen": _picture("dots", chosen),
    "dock-changed": _picture("dots", changed),
    "dock-voted": _picture("dots", voted),
}
# Each on every device, in one of the looks and languages, which take turns.
ROWS = [
    {
        "page": name,
        "device": device,
        "look": LOOKS[(at + turn) % len(LOOKS)],
        "lang": LANGS[(at + turn) % len(LANGS)],
        "amount": picture.amounts[0],
        "state": picture.states[0],
    }
    for at, (name, picture) in enumerate(DOCKS.items())
    for turn, device in enumerate(picture.devices)
]
