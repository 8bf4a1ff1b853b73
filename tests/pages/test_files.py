"""The files that pages are made of: small, kept for good by anyone, and bare of whatever belongs to one person."""

import re
import subprocess
import sys

import pytest

from tests.entry.visitor import Visitor
from tests.house.tree import ROOT, files
from tests.pages.conftest import signed_in
from workshop.web.http.assets import FOLDER
from workshop.web.http.modules import EXPORT, IMPORT, LATER, later, modules_of, together
from workshop.web.http.squeezing import squeezed_script

SCRIPTS = files(".js", under=("workshop/static/js",))
# What templates ask for: a script for each live page, and the one of all others.
WHOLES = ["js/frame/frame.js", *sorted(f"js/pages/{path.name}" for path in (FOLDER / "js/pages").iterdir())]


@pytest.fixture(scope="module")
def answers(shared_server):
    """The answers to someone who is signed in: a page's sheet and one of its scripts."""
    visitor = signed_in(shared_server)
    page = visitor.get("/me").text
    names = re.findall(r"/static/[0-9a-f]{12}/(?:css/all\.css|whole/js/[\w/]+\.js)", page)
    assert len(set(names)) > 1
    return [visitor.get(name) for name in sorted(set(names))]


def test_no_cookie_is_kept_with_a_file_that_anyone_may_keep(answers):
    for answer in answers:
        assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_comes_with_a_file_is_short(answers):
    for answer in answers:
        assert sum(len(name) + len(value) + 4 for name, value in answer.headers.items()) < 400, answer.headers


