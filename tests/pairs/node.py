"""The browser's side of the pairs, run by Node on the modules as they stand."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT
from workshop import policy
from workshop.web.render import scripts

SCRIPT = ROOT / "tests" / "js" / "pairs.mjs"


def copy_modules(folder: Path) -> Path:
    """Copy the browser's modules to where every Node takes them for modules."""
    shutil.copytree(ROOT / "workshop" / "static" / "js", folder, dirs_exist_ok=True)
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def ask_node(modules: Path, cases: list[tuple[str, dict]], lang: str = "", rules: dict | None = None) -> list[Any]:
    """Return what the browser's side answers to each (pair, given); in words where a language is spoken."""
    asked = {
        "lang": lang or "fi",
        "words": scripts.words() if lang else {},
        "rules": policy.rules_for_pages() if rules is None else rules,
        "methods": scripts.methods(),
        "cases": cases,
    }
    node = ["node", SCRIPT, modules]
    done = subprocess.run(node, input=json.dumps(asked), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
