"""The pictures in README.md and docs/: what each shows, and the camera that keeps them small."""

import base64
from dataclasses import dataclass
from pathlib import Path

from tests.pictures.camera import Camera
from tests.pictures.pages import NONE

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
# A name that readers do not take for the address of their own machine.
URL = "http://workshop.example.org"
QUALITY = 82


@dataclass(frozen=True)
class Shown:
    """A page on a device, scrolled to what the picture is about."""

    page: str
    device: str
    lang: str
    state: str = NONE
    amount: str = "few"
    at: str = "body"

    @property
    def row(self) -> dict[str, str]:
        """The same as a row of the pictures' factors."""
        amount = NONE if self.state == NONE else self.amount
        about = {"page": self.page, "device": self.device, "look": "light", "lang": self.lang}
        return {**about, "amount": amount, "state": self.state}


DOCUMENTS = {
    "join": Shown("join", "phone", "sv"),
    "room-propose": Shown("room", "phone", "fi", "propose"),
    "goal-comment": Shown("goal", "phone", "sv", "comment", at=".goal-talk"),
    "ballot-dots": Shown("room", "phone", "fi", "dots", at=".ballot-budget"),
    "room-results": Shown("room", "phone", "sv", "revealed"),
    "desk-planned": Shown("desk", "laptop", "fi", "planned"),
    "desk-propose": Shown("desk", "laptop", "sv", "propose"),
    "desk-phone": Shown("desk", "phone", "fi", "dots"),
    "wall-join": Shown("wall", "wall", "fi", "planned"),
    "wall-propose": Shown("wall", "wall", "sv", "propose"),
    "wall-results": Shown("wall", "wall", "fi", "revealed"),
    "results": Shown("results", "laptop", "sv", "results"),
}


class Album(Camera):
    """A camera that keeps what is in the window, as a small WebP named after what it shows."""

    def _keep(self, tab, row, picture):
        name, shown = next((name, shown) for name, shown in DOCUMENTS.items() if shown.row == row)
        tab.locator(shown.at).first.evaluate("each => each.scrollIntoView({ block: 'start' })")
        tab.wait_for_timeout(500)
        session = tab.context.new_cdp_session(tab)
        taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
        path = self.folder / f"{name}.webp"
        path.write_bytes(base64.b64decode(taken["data"]))
        return path
