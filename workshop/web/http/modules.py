"""A page's modules as one script: 40 files would cost a phone on a weak network as much again as their contents.

They stay native modules on disk, which Node and tests run unchanged. Each becomes a function of its own, so that they
share no names but those that they export, ordered so that each comes after what it imports; vendored modules stay
imports.
"""

import posixpath
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

FOREIGN = "vendor/"
# The forms of imports and exports that modules may use; tests/pages/test_files.py finds any other.
IMPORT = re.compile(r"""^import (?:\{ (?P<names>[^{}]+) \} from )?"(?P<path>\.{1,2}/[^"]+)";$""", re.MULTILINE)
RENAMED = re.compile(r"(\w+) as (\w+)")
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


@lru_cache(maxsize=64)
def modules_of(folder: Path, name: str) -> list[str]:
    """Return a module and all that it imports, directly and indirectly, each once and after its own imports."""
    found: dict[str, None] = {}

    def visit(path):
        for each in _imported(folder, path):
            if each not in found:
                visit(each)
        found[path] = None

    visit(name)
    return list(found)


def together(folder: Path, name: str, base: str) -> str:
    """Return a module with all that it imports as one script; vendored ones are imported from the address `base`.

    What a module exports is a name for all that come after it: an import costs nothing on the wire. Raises ValueError
    where two modules export the same name.
    """
    modules = [each for each in modules_of(folder, name) if not _is_foreign(each)]
    foreign = dict.fromkeys(line for each in modules for line in _foreign(folder, each, base))
    counted = Counter(given for each in modules for given in EXPORT.findall(_text(folder, each)))
    if twice := [given for given, number in counted.items() if number > 1]:
        raise ValueError(f"exported by more than one module of {name}: {', '.join(twice)}")
    # A script that is imported by itself later gives what its module gives.
    gives = [f"export {{ {', '.join(given)} }};"] if (given := EXPORT.findall(_text(folder, name))) else []
    return "\n".join([*foreign, *(_enclosed(folder, each) for each in modules), *gives]) + "\n"


def foreign_of(folder: Path, name: str) -> list[str]:
    """Return the vendored modules of a page's script, to be fetched in parallel."""
    return [each for each in modules_of(folder, name) if _is_foreign(each)]


def _imported(folder, name):
    if _is_foreign(name):
        return []
    return [_path_from(name, found["path"]) for found in IMPORT.finditer(_text(folder, name))]


def _path_from(name, path):
    return posixpath.normpath(f"{posixpath.dirname(name)}/{path}")


def _foreign(folder, name, base):
    for found in IMPORT.finditer(_text(folder, name)):
        path = _path_from(name, found["path"])
        if _is_foreign(path):
            yield f'import {{ {found["names"]} }} from "{base}/{path}";'


def _enclosed(folder, name):
    def taken(found):
        others = found["names"] if found["names"] and not _is_foreign(_path_from(name, found["path"])) else ""
        return " ".join(f"const {own} = {given};" for given, own in RENAMED.findall(others))

    text = _text(folder, name)
    given = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(taken, text))
    if not given:
        return f"(() => {{\n{body}}})();"
    return f"const {{ {given} }} = (() => {{\n{body}return {{ {given} }};\n}})();"


def _is_foreign(name):
    return name.startswith(FOREIGN)


def _text(folder, name):
    return (folder / name).read_text(encoding="utf-8")
