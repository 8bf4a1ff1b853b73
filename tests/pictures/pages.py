"""The pages that are photographed: where each is, who looks at it, on what, and in which states it can be."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page as Tab

from tests.pictures.stage import STATES, Stage

DEVICES = {
    "phone": (360, 740),
    "phone-390": (390, 844),
    "tablet": (820, 1180),
    "laptop": (1280, 800),
    "laptop-1440": (1440, 900),
    "wall": (1920, 1080),
    "wall-4k": (3840, 2160),
}
# What a hall looks at is photographed on all of them, the rest on the first of their kind.
NARROW = ("phone", "laptop")
EACH = ("phone", "phone-390", "tablet", "laptop", "laptop-1440")
WALLS = ("wall", "wall-4k")
LOOKS = ("light", "dark", "contrast")
LANGS = ("fi", "sv")
AMOUNTS = ("empty", "three", "few", "sixty", "many")
NONE = "-"
NOBODY, MEMBER, LEAD = "nobody", "member", "lead"


def nothing(tab: Tab) -> None:
    """Leave a page as it opens."""


@dataclass(frozen=True)
class Picture:
    """One page. `states` empty: it looks the same whatever goes on; `act` is done to it before it is photographed."""

    path: Callable[[Stage], str]
    who: str = MEMBER
    devices: tuple[str, ...] = NARROW
    states: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    act: Callable[[Tab], None] = nothing
    status: int = 200
    paper: bool = False
    # As it stands in the window, and not the page as a whole.
    window: bool = False


def send(selector: str) -> Callable[[Tab], None]:
    """Send a form as it stands."""

    def act(tab):
        tab.locator(f"{selector} button:not([type=button])").last.click()
        tab.wait_for_load_state()

    return act


def unfold(tab: Tab) -> None:
    """Open the first folds of a page."""
    for fold in tab.locator("main :is(.fold, .document-fold) > summary").all()[:3]:
        fold.click()


def as_a_table(tab: Tab) -> None:
    """Unfold how a table joins, and send it as it stands."""
    unfold(tab)
    send("#join_table")(tab)


def door(path: str, **more) -> Picture:
    """Make a page that is the same in every consultation."""
    return Picture(lambda stage: path, **{"who": NOBODY, **more})


GOAL = {"states": ("propose", "comment", "dots"), "amounts": ("few", "many")}

PICTURES = {
    "welcome": door("/", devices=EACH),
    "code-wrong": door("/join?code=1111+1111", status=404),
    "join": Picture(lambda stage: f"/join/{stage.code}", who=NOBODY, devices=EACH),
    "join-table": Picture(lambda stage: f"/join/{stage.code}", who=NOBODY, act=as_a_table),
    "join-refused": Picture(lambda stage: f"/join/{stage.code}", who=NOBODY, act=send("#join")),
    "sign-in": door("/sign-in"),
    "sign-in-sent": door("/sign-in/sent"),
    "link-gone": door("/sign-in/no-such-link", status=404),
    "lobby": Picture(lambda stage: "/"),
    "lobby-lead": Picture(lambda stage: "/", who=LEAD),
    "account": Picture(lambda stage: "/me"),
    "account-lead": Picture(lambda stage: "/me", who=LEAD),
    "privacy": door("/privacy"),
    "accessibility": door("/accessibility"),
    "guide": door("/guide"),
    "guide-paper": door("/guide", devices=("laptop",), paper=True),
    "offline": door("/offline"),
    "not-found": Picture(lambda stage: "/c/no-such", status=404),
    "forbidden": Picture(lambda stage: f"/c/{stage.slug}/settings", status=403),
    "settings": Picture(lambda stage: f"/c/{stage.slug}/settings", who=LEAD),
    "narrowing": Picture(lambda stage: stage.narrowing(), who=LEAD, states=("revealed",)),
    "document": Picture(lambda stage: stage.document(), who=LEAD, amounts=("few", "many"), act=unfold),
    "adopted": Picture(lambda stage: stage.adopted(), who=NOBODY, amounts=("few", "many")),
    "commented": Picture(lambda stage: stage.commented(), amounts=("few", "many"), act=unfold),
    "deciding": Picture(lambda stage: stage.commented(), who=LEAD, amounts=("few", "many")),
    "choosing": Picture(lambda stage: stage.voting("ballot"), who=LEAD, states=("propose",), amounts=("few", "many")),
    "wordings": Picture(lambda stage: f"/c/{stage.slug}/wordings", who=LEAD, amounts=("few", "many")),
    "wordings-swedish": Picture(lambda stage: f"/c/{stage.slug}/wordings/sv?of=everything", who=LEAD),
    "wording": Picture(lambda stage: stage.worded(), who=LEAD),
    "moderation": Picture(lambda stage: stage.moderated(), who=LEAD),
    "hidden": Picture(lambda stage: stage.hidden()),
    "audit": Picture(lambda stage: f"/c/{stage.slug}/audit", who=LEAD),
    "files": Picture(lambda stage: f"/c/{stage.slug}/exports", who=LEAD, act=send("#ask-for-file")),
    "sealed": Picture(lambda stage: stage.sealed(), who=LEAD, states=("planned", "revealed")),
    "audit-all": Picture(lambda stage: "/audit", who=LEAD),
    "card-at-the-door": Picture(lambda stage: f"/join/{stage.card}", who=NOBODY),
    "cards": Picture(lambda stage: f"/w/{stage.code}/cards", who=LEAD),
    "people": Picture(lambda stage: f"/w/{stage.code}/lead/people", who=LEAD),
    "begin": Picture(lambda stage: f"/c/{stage.slug}/start", who=LEAD),
    "start": Picture(lambda stage: f"/c/{stage.slug}/start/themes", who=LEAD),
    "settings-open": Picture(lambda stage: f"/c/{stage.slug}/settings", who=LEAD, act=unfold),
    "consultation": Picture(lambda stage: f"/c/{stage.slug}", devices=EACH, states=STATES, amounts=AMOUNTS),
    "goal": Picture(lambda stage: f"/c/{stage.slug}/goals/{stage.goal_ids[4]}", devices=EACH, **GOAL),
    "goal-replied": Picture(lambda stage: stage.replied(), who=LEAD),
    "theme": Picture(lambda stage: stage.described("themes")),
    "phenomenon": Picture(lambda stage: stage.described("phenomena"), who=LEAD),
    "similar": Picture(lambda stage: f"/w/{stage.code}/lead/similar", who=LEAD, amounts=("few", "many")),
    "channels": Picture(lambda stage: stage.voting("channels"), who=LEAD, states=("dots", "approve", "closed")),
    "sheets": Picture(lambda stage: stage.voting("sheets"), who=LEAD, states=("dots",), devices=("laptop",)),
    "merge": Picture(lambda stage: stage.merging(), who=LEAD),
    "split": Picture(lambda stage: stage.splitting(), who=LEAD),
    "family": Picture(lambda stage: stage.family(), who=LEAD, states=("comment", "revealed"), amounts=("few", "many")),
    "room": Picture(lambda stage: f"/w/{stage.code}", devices=EACH, states=STATES, amounts=AMOUNTS),
    "order": Picture(lambda stage: f"/w/{stage.code}/order", who=LEAD, amounts=("few",)),
    "desk": Picture(lambda stage: f"/w/{stage.code}/lead", who=LEAD, devices=EACH, states=STATES, amounts=AMOUNTS),
    "wall": Picture(lambda stage: f"/w/{stage.code}/wall", who=LEAD, devices=WALLS, states=STATES, amounts=AMOUNTS),
    "results": Picture(
        lambda stage: f"/c/{stage.slug}/results",
        devices=EACH,
        states=("planned", "opinion", "closed", "revealed", "results"),
        amounts=AMOUNTS,
    ),
    "understanding": Picture(
        lambda stage: f"/c/{stage.slug}/results/understanding", states=("revealed",), amounts=AMOUNTS, act=unfold
    ),
    "results-paper": Picture(
        lambda stage: f"/c/{stage.slug}/results",
        devices=("laptop",),
        states=("results",),
        amounts=("few",),
        paper=True,
    ),
    "styleguide": door("/styleguide"),
}


def possible(row: dict[str, str]) -> bool:
    """Whether a page can look like this."""
    picture = PICTURES[row["page"]]
    if row["state"] not in (picture.states or (NONE,)) or row["amount"] not in (picture.amounts or (NONE,)):
        return False
    return row["device"] in picture.devices and not (picture.paper and row["look"] != "light")


FACTORS = {
    "page": tuple(PICTURES),
    "device": tuple(DEVICES),
    "look": LOOKS,
    "lang": LANGS,
    "amount": (*AMOUNTS, NONE),
    "state": (*STATES, NONE),
}
