"""The bench itself: each row runs, finds nothing lost, and gives figures; how fast it is, only a full run can say."""

import asyncio
import json
import math
from concurrent.futures import ThreadPoolExecutor

import pytest
import uvloop

from tests.bench import __main__ as bench
from tests.bench import table
from tests.bench.baselines import BARE, STOCK
from tests.bench.measured import Measured, Target
from tests.bench.measures import costing, fanning
from tests.bench.processes import allow_many_files, cores
from tests.bench.rows import ROWS
from tests.bench.settings import QUICK, Run
from tests.bench.wire import Wire

# On PostgreSQL the rows are the same code; these few show that it goes there too, and a full run measures them all.
ON_POSTGRES = {"fan-out", "storm", "joining", "restart"}
# The same code as `rush` at another pace, or as `storm-ways`; and what the nodes behind the proxy do on PostgreSQL too.
AT_LENGTH = {("sqlite", "calm"), ("sqlite", "calm-ways"), ("sqlite", "rush-ways"), ("postgres", "restart")}


def marks_of(kind: str, name: str) -> list[pytest.MarkDecorator]:
    """What a row on a database is marked with."""
    return [pytest.mark.at_length] if (kind, name) in AT_LENGTH else []


ON = [
    pytest.param(kind, row, id=f"{kind}-{row.name}", marks=marks_of(kind, row.name))
    for kind in ("sqlite", "postgres")
    for row in ROWS
    if kind == "sqlite" or row.name in ON_POSTGRES
]
# What must be nothing on any machine, however slow.
NOTHING = {
    "refused",
    "lost",
    "doubled",
    "screens that end wrong",
    "not let in",
    "screens that show nothing",
    "screens that did not hear",
    "not listening",
    "not told that it stops",
    "screens without their parts",
}


@pytest.fixture
def run(shared_server, tmp_path) -> Run:
    """A run with small numbers on a server that the rows share."""
    allow_many_files()
    server, load = cores(shared=True)
    return Run(QUICK, tmp_path, shared_server, server_cpus=frozenset(server), load_cpus=frozenset(load))


@pytest.mark.parametrize(("database_kind", "row"), ON, indirect=["database_kind"], scope="module")
def test_each_row_runs_and_gives_figures(row, run):
    # Playwright keeps a loop running in a worker's own thread, beside which no other may run there.
    with ThreadPoolExecutor(1) as beside_playwright:
        measured = beside_playwright.submit(lambda: uvloop.run(row.measure(run))).result()
    figures = measured.figures
    assert {name: value for name, value in figures.items() if not math.isfinite(value)} == {}
    # What a listener costs is a difference, which may come out below nothing where there are few.
    assert {name: value for name, value in figures.items() if value < 0 and not name.endswith("(µs)")} == {}
    assert {name: value for name, value in figures.items() if name in NOTHING and value} == {}
    # A worker that has nothing to do may use less in a short while than the system counts.
    assert any(figures.values()) or row.name == "idle"
    for beside in measured.baselines.values():
        assert all(math.isfinite(value) for value in beside.values())
    entry = table.entry(row, measured, run)
    assert json.loads(json.dumps(entry)) == entry
    assert set(entry["missed"]).isdisjoint(NOTHING)


def test_rows_run_on_nodes_behind_the_proxy(tmp_path):
    allow_many_files()
    server, load = cores(shared=True)
    cores_of = {"server_cpus": frozenset(server), "load_cpus": frozenset(load)}
    run = Run(QUICK, tmp_path, database="postgres", nodes=2, **cores_of)
    [cost, restart] = table.named(["cost", "restart"])
    with ThreadPoolExecutor(1) as beside_playwright:
        figures = beside_playwright.submit(lambda: uvloop.run(cost.measure(run))).result().figures
        assert {f"{part} (ms)" for part in ("web", "database", "proxy")} < set(figures)
        assert figures[costing.REFUSED] == 0
        figures = beside_playwright.submit(lambda: uvloop.run(restart.measure(run))).result().figures
        assert figures["not listening"] == 0


