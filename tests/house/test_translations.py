"""Every sentence shown to people stands in Finnish and Swedish; its words are looked at in tests/language."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

# All sentences are collected once, for one worker.
pytestmark = pytest.mark.xdist_group("translations")
LOCALES = ("fi", "sv")


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> Catalog:
    """All sentences that the code and the templates show."""
    pot = tmp_path_factory.mktemp("shown") / "messages.pot"
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    subprocess.run(["bash", ROOT / "bin/translate", pot], env=env, check=True)
    return read(pot)


@pytest.fixture(scope="module", params=LOCALES)
def catalogue(request) -> Catalog:
    """One language's translations."""
    return read(ROOT / "workshop/translations" / request.param / "LC_MESSAGES/messages.po", request.param)


def test_sentences_are_found_in_code_and_templates(shown):
    assert len(shown) > 20


def test_no_sentence_lacks_its_translation(shown, catalogue):
    assert [m.id for m in sentences(shown) if not translated(catalogue, m)] == []


def test_no_translation_is_a_guess(catalogue):
    assert not catalogue.fuzzy
    assert [m.id for m in sentences(catalogue) if m.fuzzy] == []


def test_no_translation_outlives_its_sentence(shown, catalogue):
    assert [m.id for m in sentences(catalogue) if shown.get(first(m), m.context) is None] == []
    assert list(catalogue.obsolete) == []


def test_each_translation_fills_in_the_same_places(catalogue):
    # "1 goal" may do without its number in another language, so a plural's forms need only know their places.
    wrong = []
    for message in sentences(catalogue):
        wanted = {name for form in forms(message.id) for name in holes(form)}
        given = [holes(form) for form in forms(message.string) if form]
        plural = isinstance(message.id, tuple)
        if any(names - wanted if plural else names != wanted for names in given):
            wrong.append(message.id)
    assert wrong == []


def read(path: Path, locale: str | None = None) -> Catalog:
    """Read a catalogue."""
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def sentences(catalogue: Catalog) -> list[Message]:
    """The messages without the header."""
    return [message for message in catalogue if message.id]


def first(message: Message) -> str:
    """The sentence, or the singular of a plural."""
    return forms(message.id)[0]


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A sentence as a tuple of its forms."""
    return (text,) if isinstance(text, str) else tuple(text)


def translated(catalogue: Catalog, message: Message) -> bool:
    """Whether each form of a sentence has its translation."""
    there = catalogue.get(first(message), message.context)
    if there is None or isinstance(message.id, tuple) != isinstance(there.id, tuple):
        return False
    wanted = catalogue.num_plurals if isinstance(message.id, tuple) else 1
    return len(forms(there.string)) == wanted and all(forms(there.string))


def holes(text: str) -> set[str]:
    """The names of the places that a sentence fills in."""
    return set(re.findall(r"(?<=%\()\w+(?=\))|(?<=\{)\w+(?=\})", text))
