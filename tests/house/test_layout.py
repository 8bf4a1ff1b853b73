"""The code keeps to the habits that a machine can check."""

import ast
from collections import Counter

from tests.house.tree import FOREIGN, ROOT, files, places

LONGEST = 300
# It leaves the house alone, so that whoever checks a record reads one file.
ALONE = "workshop/exports/bundle/verify.py"
MOST_FILES = 20
FOLDERS = ("workshop", "tests", "migrations", "docs", "deploy", "bin")
# db/ holds the connections, so that it says when a transaction ends; migrating changes tables, not what is in them, and
# backups are put in place of all that is there. What is counted of requests, and who does which job, is beside
# everything that people do.
GROUND = ("workshop/db/", "workshop/migrating.py", "workshop/backups/", "workshop/limits/", "workshop/jobs/leases.py")
WRITERS = ("workshop/commands/", "workshop/operations/", "workshop/engine/", *GROUND)
WRITING = r"session\.(add|add_all|merge|commit)\(|\.commit\(|\.delete\(|(?<![.\w])(insert|update|delete|upsert)\("


def test_no_file_is_longer_than_three_hundred_lines():
    ours = files(".py", ".js", ".mjs", ".css", ".html", under=("workshop", "tests", "migrations/env.py"))
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in ours}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST and name != ALONE} == {}


def test_no_folder_has_more_than_twenty_files():
    found = [path.relative_to(ROOT) for place in FOLDERS for path in (ROOT / place).rglob("*") if path.is_file()]
    sizes = Counter(str(path.parent) for path in found if not FOREIGN & set(path.parts))
    assert sizes["workshop/commands"] > 10
    assert {name: size for name, size in sizes.items() if size > MOST_FILES} == {}


def test_no_file_keeps_the_marks_of_a_merge():
    ours = files(".py", ".js", ".mjs", ".css", ".html", ".svg", ".md", ".po", ".json", under=FOLDERS)
    assert len(ours) > 1000
    assert places("^(?:<{7}|>{7}) ", ours) == []


def test_only_commands_operations_and_the_engine_write():
    others = [p for p in files(".py") if not str(p.relative_to(ROOT)).startswith(WRITERS)]
    assert others
    assert places(WRITING, others) == []


def test_the_package_itself_imports_nothing():
    tree = ast.parse((ROOT / "workshop/__init__.py").read_text())
    assert [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)] == []


def test_each_python_file_opens_with_a_sentence():
    silent = []
    for path in files(".py", under=("workshop", "tests", "migrations/env.py")):
        sentence = (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n")[0]
        if path.read_text().strip() and not sentence.endswith((".", ":")):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_lock_files_name_no_registry():
    assert places("resolved|://", [ROOT / "tests/package-lock.json"]) == []
