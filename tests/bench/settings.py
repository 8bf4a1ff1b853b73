"""What a run of the bench is about: how large, on which database, on how many nodes, with which cores and fan-out."""

from dataclasses import dataclass
from pathlib import Path

from tests.nodes.server import Server


@dataclass(frozen=True)
class Sizes:
    """How many people, and for how long (s); a quick run is for trying the bench out, and its figures say nothing.

    `pause` lets what went before come to rest; it is longer than the server's tick and its notes of who is present.
    """

    listeners: int = 1000
    ballots: int = 5000
    storm_seconds: float = 30
    room: int = 500
    room_seconds: float = 20
    rush_seconds: float = 2
    joiners: int = 1000
    behind_one_address: int = 300
    join_seconds: float = 20
    few: int = 100
    many: int = 2000
    minute: float = 60
    durable_voters: int = 1000
    durable_seconds: float = 10
    fan_seconds: float = 20
    phases: int = 5
    restart_rate: float = 50
    goals: int = 10
    desk_goals: int = 200
    rewordings: int = 20
    crowd_goals: int = 500
    crowd_comments: int = 5000
    crowd_events: int = 100_000
    crowd_voters: int = 100_000
    turns: int = 2
    counting_voters: int = 500
    counting_seconds: float = 10
    pages: int = 6
    taking_voters: int = 10_000
    beside_voters: int = 200
    beside_seconds: float = 10
    pause: float = 3


QUICK = Sizes(
    listeners=30,
    ballots=60,
    storm_seconds=1.5,
    room=20,
    room_seconds=1.5,
    rush_seconds=0.5,
    joiners=30,
    behind_one_address=10,
    join_seconds=1.5,
    few=5,
    many=30,
    minute=2,
    durable_voters=30,
    durable_seconds=0.5,
    fan_seconds=1.5,
    phases=1,
    restart_rate=20,
    goals=5,
    desk_goals=8,
    rewordings=2,
    crowd_goals=3,
    crowd_comments=9,
    crowd_events=200,
    crowd_voters=50,
    turns=1,
    counting_voters=10,
    counting_seconds=1,
    pages=2,
    taking_voters=50,
    beside_voters=5,
    beside_seconds=1,
    pause=0.5,
)


@dataclass(frozen=True)
class Run:
    """One run: `folder` is where the servers keep what they store, and so which disk is measured.

    With `server` the rows share one that is running, which saves time and spoils the figures. Several nodes need
    PostgreSQL; people come `through` the shipped HAProxy, or are spread over the nodes as `clients`. `method` is how
    people vote.
    """

    sizes: Sizes
    folder: Path
    server: Server | None = None
    database: str = "sqlite"
    fanout: str = "own"
    nodes: int = 1
    through: str = "haproxy"
    method: str = "approve"
    server_cpus: frozenset[int] = frozenset()
    load_cpus: frozenset[int] = frozenset()
