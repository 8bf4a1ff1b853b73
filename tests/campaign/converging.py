"""Waiting until a client knows what the server has: live, replayed and fresh are the same."""

import time

from tests.campaign.hearing import Hearer
from tests.nodes.client import Client
from tests.pairs.applying import apply_batch
from tests.story.watch import same


def converge(hearer: Hearer, url: str, end: float) -> None:
    """Wait until a client knows what a fresh snapshot shows, and what it missed since its first one leads there too.

    Raises AssertionError with what differs when that is not so at `end`, by the monotonic clock.
    """
    with Client(url, hearer.doors[0].token) as client:
        while True:
            try:
                _agree(hearer, client)
                return
            except AssertionError:
                # Live tallies may move between two questions.
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)


def _agree(hearer, client):
    fresh, first = client.snapshot(hearer.slug), hearer.first
    same(hearer.known, fresh, f"what {hearer.name} knows")
    missed = apply_batch(first, client.changes(hearer.slug, first["revision"], first["epoch"]))
    if missed is not None:
        same(missed, fresh, f"what {hearer.name} would have caught up with")
