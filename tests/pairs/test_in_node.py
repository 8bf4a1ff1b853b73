"""The browser's side of each pair answers as the fixture says, and denies what it does not know."""

import html
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.pairs.cases import NAMES, cases_of
from tests.pairs.node import ask_node, copy_modules
from workshop import policy
from workshop.web.http.squeezing import squeezed_script
from workshop.web.render import scripts
from workshop.web.view.sample import sample

CASES = [case for name in NAMES for case in cases_of(name)]


@pytest.fixture(scope="module", params=["as written", "squeezed"])
def modules(tmp_path_factory, request) -> Path:
    """The browser's modules, where Node imports them: as they stand, and as they are sent."""
    folder = copy_modules(tmp_path_factory.mktemp("modules"))
    if request.param == "squeezed":
        for path in folder.rglob("*.js"):
            path.write_text(squeezed_script(path.read_text()))
    return folder


def test_the_browsers_code_answers_as_the_fixtures_say(modules, lang):
    answers = ask_node(modules, [(case.pair, case.given) for case in CASES], lang)
    found = {str(case): answer for case, answer in zip(CASES, answers, strict=True)}
    wrong = {name for name, case in zip(found, CASES, strict=True) if found[name] != case.expected[lang]}
    assert {name: found[name] for name in wrong} == {str(c): c.expected[lang] for c in CASES if str(c) in wrong}


@pytest.mark.parametrize(
    ("terms", "offered"),
    [
        ({}, True),
        ({"on": "own"}, True),
        ({"on": "others"}, False),
        ({"on": "something"}, False),
        ({"some_later_term": True}, False),
        ({"on": "own", "constructor": True}, False),
        (None, False),
    ],
    ids=str,
)
def test_the_browser_denies_a_command_whose_terms_it_does_not_know(modules, terms, offered):
    case = next(case for case in cases_of("rules") if case.given["snapshot"]["me"]["participant"]["role"] == "member")
    rules = {"leave": {"facilitator": {}, "member": terms}}
    [answer] = ask_node(modules, [("rules", case.given)], rules=rules)
    assert answer["own"] == (["leave"] if offered else [])


def test_without_rules_nothing_is_offered(modules):
    [answer] = ask_node(modules, [("rules", cases_of("rules")[0].given)], rules={})
    assert set(map(tuple, answer.values())) == {()}


def test_every_term_of_the_policy_is_known_to_the_browser():
    terms = {name for each in policy.rules_for_pages().values() for found in each.values() for name in found}
    assert terms == {"on", "during", "off_ballot"}


def test_a_live_page_carries_the_rules(lang):
    attributes = str(scripts.live_of(sample(datetime.now(UTC))))
    [rules] = re.findall(r" data-rules=\'([^\']*)\'", attributes)
    assert json.loads(html.unescape(rules)) == policy.rules_for_pages()
