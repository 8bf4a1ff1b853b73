"""Ballots for an auditor, for the pictures: one file that was confirmed, and one that waits for the reader."""

from typing import TYPE_CHECKING

from tests.nodes.client import Client

if TYPE_CHECKING:
    from tests.pictures.stage import Stage

# Of nobody: whoever made it has thrown its other part away.
RECIPIENT = "age1y8wzrhtk9qugdp8r3l7zq6j5209ulnk5clz00m2q37hx0rkrfdssw5dghq"


def seal(stage: "Stage") -> str:
    """Let a second facilitator ask for the ballots of the first vote twice, once; return the address of the page."""
    seen = stage.lead.snapshot(stage.slug)
    vote = next(each for each in seen["rounds"] if each["kind"] == "vote")
    if vote["state"] == "revealed" and not seen["sealed_files"]:
        other = Client(stage.server.url)
        assert other.join(stage.code, "Liisa Laine").ok
        stage.do("change_participant", participant_id=other.participant["id"], role="facilitator")
        asked = {"round_ids": [vote["id"]], "recipient": RECIPIENT}
        reasons = ("Hallitus pyysi tarkastuksen.", "Tilintarkastajan avain oli edellisessä pyynnössä väärä.")
        made = [other.done(stage.slug, "ask_for_sealed_file", **asked, reason=reason) for reason in reasons]
        stage.do("confirm_sealed_file", **made[0])
    return f"/c/{stage.slug}/sealed"
