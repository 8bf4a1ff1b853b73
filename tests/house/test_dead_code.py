"""Nothing is kept that nobody uses: functions, classes and macros that are named nowhere else."""

import re
from pathlib import Path

from vulture import Vulture

from tests.house.tree import ROOT, files
from workshop.web.http.modules import EXPORT, IMPORT, LATER

# What registers a function under its name, so that nobody else calls it.
REGISTERED = [
    "@*.after_*",
    "@*.before_*",
    "@*.command",
    "@*.get",
    "@*.on",
    "@*.post",
    "@*.route",
    "@*_validator",
    "@command",
    "@compiles",
    "@gone.*",
    "@pytest.*",
]
# What is called by its name alone, and by whom.
CALLED_BY_NAME = {
    "OneLineLog": "Gunicorn",
    "_get_packager": "XlsxWriter",
    "_ua_stylesheets": "WeasyPrint",
    "_write_core_file": "XlsxWriter",
    "create_app": "Gunicorn",
    "get_id": "Flask-Login",
    "incr": "limits",
    "load_dialect_impl": "SQLAlchemy",
    "make_globals": "Jinja",
    "process_bind_param": "SQLAlchemy",
    "process_result_value": "SQLAlchemy",
    "rollback": "SQLAlchemy",
    "self_group": "SQLAlchemy",
    "settings_customise_sources": "pydantic-settings",
    "should_set_cookie": "Flask",
}
KINDS = {"class", "function", "method", "property"}
SCRIPTS = files(".js", under=("workshop/static/js",))
# What a script names at its outermost level, and a method of a class.
NAMED = re.compile(r"^(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
METHOD = re.compile(r"^  (?:async |static |get |set )*(#?[a-zA-Z]\w+)\([^()]*\) \{$", re.MULTILINE)
NO_METHODS = {"constructor", "for", "if", "switch", "while"}


def test_every_function_and_class_is_used():
    others = [*files(".html", ".txt"), *files(".py", under=("tests", "migrations")), *(ROOT / "bin").iterdir()]
    named = set(re.findall(r"\w+", "".join(path.read_text() for path in others if path != Path(__file__))))
    looking = Vulture(ignore_names=list(CALLED_BY_NAME), ignore_decorators=REGISTERED)
    looking.scavenge([ROOT / "workshop"])
    unused = [one for one in looking.get_unused_code() if one.typ in KINDS and one.name not in named]
    assert [f"{one.filename.relative_to(ROOT)}:{one.first_lineno} {one.name}" for one in unused] == []


def test_every_macro_is_used():
    texts = "".join(path.read_text() for path in files(".html", ".txt"))
    macros = re.findall(r"{%-? macro (\w+)", texts)
    assert len(macros) > 50
    called = r"(?<!macro )\b{0}\(|\bcached_row_templates\(view, \w+\.{0}\)"
    assert [name for name in macros if not re.search(called.format(name), texts)] == []


def test_every_export_of_a_script_is_imported_by_another():
    imported = {
        (path.parent.joinpath(line["path"]).resolve(), name.split(" as ")[0])
        for path in SCRIPTS
        for shape in (IMPORT, LATER)
        for line in shape.finditer(path.read_text())
        for name in (line["names"] or "").split(", ")
    }
    exported = {(path, name) for path in SCRIPTS for name in EXPORT.findall(path.read_text())}
    assert len(exported) > 150
    # One side of a pair may be exported for its test alone.
    pairs = (ROOT / "CONTRIBUTING.md").read_text().split("<!-- pairs -->")[1].split("<!-- /pairs -->")[0]
    unused = {(path, name) for path, name in exported - imported if not re.search(rf"\b{name}\b", pairs)}
    assert {f"{path.name}: {name}" for path, name in unused} == set()


def test_every_name_of_a_script_is_used_in_it_and_every_method_somewhere():
    texts = {path: path.read_text() for path in SCRIPTS}
    unused = set()
    for path, text in texts.items():
        imports = ", ".join(line["names"] or "" for line in IMPORT.finditer(text))
        named = [*NAMED.findall(text), *re.findall(r"(\w+)(?:,|$)", imports)]
        unused |= {f"{path.name}: {name}" for name in named if len(re.findall(rf"(?<![\w$]){name}\b", text)) < 2}
    together = "".join(texts.values())
    methods = set(METHOD.findall(together)) - NO_METHODS
    assert len(methods) > 60
    unused |= {name for name in methods if len(re.findall(rf"(?<![\w#]){name}\b", together)) < 2}
    assert unused == set()


def test_every_class_of_the_sheets_is_given_to_something():
    sheets = "".join(path.read_text() for path in files(".css"))
    classes = set(
        re.findall(r"\.([a-z][\w-]*)", re.sub(r'/\*.*?\*/|"[^"]*"|url\([^)]*\)', "", sheets, flags=re.DOTALL))
    )
    assert len(classes) > 200
    named = set(re.findall(r"[\w-]+", "".join(path.read_text() for path in files(".html", ".js", ".py", ".svg"))))
    # These are put together where they are given, of the word before the last dash and a value.
    composed = ("for-", "part-", "size-", "swatch-")
    assert [each for each in sorted(classes - named) if not each.startswith(composed)] == []
