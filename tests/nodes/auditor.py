"""An auditor with a key of their own, and a vote that may be sealed for them."""

import pyrage

from tests.nodes.client import Client

KEY = pyrage.x25519.Identity.generate()
RECIPIENT = str(KEY.to_public())
VOTERS = 5


def opened(contents: bytes) -> bytes:
    """Decrypt what was sealed for them."""
    return pyrage.decrypt(contents, [KEY])


def auditable(lead: Client, slug: str) -> dict:
    """Hold a confidential vote of as many as figures need, and return the arguments that ask for its ballots."""
    theme = lead.done(slug, "create_theme", title="Tarkastettava")["theme_id"]
    goals = [lead.done(slug, "propose_goal", theme_id=theme, title=f"Tarkastettava {each}")["goal_id"] for each in "ab"]
    about = {"kind": "vote", "title": "Tarkastettava", "theme_ids": [theme], "method": "approve"}
    vote = lead.done(slug, "create_round", **about, results="at_close")["round_id"]
    lead.done(slug, "open_round", round_id=vote)
    code = lead.snapshot(slug)["workshops"][0]["code"]
    for each in range(VOTERS):
        voter = Client(lead.base_url)
        assert voter.join(code, f"Äänestäjä {each}").ok
        voter.done(slug, "cast_ballot", round_id=vote, choices={str(goals[each % 2]): 1})
    lead.done(slug, "close_round", round_id=vote)
    return {"round_ids": [vote], "reason": "Tarkastus", "recipient": RECIPIENT}
