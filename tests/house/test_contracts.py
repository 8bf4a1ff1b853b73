"""The import contracts hold, and each is seen to break when a module does what it forbids."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.house.tree import ROOT

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
# How the linter begins to tell what it thinks of a contract, and of an import that it forbids.
VERDICT = re.compile(rf"^(?:{'|'.join((FLOORS, CORE, ARITHMETIC, NO_DATABASE, WIRE))})$", re.MULTILINE)
FORBIDDEN = re.compile(r"^\S+ is not allowed to import (\S+):$", re.MULTILINE)
UNLISTED = "The following modules are not listed as layers:"


def test_the_contracts_hold_in_the_tree(copy):
    verdict = lint(copy)
    assert verdict.returncode == 0, verdict.stdout


def test_every_contract_has_a_violation_here():
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg")
    names = {config[name]["name"] for name in config.sections() if name.startswith("importlinter:contract:")}
    assert names == {contract for _, _, contract in VIOLATIONS}


@pytest.mark.parametrize("number", range(3))
def test_each_violation_breaks_its_contract(copy, number):
    """Several at once, of which no two import the same, so that none is found by the way of another."""
    tried = [each for each in VIOLATIONS if _batch(each) == number]
    for module, violation, _ in tried:
        write(copy, module, violation)
    verdict = lint(copy)
    assert verdict.returncode == 1, verdict.stdout
    told = _told(verdict.stdout)
    assert [each for each in tried if not _is_told(told, *each)] == [], verdict.stdout


def test_every_violation_is_tried():
    assert Counter(map(_batch, VIOLATIONS)).keys() == {0, 1, 2}


def _batch(violation):
    return [each for each in VIOLATIONS if _imported(each[1]) == _imported(violation[1])].index(violation)


def _imported(line):
    """What a line imports, as the linter names it: modules of others by their package alone."""
    words = line.replace("from workshop import ", "import workshop.").split()
    name = words[1] if words else ""
    return name if name.startswith("workshop.") else name.split(".")[0]


def _told(printed):
    """Split what the linter printed of broken contracts: contract → what is forbidden, and the ways to it."""
    parts = VERDICT.split(printed)[1:]
    return dict(zip(VERDICT.findall(printed), parts, strict=True))


def _is_told(told, module, violation, contract):
    if contract not in told:
        return False
    if not violation:
        return f"- workshop.{module}\n" in told[contract].partition(UNLISTED)[2]
    ways = iter(FORBIDDEN.split(told[contract])[1:])
    edge = f"workshop.{module} -> {_imported(violation)} ("
    return any(imported == _imported(violation) and edge in way for imported, way in zip(ways, ways, strict=True))


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the package with its contracts."""
    shutil.copytree(ROOT / "workshop", tmp_path / "workshop", ignore=shutil.ignore_patterns("static", "__pycache__"))
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def write(copy: Path, module: str, line: str) -> None:
    """Append a line to a module of the copied package, or make the module."""
    package = copy / "workshop" / module / "__init__.py"
    path = package if package.exists() else copy / "workshop" / f"{module}.py"
    with path.open("a") as file:
        file.write(f"\n{line}\n")


def lint(copy: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter on the copy and nothing else."""
    env = {**os.environ, "PYTHONPATH": str(copy), "COLUMNS": "200"}
    command = [LINT_IMPORTS, "--no-cache"]
    return subprocess.run(command, cwd=copy, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
