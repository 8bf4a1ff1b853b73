"""What every test may ask for: a database of each kind, and the app as a real process on it."""

import contextlib
import gc
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.nodes.chromium import chromium_of
from tests.nodes.described import fail_of_undescribed
from tests.nodes.http import let_connections_go
from tests.nodes.in_process import InProcess
from tests.nodes.places import keep_in_memory
from tests.nodes.postgres import Postgres, running
from tests.nodes.server import Server, with_tables
from tests.tiers import is_at_length, is_fast, turn
from workshop.db import Database
from workshop.migrating import migrate
from workshop.operations.installing import install

# A shared machine has slow moments, which say nothing about the code. What is drawn is drawn alike each time, so that a
# change is held to what was held before it; `--hypothesis-profile=anew` looks for what nobody has seen.
hypothesis.settings.register_profile("anew", deadline=None, print_blob=True)
hypothesis.settings.register_profile("workshop", hypothesis.settings.get_profile("anew"), derandomize=True)
hypothesis.settings.load_profile("workshop")
keep_in_memory()
SHARED = {"shared_server", "shared_in_process"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--fast` choose the daily round, and `--all` the long one (tests/tiers.py)."""
    parser.addoption("--fast", action="store_true", help="leave out browsers, campaigns and the second database")
    parser.addoption("--all", action="store_true", help="try at length what is tried shortly otherwise")


@pytest.fixture(autouse=True)
def connections() -> Iterator[None]:
    """Let the clients' idle connections go, so that no test is blamed for a socket that another forgot."""
    yield
    let_connections_go()


@pytest.fixture(autouse=True)
def everything_is_described() -> Iterator[None]:
    """Let a test fail in which something was told that the server's documents do not describe."""
    yield
    fail_of_undescribed()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What drives browsers: a second one in the same process would refuse to start."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser program for all tests of this worker."""
    with chromium_of(playwright) as browser:
        yield browser


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database_kind(request) -> str:
    """Each database in turn: a test that asks for it, directly or through a server, runs once on each."""
    return request.param


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL cluster for all tests of this worker."""
    with running() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated(postgres, tmp_path_factory) -> str:
    """The name of a PostgreSQL database with the tables in it, to be copied."""
    return with_tables(postgres, tmp_path_factory.mktemp("migrated") / "data")


@pytest.fixture(scope="session")
def tables_file(tmp_path_factory) -> Path:
    """An embedded database with the tables in it, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "workshop.sqlite"
    migrate(f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    database.write(install)
    database.dispose()
    return path


@pytest.fixture
def tables_url(database_kind, request, tmp_path) -> Iterator[str]:
    """The address of a database of this test's own with the tables in it, of each kind, for tests without the app."""
    with _database(database_kind, request) as url:
        yield url or f"sqlite:///{shutil.copy(request.getfixturevalue('tables_file'), tmp_path)}"


@pytest.fixture
def database_url(database_kind, request) -> Iterator[str | None]:
    """The address of this test's own database, with the tables in it; None where the app makes its file."""
    with _database(database_kind, request) as url:
        yield url


@pytest.fixture
def empty_database_url(database_kind, request, tmp_path) -> Iterator[str]:
    """The address of a database of this test's own with nothing in it, of each kind."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    postgres = request.getfixturevalue("postgres")
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def start_server(database_url, tmp_path) -> Iterator[Callable[..., Server]]:
    """Start a server on this test's database with other settings: `start_server(WORKSHOP_PROXIES="1")`."""
    servers = []

    def start(*, example: bool = True, host: str = "127.0.0.1", **env: str) -> Server:
        servers.append(server := Server(tmp_path / "data", database_url, host=host, env=env))
        return _serving(server, example)

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(start_server) -> Server:
    """A server of this test's own with the example in it."""
    return start_server()


@pytest.fixture(scope="module")
def shared_server(database_kind, request, tmp_path_factory) -> Iterator[Server]:
    """A server with the example in it that a module's tests share; each must stay out of the others' way."""
    with _database(database_kind, request) as url:
        server = Server(tmp_path_factory.mktemp("shared") / "data", url)
        try:
            yield _serving(server)
        finally:
            server.stop()


@pytest.fixture
def start_in_process(database_url, tmp_path) -> Iterator[Callable[..., InProcess]]:
    """Make the app in this process, with other settings: `start_in_process(WORKSHOP_FOUNDERS="administrators")`.

    For tests that only ask for HTTP answers; it stands for a server wherever no process is needed.
    """
    made = []

    def start(*, example: bool = True, **env: str) -> InProcess:
        made.append(app := InProcess(tmp_path / "data", database_url, env=env))
        return _serving(app, example)

    yield start
    for app in made:
        app.stop()


@pytest.fixture
def in_process(start_in_process) -> InProcess:
    """An app in this process of this test's own, with the example in it."""
    return start_in_process()


@pytest.fixture(scope="module")
def shared_in_process(database_kind, request, tmp_path_factory) -> Iterator[InProcess]:
    """An app in this process with the example in it that a module's tests share; each stays out of the others' way."""
    with _database(database_kind, request) as url:
        # One facilitator gives more than a thousand commands within a minute, which no person does.
        app = InProcess(tmp_path_factory.mktemp("shared") / "data", url, env={"WORKSHOP_MOST_WRITES_EACH": "60000"})
        try:
            yield _serving(app)
        finally:
            app.stop()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Keep the tests of one shared server, or of one shared app, in one worker, and begin with what takes longest."""
    fast, everything = config.getoption("--fast"), config.getoption("--all")
    left_out = {each for each in items if (is_at_length(each) and not everything) or (fast and not is_fast(each))}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [each for each in items if each not in left_out]
    for item in items:
        if SHARED.intersection(getattr(item, "fixturenames", ())):
            kind = item.callspec.params.get("database_kind")
            item.add_marker(pytest.mark.xdist_group(f"{item.path.relative_to(Path(__file__).parent)}-{kind}"))
    yield
    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """Let the collector of garbage look no more at what is there by now, which stays."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Show the server's last words beside a failure."""
    report = yield
    if report.failed:
        for name, value in getattr(item, "funcargs", {}).items():
            if isinstance(value, Server):
                report.sections.append((f"the log of {name}", value.log_tail()))
    return report


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how long the tests of each folder took, all workers together, in seconds."""
    took, number = Counter(), Counter()
    for report in (each for reports in terminalreporter.stats.values() for each in reports):
        if isinstance(report, pytest.TestReport):
            folder = report.nodeid.split("/")[1]
            took[folder] += report.duration
            number[folder] += report.when == "call"
    if took:
        terminalreporter.section("time of each folder")
        for folder, seconds in took.most_common():
            terminalreporter.line(f"{seconds:7.0f} s {number[folder]:5} tests  tests/{folder}")


@contextlib.contextmanager
def _database(kind: str, request) -> Iterator[str | None]:
    if kind == "sqlite":
        yield None
        return
    postgres = request.getfixturevalue("postgres")
    name = postgres.create(request.getfixturevalue("migrated"))
    yield postgres.url(name)
    postgres.drop(name)


def _serving(server: Server, example: bool = True) -> Server:
    if example:
        server.make_example()
    return server.start()
