"""A page's modules as one script: 40 files would cost a phone on a weak network as much again as their contents.

They stay native modules on disk, which Node and tests run unchanged. Each becomes a function of its own, so that they
share no names but those that they export, ordered so that each comes after what it imports; vendored modules stay
imports. All of them stand in one function, so that every name in it can be shortened (`squeezing.py`). What a page
imports only when it is wanted is a script of its own, which takes the rest from the page's.
"""

import posixpath
import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

FOREIGN = "vendor/"
# The forms of imports and exports that modules may use; tests/pages/test_files.py finds any other.
IMPORT = re.compile(r"""^import (?:\{ (?P<names>[^{}]+) \} from )?"(?P<path>\.{1,2}/[^"]+)";$""", re.MULTILINE)
LATER = re.compile(r"""const \{ (?P<names>[^{}]+) \} = await import\("(?P<path>\.{1,2}/[^"]+)"\)""")
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
    modules = _own(folder, name)
    foreign = dict.fromkeys(line for each in modules for line in _foreign(folder, each, base))
    wanted = {each for path in modules for each in _wanted(folder, path)}
    taken = {given for each in wanted for given in _taken(folder, name, each)}
    return _script(foreign, _bodies(folder, modules, name, base), sorted(taken))


def later(folder: Path, page: str, name: str, base: str) -> str:
    """Return a module that a page imports when it is wanted, with all that it imports and the page's script has not."""
    held = _own(folder, page)
    modules = [each for each in _own(folder, name) if each not in held]
    start = f'import {{ {", ".join(sorted({*_taken(folder, page, name)}))} }} from "{base}/whole/{page}";'
    return _script([start], _bodies(folder, modules, page, base, held), EXPORT.findall(_text(folder, name)))


def foreign_of(folder: Path, name: str) -> list[str]:
    """Return the vendored modules of a page's script, to be fetched in parallel."""
    return [each for each in modules_of(folder, name) if _is_foreign(each)]


def _script(imports, bodies, gives):
    export = f"export {{ {', '.join(gives)} }};\n" if gives else ""
    return "\n".join([*imports, _function("\n".join(bodies) + "\n", gives), export])


def _function(body, gives):
    # What it gives is told by place, and not by name: names in an object could not be shortened.
    if not gives:
        return f"(() => {{\n{body}}})();"
    given = ", ".join(gives)
    return f"const [{given}] = (() => {{\n{body}return [{given}];\n}})();"


def _own(folder, name):
    return [each for each in modules_of(folder, name) if not _is_foreign(each)]


def _bodies(folder, modules, page, base, held=()):
    counted = Counter(given for each in (*held, *modules) for given in EXPORT.findall(_text(folder, each)))
    if twice := [given for given, number in counted.items() if number > 1]:
        raise ValueError(f"exported by more than one module of {page}: {', '.join(twice)}")
    return [_enclosed(folder, each, f"{base}/later/{page}") for each in modules]


def _wanted(folder, name):
    return [_path_from(name, found["path"]) for found in LATER.finditer(_text(folder, name))]


def _taken(folder, page, name):
    """Return the names that a module, imported when it is wanted, takes from the page's script with all it imports."""
    held = _own(folder, page)
    for each in _own(folder, name):
        for found in IMPORT.finditer(_text(folder, each) if each not in held else ""):
            if _path_from(each, found["path"]) in held:
                yield from (given.split(" as ")[0] for given in (found["names"] or "").split(", "))


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


def _enclosed(folder, name, later_base):
    def taken(found):
        others = found["names"] if found["names"] and not _is_foreign(_path_from(name, found["path"])) else ""
        return " ".join(f"const {own} = {given};" for given, own in RENAMED.findall(others))

    def wanted(found):
        path = _path_from(name, found["path"])
        return f'const {{ {found["names"]} }} = await import("{later_base}/{path}")'

    text = _text(folder, name)
    return _function(LATER.sub(wanted, EXPORT.sub("", IMPORT.sub(taken, text))), EXPORT.findall(text))


def _is_foreign(name):
    return name.startswith(FOREIGN)


def _text(folder, name):
    return (folder / name).read_text(encoding="utf-8")