def test_a_file_of_another_build_is_not_kept(shared_server):
    assert Visitor(shared_server).get("/static/other/js/language/words.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_module_imports_and_exports_only_in_the_shapes_that_are_put_together(path):
    text = path.read_text()
    assert len(IMPORT.findall(text)) == len(re.findall(r"^import\b", text, re.MULTILINE))
    assert len(EXPORT.findall(text)) == len(re.findall(r"^export\b", text, re.MULTILINE))
    assert len(LATER.findall(text)) == len(re.findall(r"\bimport\(", text))
    assert not re.search(r"\bimport\.meta|^await\b", text, re.MULTILINE)


@pytest.mark.parametrize("name", WHOLES)
def test_each_module_of_a_page_comes_once_and_after_what_it_imports(name):
    found = modules_of(FOLDER, name)
    assert len(found) == len(set(found)) and found[-1] == name
    for place, path in enumerate(found):
        if path.startswith("js/"):
            imported = re.findall(r"""^import .*?"(\..+?)";""", (FOLDER / path).read_text(), re.MULTILINE)
            wanted = {(FOLDER / path).parent.joinpath(each).resolve() for each in imported}
            assert wanted <= {FOLDER / each for each in found[:place]}, f"{path} imports in a circle"


@pytest.mark.parametrize("name", WHOLES)
def test_a_page_s_script_is_whole(name):
    """Node checks it; what is foreign is the only import in it."""
    whole = squeezed_script(together(FOLDER, name, "/static/build"))
    assert all(path.startswith("/static/build/vendor/") for path in re.findall(r'\bfrom ?"([^"]+)"', whole))
    command = ["node", "--input-type=module", "--check"]
    done = subprocess.run(command, input=whole, capture_output=True, text=True, cwd=ROOT, timeout=30)
    assert done.returncode == 0, done.stderr


def test_what_a_page_asks_for_when_it_is_wanted_takes_the_rest_from_the_page_s_script():
    """A module that came twice would have its own state: two outboxes would send everything twice."""
    page = "js/pages/room.js"
    names = {
        found["path"] for each in modules_of(FOLDER, page) for found in LATER.finditer((FOLDER / each).read_text())
    }
    assert len(names) > 1
    held = set(modules_of(FOLDER, page))
    for name in names:
        wanted = str((FOLDER / page).parent.joinpath(name).resolve().relative_to(FOLDER))
        script = squeezed_script(later(FOLDER, page, wanted, "/static/build"))
        needs = re.findall(r'\bfrom ?"([^"]+)"', script)
        assert needs == ([f"/static/build/whole/{page}"] if set(modules_of(FOLDER, wanted)) & held else [])
        own = set(modules_of(FOLDER, wanted)) - held
        bare = later(FOLDER, page, wanted, "/static/build")
        assert wanted in own and bare.count("= (() => {") == len(own) + 1
        command = ["node", "--input-type=module", "--check"]
        done = subprocess.run(command, input=script, capture_output=True, text=True, cwd=ROOT, timeout=30)
        assert done.returncode == 0, done.stderr
        taken = re.match(r"import\{([^}]+)\}", script.replace("import {", "import{"))[1].split(",") if needs else []
        given = re.search(r"export ?\{([^}]+)\};?\s*$", squeezed_script(together(FOLDER, page, "/static/build")))[
            1
        ].split(",")
        assert set(taken) <= set(given)


def run(script: str) -> str:
    """Return what a module writes when Node runs it."""
    command = ["node", "--input-type=module"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, cwd=ROOT, timeout=30)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_squeezed_module_gives_the_same(path):
    """What it does, tests/pairs and those with browsers show."""
    script = path.read_text()
    squeezed = squeezed_script(script)
    assert len(squeezed) < len(script)
    assert re.findall(r"\bexport (?:async )?\w+ (\w+)", squeezed) == EXPORT.findall(script)


def test_a_process_that_only_starts_can_be_forked():
    """What shortens names has threads of its own, which a fork loses: the web server's master must not have it."""
    script = "import sys, workshop.cli, workshop.wsgi, workshop.worker; print('minify' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout == "False\n", done.stderr


def test_what_stands_in_a_template_stays_as_it_is_indents_and_all():
    script = "const [five, two] = [5, 2];\nconst said = `one\n    two  // three\n\n\t/* four */ ${five}  six`;\n"
    script += "const nested = `a ${two ? `b    c // d` : ''}`;\nconsole.log(JSON.stringify([said, nested]));\n"
    assert run(squeezed_script(script)) == run(script)


def test_what_a_script_does_stays_in_its_order():
    """A value that is taken apart must not be asked for before the statements above it."""
    does = "const did = [];\nconst act = (name) => (did.push(name), [name, { name }]);\n"
    lines = ["const one = act(1);", "const [two] = act(2);", "// Then:", "const [, { name }] = act(3); // Done."]
    lines += [
        "const four = act(4);",
        "",
        "const [five, ...rest] = act(5);",
        "let six = act(6);",
        "const [seven] = act(7);",
    ]
    inside = (
        "function all() {\n  " + "\n  ".join(lines) + "\n  return [one, two, name, four, five, rest, six, seven];\n}\n"
    )
    script = f"{does}{inside}console.log(JSON.stringify([all(), did]));\n"
    assert run(squeezed_script(script)) == run(script)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_what_is_taken_apart_follows_no_let_of_many_lines(path):
    """It would become a `let` as well, and be moved before it."""
    script = path.read_text()
    assert not re.search(r"^([ \t]*)let [^;]*\n[^;]*;\n\1const [\[{]", script, re.MULTILINE)


def test_what_a_script_gives_keeps_its_name_and_what_is_its_own_does_not(tmp_path):
    """It gives what the scripts take that come when they are wanted."""
    (tmp_path / "js").mkdir()
    (tmp_path / "js/own.js").write_text("export function given(argument) {\n  return argument * 2;\n}\n")
    late = 'import { given } from "./own.js";\n\nexport function late(number) {\n  console.log(given(number));\n}\n'
    (tmp_path / "js/late.js").write_text(late)
    page = (
        'import { given as taken } from "./own.js";\n\nconst longName = taken(21);\nglobalThis.want = async () => {\n'
    )
    page += '  const { late } = await import("./late.js");\n  late(longName);\n};\n'
    (tmp_path / "js/page.js").write_text(page)
    script = squeezed_script(together(tmp_path, "js/page.js", "/static/build"))
    assert run(f"{script}\nconsole.log(given(21));") == "42\n"
    assert "argument" not in script and "taken" not in script and "longName" not in script
    assert re.search(r"export ?\{ ?given ?\}", script)