@pytest.mark.parametrize("closes_after", [b"HTTP/1.1 200 OK\r\n", b""], ids=["in the answer", "before the answer"])
def test_a_request_is_sent_again_where_a_kept_connection_is_closed_before_the_answer(closes_after):
    asked = []

    async def answer(reader, writer):
        number = len(asked)
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        if number == 0:
            asked.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(closes_after)
        await writer.drain()
        writer.close()

    async def run():
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            wire = Wire(server.sockets[0].getsockname()[1])
            await wire.ask("GET", "/first")
            await wire.ask("GET", "/again")

    with ThreadPoolExecutor(1) as beside_playwright:
        done = beside_playwright.submit(lambda: uvloop.run(run()))
        if closes_after:
            with pytest.raises(ConnectionError):
                done.result()
        else:
            done.result()
    assert len(asked) == (2 if closes_after else 3)


def test_a_target_is_kept_or_missed_by_its_figure_alone():
    measured = Measured({"p95 (ms)": 250.0, "lost": math.inf}, {"stock": {"p95 (ms)": 1000.0}})
    assert measured.ratios() == {"stock": {"p95 (ms)": 0.25}}
    run = Run(QUICK, table.ROOT)
    assert Target("p95 (ms)", 250).reached(measured, run)
    assert not Target("p95 (ms)", 249).reached(measured, run)
    assert Target("p95 (ms)", 0.25, of="stock").reached(measured, run)
    assert not Target("p95 (ms)", 251, at_least=True).reached(measured, run)
    assert not Target("lost", 0).reached(measured, run)


def test_what_must_be_reached_may_differ_by_database():
    [durable] = table.named(["durable"])
    measured = Measured({"ballots a second": 1600, "server CPU a ballot (ms)": 0.5, "refused": 0})
    assert table.entry(durable, measured, Run(QUICK, table.ROOT, database="postgres"))["missed"] == []
    assert table.entry(durable, measured, Run(QUICK, table.ROOT))["missed"] == [
        "ballots a second",
        "server CPU a ballot (ms)",
    ]


def test_the_figures_of_runs_stand_between_the_marks_of_the_document():
    run = {**table.about(Run(QUICK, table.ROOT)), "rows": [table.failed(ROWS[0], ValueError("no"))]}
    nodes = {**run, "database": "postgres", "nodes": 2}
    written = table.into(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n", table.markdown(run, nodes, run))
    assert written.startswith(f"before\n{table.BEGIN}\n")
    assert written.endswith(f"{table.END}\nafter\n")
    assert written.count("| `fan-out` |") == 2
    assert "old" not in written


def test_the_document_shows_of_a_row_what_it_must_reach_and_says_the_rest_in_its_json():
    figures = {fanning.COST: 10.0, "updates a second": 9.0}
    on_four = Run(QUICK, table.ROOT, database="postgres", nodes=4)
    beside = {STOCK: {fanning.COST: 40.0}, BARE: {fanning.COST: 8.0}}
    fan_out = table.entry(ROWS[0], Measured(figures, beside), on_four)
    lost = {target.figure: 0 for target in ROWS[1].targets}
    storm = table.entry(ROWS[1], Measured({**lost, "acknowledged p95 (ms)": 20.5, "lost": 1}), on_four)
    run = {**table.about(on_four), "rows": [fan_out, storm]}
    written = table.markdown(run)
    assert "postgres on 4 nodes (by HAProxy)" in written
    assert "| `fan-out` | 0.25 times stock Flask-SocketIO, 1.25 times bare WebSocket |" in written
    assert "acknowledged p95 (ms) 20.5, acknowledged p99 (ms) 0, lost 1, 0 refused, doubled, screens that" in written


def test_the_document_names_every_row():
    document = bench.DOCUMENT.read_text()
    assert [row.name for row in ROWS if f"`{row.name}`" not in document] == []
