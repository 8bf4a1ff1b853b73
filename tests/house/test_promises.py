"""Nothing is promised that is not there: commands in the documents exist, and pages speak of what the app has."""

import re
from configparser import ConfigParser

import pytest
from click.testing import CliRunner

from tests.house.tree import ROOT
from workshop.cli import main

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
COMMAND = re.compile(r"`workshop ([a-z-]+)|/bin/workshop ([a-z-]+)")
# What comes later, and words for what is for participants only.
NOT_THERE = re.compile(r"on paper and|paper and a", re.IGNORECASE)
PAGES = [*(ROOT / "workshop/templates").rglob("*.html"), *(ROOT / "workshop/web").rglob("*.py")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_that_a_document_names_is_there(document):
    named = {one or other for one, other in COMMAND.findall(document.read_text(encoding="utf-8"))}
    options = {name for name in named if name.startswith("-")}
    assert named - options <= set(main.commands)
    assert options <= {opt for parameter in main.params for opt in parameter.opts}


def test_the_command_line_says_which_version_it_is():
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    said = CliRunner().invoke(main, ["--version"])
    assert said.output == f"workshop {setup['metadata']['version']}\n"


def test_no_page_speaks_of_what_is_not_there():
    spoken = [(path.name, found) for path in PAGES for found in NOT_THERE.findall(path.read_text(encoding="utf-8"))]
    assert spoken == []
