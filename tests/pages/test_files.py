"""The files that pages are made of: small, kept for good by anyone, and bare of whatever belongs to one person."""

import re
import subprocess

import pytest
from pygments.lexers import JavascriptLexer
from pygments.token import Comment, Text
from rjsmin import jsmin

from tests.entry.visitor import Visitor
from tests.house.tree import ROOT, files
from tests.pages.conftest import signed_in
from workshop.web.http.assets import FOLDER
from workshop.web.http.modules import EXPORT, IMPORT, modules_of, together

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
    # What is fetched later is one script by itself.
    assert len(re.findall(r"\bimport\(", text)) == (path.name == "later.js")
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
    whole = jsmin(together(FOLDER, name, "/static/build"))
    assert all(path.startswith("/static/build/vendor/") for path in re.findall(r'\bfrom ?"([^"]+)"', whole))
    command = ["node", "--input-type=module", "--check"]
    done = subprocess.run(command, input=whole, capture_output=True, text=True, cwd=ROOT, timeout=30)
    assert done.returncode == 0, done.stderr


def tokens(script: str) -> list[tuple]:
    """Take a script apart into what a browser reads of it: neither comments nor the blanks between."""
    found: list[tuple] = []
    for kind, text in JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(script):
        if kind in Comment or kind in Text:
            continue
        if found and found[-1][0] is kind:
            found[-1] = kind, found[-1][1] + text
        else:
            found.append((kind, text))
    return found


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_squeezing_a_module_leaves_every_token_of_it(path):
    """The library takes a template inside a template's `${}` for code: this fails for one that it would change."""
    script = path.read_text()
    assert tokens(jsmin(script)) == tokens(script)


def test_what_stands_in_a_template_stays_as_it_is_indents_and_all():
    template = "`one\n    two  // three\n\n\t/* four */ ${five}  six`"
    assert template in jsmin(f"const seven = {template};  // eight\n\n    use(seven);\n")
    changed = "const one = `a ${two ? `b    c` : ''}`;"
    assert tokens(jsmin(changed)) != tokens(changed)
