"""Every refusal and every fault of a field says, in each language, what is so."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import files
from workshop import errors
from workshop.config.allowed import RATES
from workshop.conflicts import CONFLICTS
from workshop.engine.faults import _FAULTS, _OWN_FAULTS
from workshop.errors import Conflict, Fault, PlainHttp, Refusal, TooMany, TooManyMails
from workshop.fields import LANGUAGES
from workshop.language import faults, refusals
from workshop.language.faults import fault_sentence, named_sentence
from workshop.language.refusals import refusal_sentence
from workshop.language.speech import speaking
from workshop.methods import METHODS
from workshop.web.http.problems import HTTP_CODES

TITLE = {"fi": {"text": "Kysely", "state": "original"}}
PLACE = re.compile(r"%\(\w+\)")
# All that can be wrong with a field: each way of voting has codes of its own.
CODES = errors.FAULTS.union(*(how.faults for how in METHODS.values()))
# What the sentences of some codes fill in.
LIMITS = {"length": 301, "longest": 300, "points": 5, "goals": 2, "away": 1, "cap": 2, "number": 2, "least": 5} | {
    "name": "Kuopio"
}


def kinds_of(refusal: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every kind of refusal that there is."""
    for kind in refusal.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def made(kind: type[Refusal]) -> Refusal:
    """One refusal of a kind."""
    about = {Conflict: ("changed",), TooManyMails: ("to_one", 300), PlainHttp: ("https://a.example",)}
    return kind(*about.get(kind, ()))


def in_each_language(say) -> dict[str, str]:
    """What is said, by language; nothing is left to be filled in, and no language speaks another's."""
    said = {}
    for lang in LANGUAGES:
        with speaking(lang):
            said[lang] = say()
    assert all(said.values())
    assert len(set(said.values())) == len(LANGUAGES), said
    assert [sentence for sentence in said.values() if PLACE.search(sentence)] == []
    return said


@pytest.mark.parametrize("kind", list(kinds_of()), ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_sentence_in_each_language(kind):
    in_each_language(lambda: refusal_sentence(made(kind)))


def test_every_code_but_those_that_count_stands_in_the_table():
    codes = {kind.code for kind in kinds_of()} - {TooMany.code}
    assert set(refusals.REFUSALS) == codes | set(HTTP_CODES.values()) | {"fault"}


@pytest.mark.parametrize("reason", sorted(CONFLICTS))
def test_every_conflict_has_a_sentence_in_each_language(reason):
    titles = {"goals": [TITLE], "goal": TITLE, "family": TITLE, "who": TITLE}
    in_each_language(lambda: refusal_sentence(Conflict(reason, round=TITLE, most=7, number=7, **titles)))


@pytest.mark.parametrize("whose", sorted(set(RATES) - {"in_all"}))
def test_whoever_has_had_enough_mails_is_told_so_in_each_language(whose):
    in_each_language(lambda: refusal_sentence(TooManyMails(whose, 90)))


def test_every_fault_of_a_field_has_its_sentence_and_no_sentence_is_of_none():
    assert set(faults.FAULTS) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_fault_of_a_field_is_said_in_each_language(code):
    fault = Fault(code, LIMITS, {"round": TITLE})
    said = in_each_language(lambda: fault_sentence(fault))
    assert said != in_each_language(lambda: fault_sentence(Fault("unknown"))) or code == "unknown"


@pytest.mark.parametrize("fault", [Fault("too_long"), Fault("wrong_type", wants="number")], ids=lambda one: one.code)
def test_lists_and_numbers_have_sentences_of_their_own(fault):
    assert in_each_language(lambda: fault_sentence(fault))["en"] not in map(str, faults.FAULTS.values())


def test_a_fault_that_nobody_has_written_a_sentence_for_is_not_said_to_be_something_else():
    with pytest.raises(KeyError, match="somehow"):
        fault_sentence(Fault("somehow"))


def test_every_fault_in_the_code_is_known():
    assert {*_OWN_FAULTS, *_FAULTS.values()} <= CODES
    found = set()
    for path in files(".py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = isinstance(call, ast.Call) and ast.unparse(call.func)
            if name == "Fault":
                found |= {place.value for place in call.args[:1] if isinstance(place, ast.Constant)}
            elif name == "Invalid":
                found |= {each for word in call.keywords for each in _codes(word.value)}
    assert len(found) > 15
    assert found <= CODES


def test_a_fault_that_stands_alone_names_its_field():
    with speaking("en"):
        assert named_sentence(Fault("in_the_past"), "edit_round-4", "closes_at") == "Closes – This time has passed."
        assert named_sentence(Fault("empty"), "propose_goal", "title") == "Write the goal."


def _codes(node) -> set[str]:
    """The codes that an argument of Invalid may be; a Fault among them is looked at by itself."""
    if isinstance(node, ast.IfExp):
        return _codes(node.body) | _codes(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) else set()
