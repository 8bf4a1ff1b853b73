"""The files that pages are made of: small, kept for good by anyone, and bare of whatever belongs to one person."""

import re
import subprocess

import pytest

from tests.doors.visitor import Visitor
from tests.house.tree import ROOT, files
from tests.pages.conftest import signed_in
from workshop.web.assets import modules_of, squeezed

SCRIPTS = files(".js", under=("workshop/static/js",))


@pytest.fixture(scope="module")
def answers(shared_server):
    """The answers to someone who is signed in: a page's sheet and one of its scripts."""
    visitor = signed_in(shared_server)
    page = visitor.get("/me").text
    names = re.findall(r"/static/[0-9a-f]{12}/(?:css/all\.css|js/\w+\.js)", page)
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
    assert Visitor(shared_server).get("/static/other/js/words.js").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_the_same_without_its_comments(path):
    """Node checks it; a text over several lines, whose indent would be part of it, is not to be had."""
    text = path.read_text()
    bare = squeezed(text)
    assert all(line.count("`") % 2 == 0 for line in text.splitlines()), "a text over several lines"
    assert bare.count("\n") == text.count("\n")
    assert "/**" not in bare and not re.search(r"^\s*//", bare, re.MULTILINE)
    command = ["node", "--input-type=module", "--check"]
    done = subprocess.run(command, input=bare, capture_output=True, text=True, cwd=ROOT, timeout=30)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["room", "desk", "goal", "wall"])
def test_all_modules_of_a_page_are_asked_for_at_once(name):
    """Node tells which a module imports, directly and through others."""
    found = modules_of(f"js/{name}.js")
    known = {path.name for path in SCRIPTS} | {"socket.io.esm.min.js"}
    assert {path.rpartition("/")[2] for path in found} <= known
    assert len(found) == len(set(found))
    for path in found:
        if path.startswith("js/"):
            text = (ROOT / "workshop/static" / path).read_text()
            imported = re.findall(r"""from "\./(.+?)";|^import "\./(.+?)";""", text, re.MULTILINE)
            assert {f"js/{one or other}" for one, other in imported} <= set(found), path
