"""Nothing is kept that nobody uses: functions, classes and macros that are named nowhere else."""

import re
from pathlib import Path

from vulture import Vulture

from tests.house.tree import ROOT, files

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
    "_xml_rich_inline_string": "XlsxWriter",
    "create_app": "Gunicorn",
    "get_id": "Flask-Login",
    "incr": "limits",
    "load_dialect_impl": "SQLAlchemy",
    "process_bind_param": "SQLAlchemy",
    "process_result_value": "SQLAlchemy",
    "rollback": "SQLAlchemy",
    "settings_customise_sources": "pydantic-settings",
}
KINDS = {"class", "function", "method", "property"}


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
    assert [name for name in macros if not re.search(rf"(?<!macro )\b{name}\(", texts)] == []


def test_every_class_of_the_sheets_is_given_to_something():
    sheets = "".join(path.read_text() for path in files(".css"))
    classes = set(
        re.findall(r"\.([a-z][\w-]*)", re.sub(r'/\*.*?\*/|"[^"]*"|url\([^)]*\)', "", sheets, flags=re.DOTALL))
    )
    assert len(classes) > 200
    named = set(re.findall(r"[\w-]+", "".join(path.read_text() for path in files(".html", ".js", ".py"))))
    # These are put together where they are given, of the word before the last dash and a value.
    composed = ("for-", "part-", "size-", "swatch-")
    assert [each for each in sorted(classes - named) if not each.startswith(composed)] == []
