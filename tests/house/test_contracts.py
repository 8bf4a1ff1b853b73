"""The import contracts hold, and each is seen to break when a module does what it forbids."""

import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import grimp
import pytest
from importlinter.api import read_configuration
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.layers import LayersContract
from importlinter.domain.contract import Contract

from tests.house.tree import ROOT

# Who imports whom is read once, for one worker.
pytestmark = pytest.mark.xdist_group("contracts")
KINDS = {"forbidden": ForbiddenContract, "layers": LayersContract}
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"
FLOORS = "Imports go downstairs only"
WEB = "In web/ a page is the last to know"
VIEW = "What pages show has never heard of Flask, and fetches nothing"
IDENTITY = "Who looks on is told from tokens and accounts"
SETTINGS = "The settings are above their parts"
READING = "Codes and texts are read apart"
SHAPES = "Messages are made of answers"
SERVING = "The web server's worker knows nothing of who starts it"
CORE = "The core has never heard of Flask"
ARITHMETIC = "Arithmetic touches nothing"
NO_DATABASE = "States, events and exports fetch nothing"
WIRE = "Only what tells the journal speaks on the wire"

VIOLATIONS = [
    ("errors", "import workshop.db", FLOORS),
    ("models", "import workshop.policy", FLOORS),
    ("policy", "import workshop.commands", FLOORS),
    ("commands", "import workshop.web", FLOORS),
    ("operations", "import workshop.commands", FLOORS),
    ("engine", "import workshop.operations", FLOORS),
    ("admission", "import workshop.engine", FLOORS),
    ("queries", "import workshop.commands", FLOORS),
    ("web", "import workshop.sockets", FLOORS),
    ("errors", "import workshop.config", FLOORS),
    ("helpers", "", FLOORS),
    ("config/hosts", "import workshop.reading", FLOORS),
    ("web/http", "import workshop.web.pages", WEB),
    ("web/http/forms", "import workshop.web.view.acts", WEB),
    ("web/session/languages", "import workshop.web.http.site", WEB),
    ("web/view/acts", "import workshop.web.render.scripts", WEB),
    ("web/render/filling", "import workshop.web.pages.room", WEB),
    ("web/pages/room", "import workshop.web.api.routes", WEB),
    ("web/api/routes", "import workshop.web.entry", WEB),
    ("web/app_context", "import workshop.web.http.headers", WEB),
    ("web/helpers", "", WEB),
    ("web/view/acts", "from flask import g", VIEW),
    ("web/view/apart", "from markupsafe import Markup", VIEW),
    ("web/view/sample", "import workshop.queries.snapshot", VIEW),
    ("web/view/scenes", "from workshop.db import Database", VIEW),
    ("identity/accounts", "import workshop.identity.tokens", IDENTITY),
    ("identity/walls", "import workshop.identity.viewer", IDENTITY),
    ("identity/helpers", "", IDENTITY),
    ("config/ceilings", "import workshop.config.values", SETTINGS),
    ("config/helpers", "", SETTINGS),
    ("reading/codes", "import workshop.reading.texts", READING),
    ("wire/answers", "import workshop.wire.messages", SHAPES),
    ("serving/connections", "import workshop.serving.processes", SERVING),
    ("commands", "from flask import request", CORE),
    ("queries", "import flask_login", CORE),
    ("language", "import flask_babel", CORE),
    ("events", "import werkzeug", CORE),
    ("engine", "import flask", CORE),
    ("operations", "import flask_mailman", CORE),
    ("db", "import flask", CORE),
    ("tally", "import workshop.models", ARITHMETIC),
    ("tally", "import sqlalchemy", ARITHMETIC),
    ("fields", "from psycopg import Connection", ARITHMETIC),
    ("states", "import sqlalchemy", NO_DATABASE),
    ("events", "from workshop import db", NO_DATABASE),
    ("exports", "from sqlalchemy.orm import Session", NO_DATABASE),
    ("web", "import flask_socketio", WIRE),
    ("worker", "import socketio", WIRE),
    ("commands", "import engineio", WIRE),
]


def test_the_contracts_hold_in_the_tree():
    verdict = subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert verdict.returncode == 0, verdict.stdout


def test_every_contract_has_a_violation_here(contracts):
    assert contracts.keys() == {contract for _, _, contract in VIOLATIONS}


@pytest.mark.parametrize(("module", "violation", "contract"), VIOLATIONS)
def test_a_violation_breaks_its_contract(contracts, imports, module, violation, contract):
    """In the linter's graph of the tree, with one module or one import more."""
    graph = deepcopy(imports)
    importer = f"workshop.{module.replace('/', '.')}"
    if importer not in graph.modules:
        graph.add_module(importer)
    if violation:
        imported = _imported(violation)
        if imported not in graph.modules:
            graph.add_module(imported, is_squashed=not imported.startswith("workshop."))
        graph.add_import(importer=importer, imported=imported, line_number=1, line_contents=violation)
    assert not contracts[contract].check(graph, verbose=False).kept


def _imported(line):
    """What a line imports, as the linter names it: modules of others by their package alone."""
    module, _, name = line.removeprefix("from ").removeprefix("import ").partition(" import ")
    if not module.startswith("workshop"):
        return module.split(".")[0]
    return module if module != "workshop" else f"workshop.{name}"


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Which module imports which, as the linter reads them."""
    return grimp.build_graph("workshop", include_external_packages=True, cache_dir=None)


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    """The contracts of the tree by their names."""
    configuration = read_configuration(str(ROOT / "setup.cfg"))
    return {
        options["name"]: KINDS[options["type"]](options["name"], configuration["session_options"], options)
        for options in configuration["contracts_options"]
    }
