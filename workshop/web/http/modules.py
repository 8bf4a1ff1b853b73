"""A page's modules as one script: 40 files would cost a phone on a weak network as much again as their contents.

They stay native modules on disk, which Node and tests run unchanged. Each becomes a function of its own, so that they
share no names, ordered so that each comes after what it imports; vendored modules stay imports. What a page imports
only when it is wanted (`await import("…")`) is a script of its own, which takes what the page has from the page's.
"""

import posixpath
import re
from functools import lru_cache
from pathlib import Path

FOREIGN = "vendor/"
# The forms of imports and exports that modules may use; tests/pages/test_files.py finds any other.
IMPORT = re.compile(r"""^import (?:\{ (?P<names>[^{}]+) \} from )?"(?P<path>\.{1,2}/[^"]+)";$""", re.MULTILINE)
LATER = re.compile(r"""const \{ (?P<names>[^{}]+) \} = await import\("(?P<path>\.{1,2}/[^"]+)"\)""")
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
    """Return a module with all that it imports as one script; vendored ones are imported from the address `base`."""
    modules = modules_of(folder, name)
    names = _names(modules)
    parts = [*_foreign_lines(folder, modules, base), *_bodies(folder, modules, names, f"{base}/later/{name}")]
    if any(LATER.search(_text(folder, each)) for each in modules if not _is_foreign(each)):
        parts.append(f"export {{ {', '.join(names[each] for each in modules if _gives(folder, each))} }};")
    return "\n".join(parts) + "\n"


def later(folder: Path, page: str, name: str, base: str) -> str:
    """Return a module that a page imports when it is wanted, with all that the page's own script has not."""
    held = modules_of(folder, page)
    own = [each for each in modules_of(folder, name) if each not in held]
    names = _names([*held, *own])
    bodies = "\n".join(_bodies(folder, own, names, f"{base}/later/{page}"))
    taken = ", ".join(names[each] for each in held if f"= {names[each]};" in bodies)
    given = ", ".join(EXPORT.findall(_text(folder, name)))
    start = f'import {{ {taken} }} from "{base}/whole/{page}";'
    return "\n".join([start, bodies, f"export const {{ {given} }} = {names[name]};"]) + "\n"


def _names(modules):
    # Short, since each of them is said many times and bytes count on a phone.
    return {each: f"${number}" for number, each in enumerate(modules)}


def _foreign_lines(folder, modules, base):
    return dict.fromkeys(line for each in modules if not _is_foreign(each) for line in _foreign(folder, each, base))


def _bodies(folder, modules, names, later_base):
    return [_enclosed(folder, each, names, later_base) for each in modules if not _is_foreign(each)]


def _gives(folder, name):
    return not _is_foreign(name) and EXPORT.search(_text(folder, name))


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


def _enclosed(folder, name, names, later_base):
    def taken(found):
        path = _path_from(name, found["path"])
        if _is_foreign(path) or not found["names"]:
            return ""
        return f"const {{ {found['names'].replace(' as ', ': ')} }} = {names[path]};"

    def wanted(found):
        path = _path_from(name, found["path"])
        return f'const {{ {found["names"]} }} = await import("{later_base}/{path}")'

    text = _text(folder, name)
    given = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(taken, text))
    body = LATER.sub(wanted, body)
    if not given:
        return f"(() => {{\n{body}}})();"
    return f"const {names[name]} = (() => {{\n{body}return {{ {given} }};\n}})();"


def _is_foreign(name):
    return name.startswith(FOREIGN)


def _text(folder, name):
    return (folder / name).read_text(encoding="utf-8")
