"""The rows of the bench: what each is called, what measures it, and what it has to reach."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.bench.baselines import BARE, STOCK
from tests.bench.measured import Measured, Target
from tests.bench.measures import (
    catching_up,
    costing,
    counting,
    durable,
    fanning,
    finding,
    holding,
    idling,
    joining,
    phases,
    refreshing,
    restarting,
    storm,
    taking_out,
    thrift,
    together,
    ways,
)
from tests.bench.settings import Run


@dataclass(frozen=True)
class Row:
    """One line of the table; `goal` says the targets in words. Of a `whole` one the document shows all figures."""

    name: str
    what: str
    goal: str
    targets: tuple[Target, ...]
    measure: Callable[[Run], Awaitable[Measured]]
    whole: bool = False


AS_DOTS = "not slower than with dots by more than a fifth, nothing lost or doubled"


def _by_database(sqlite: float, postgres: float) -> Callable[[Run], float]:
    return lambda run: sqlite if run.database == "sqlite" else postgres


def _storm_p95(run: Run) -> float:
    """On PostgreSQL the storm is for nodes that share two cores with the load; from the third on they wait for them."""
    return 100 if run.database == "postgres" and run.nodes <= 2 else 300


def _as_dots(*figures: str) -> tuple[Target, ...]:
    slow = (Target(ways.times(way, figure), 1.2) for way in ways.WAYS for figure in figures)
    return (*slow, *(Target(name, 0) for name in ways.NONE))


ROWS = [
    Row(
        "fan-out",
        "server CPU for an update to one listener",
        "a quarter of stock Flask-SocketIO, 1.3 times a bare WebSocket",
        (Target(fanning.COST, 0.25, of=STOCK), Target(fanning.COST, 1.3, of=BARE)),
        fanning.measure,
    ),
    Row(
        "storm",
        "everyone in one round casts ballots for half a minute",
        "p95 under 300 ms (PostgreSQL on one or two nodes 100), p99 under 600, 0 lost, 0 doubled, every screen right",
        (
            Target("acknowledged p95 (ms)", _storm_p95),
            Target("acknowledged p99 (ms)", 600),
            *(Target(name, 0) for name in ("refused", "lost", "doubled", "screens that end wrong")),
        ),
        storm.measure,
    ),
    Row(
        "calm",
        "a room votes once within 20 s, everyone sees everything",
        "1.5 s of server CPU",
        (Target("server CPU (s)", 1.5), Target("screens that end wrong", 0)),
        together.measure_calm,
    ),
    Row(
        "rush",
        "the same within 2 s: from the vote to every screen",
        "p99 under 130 ms",
        (Target("vote to every screen p99 (ms)", 130), Target("screens that end wrong", 0)),
        together.measure_rush,
    ),
    Row(
        "durable",
        "durable ballots a second, the whole way over HTTP",
        "on one core 2,000 at 0.45 ms of processor (PostgreSQL 1,500 at 0.6, the database's too)",
        (
            Target(durable.RATE, _by_database(2000, 1500), at_least=True),
            Target(durable.COST, _by_database(0.45, 0.6)),
            Target("refused", 0),
        ),
        durable.measure,
    ),
    Row(
        "cost",
        "processor time of a ballot and of an update to a listener: web, database and proxy",
        "0.45 ms a ballot (PostgreSQL 0.6, the database's too)",
        (Target(costing.BALLOT, _by_database(0.45, 0.6)), Target(costing.REFUSED, 0)),
        costing.measure,
        whole=True,
    ),
    Row(
        "joining",
        "many join within 20 s, many of them behind one address",
        "all in, first snapshot p95 under 0.5 s (PostgreSQL 2)",
        (Target("not let in", 0), Target("first snapshot p95 (ms)", _by_database(500, 2000))),
        joining.measure,
    ),
    Row(
        "bytes",
        "bytes to one participant in a minute of voting, when there are twenty times as many voters",
        "grow by less than a fifth",
        (Target("growth (times)", 1.2),),
        thrift.measure,
    ),
    Row(
        "reads",
        "database reads that revealing results causes",
        "at most 10",
        (Target("reads caused", 10), Target("screens that show nothing", 0)),
        phases.measure_reads,
    ),
    Row(
        "memory",
        "memory of the process that serves, with everyone listening",
        "under 250 MB",
        (Target("memory at most (MB)", 250), Target("not listening", 0)),
        holding.measure,
    ),
    Row(
        "phases",
        "opening, closing and revealing, until the screens have it",
        "p95 under 300 ms",
        (Target("to a screen p95 (ms)", 300), Target("screens that did not hear", 0)),
        phases.measure_steps,
    ),
    Row(
        "desk",
        "a desk and a wall with 200 goals, from an event to their parts",
        "p95 under 150 ms",
        (Target("parts shown p95 (ms)", 150), Target("screens without their parts", 0)),
        refreshing.measure,
    ),
    Row(
        "storm-led",
        "the storm, with ten desks and five walls open",
        "as the storm",
        (
            Target("acknowledged p95 (ms)", 300),
            Target("acknowledged p99 (ms)", 600),
            *(Target(name, 0) for name in ("refused", "lost", "doubled", "screens that end wrong")),
            Target("screens without their parts", 0),
        ),
        refreshing.measure_storm,
    ),
    Row(
        "storm-ways",
        "the storm with score and rank, in turns with dots",
        AS_DOTS,
        _as_dots(*ways.OF_STORM),
        ways.measure_storm,
    ),
    Row("calm-ways", "the calm, likewise", AS_DOTS, _as_dots(*ways.OF_CALM), ways.measure_calm),
    Row("rush-ways", "the rush, likewise", AS_DOTS, _as_dots(*ways.OF_RUSH), ways.measure_rush),
    Row(
        "finding",
        "one person types titles and looks for words among 500 goals",
        "suggestions within 50 ms, words within 100 ms",
        (Target(finding.AGAIN["similar"], 50), Target(finding.AGAIN["search"], 100)),
        finding.measure,
        whole=True,
    ),
    Row(
        "storm-typing",
        "the storm, while twenty people type titles among 500 goals",
        "as the storm",
        (
            Target("acknowledged p95 (ms)", 300),
            Target("acknowledged p99 (ms)", 600),
            *(Target(name, 0) for name in ("refused", "lost", "doubled", "screens that end wrong")),
        ),
        finding.measure_storm,
    ),
    Row(
        "catching-up",
        "what `changes` costs whoever missed 50 events, among 500 goals, 5,000 comments and 100,000 events",
        "under 20 ms and 100 KB",
        (Target("answered p95 (ms)", 20), Target("bytes", 100_000)),
        catching_up.measure,
    ),
    Row(
        "counting",
        "500 more vote within 10 s where 100,000 have voted and figures are live, then the close",
        "figures at most 2 s old, no ballot waits 100 ms, closed within 5 s; named and confidential",
        tuple(
            Target(f"{secrecy}: {what}", most)
            for secrecy in counting.MODES
            for what, most in (
                ("acknowledged at most (ms)", 100),
                ("figures at most so old (s)", 2),
                ("closed in (s)", 5),
            )
        ),
        counting.measure,
    ),
    Row(
        "taking-out",
        "files of 500 goals, 1,500 measures, 5,000 comments and two counted rounds, while another consultation votes",
        "the results' page again within 1 s, XLSX within 30 s, under 700 MB, voting at most 1.1 times as slow",
        (
            Target(taking_out.PAGE, 1),
            Target("results.xlsx (s)", 30),
            Target(taking_out.MEMORY, 700),
            Target(taking_out.SLOWED, 1.1),
        ),
        taking_out.measure,
        whole=True,
    ),
    Row(
        "restart",
        "killed and started under load, until everyone sees what is so",
        "within 15 s",
        (Target("all converged in (s)", 15), Target("not listening", 0)),
        restarting.measure_restart,
    ),
    Row(
        "stop",
        "asked to end under load (SIGTERM), and started again",
        "gone within 5 s, everyone told before, all converged within 15 s",
        (
            Target(restarting.GONE, 5),
            Target(restarting.UNTOLD, 0),
            Target("all converged in (s)", 15),
            Target("not listening", 0),
        ),
        restarting.measure_stop,
    ),
    Row(
        "idle",
        "a worker that has nothing to do for a minute",
        "under 0.5 % of a core",
        (Target(idling.SHARE, 0.5),),
        idling.measure,
    ),
]
