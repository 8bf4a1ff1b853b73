"""The ceilings: how much one person, one consultation and one address may have; each a setting with a default.

The defaults exceed any workshop ever held, and a full consultation still opens as fast as docs/performance.md promises.
"""

from dataclasses import dataclass

# Facilitators are warned from this share of a ceiling on.
NEAR = 0.75


@dataclass(frozen=True)
class Ceilings:
    """The largest numbers; `…_each` is for one person (facilitators excepted), the others for one consultation.

    `texts` and `texts_each` are the bytes of goals, measures and comments in a snapshot. `sockets`, `sockets_each` and
    `requests_each` count what is open at a time in one process; `connections` those from one address that is not a
    proxy, `joins` the newcomers from one address in ten minutes, `writes_each` the writes of one account in a minute,
    a facilitator's too. A request must arrive within `request_seconds`, and a ping be answered within `ping_seconds`.
    """

    goals_each: int = 100
    measures_each: int = 300
    comments_each: int = 500
    goals: int = 1000
    measures: int = 3000
    comments: int = 5000
    texts: int = 3_000_000
    texts_each: int = 200_000
    people: int = 10_000
    sockets_each: int = 20
    sockets: int = 5000
    requests_each: int = 100
    writes_each: int = 1200
    connections: int = 4000
    joins: int = 3000
    request_seconds: int = 20
    ping_seconds: int = 20

    def each(self, noun: str) -> int:
        """Return how many contributions of a kind one person may make."""
        return getattr(self, f"{noun}s_each")

    def all(self, noun: str) -> int:
        """Return how many contributions of a kind a consultation may hold."""
        return getattr(self, f"{noun}s")


DEFAULTS = Ceilings()
