"""Votes of a few people: tests of other promises than that of small numbers look at their figures all the same."""

from tests.nodes.client import Client
from tests.nodes.server import Server


def show_of_few(server: Server) -> None:
    """Let the votes of the example, which are planned still, show their figures however few vote."""
    with Client(server.url, server.example["facilitator"]["token"]) as lead:
        for each in server.example["rounds"]:
            if each["kind"] == "vote":
                lead.done(server.example["consultation"], "edit_round", round_id=each["id"], totals="always")


def of_few(kind: str, more: dict) -> dict:
    """Return the arguments of a round; figures of a vote are shown however few vote, unless `more` says otherwise."""
    return {"totals": "always", **more} if kind == "vote" else more
