"""A refused person reads, in their language, what is so and what helps; only what looking again mends says "look"."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import workshop
from workshop.errors import CONFLICTS, Conflict
from workshop.language.refusals import CONFLICTS as SENTENCES
from workshop.language.refusals import REFUSALS

FOLDER = Path(workshop.__path__[0])
AGAIN = "Look at the page again"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_reason_has_a_sentence_of_its_own(lang):
    assert set(SENTENCES) == CONFLICTS
    said = {reason: _said(sentence, lang) for reason, sentence in SENTENCES.items()}
    assert all(said.values())
    assert len(set(said.values())) == len(said)


def test_only_what_has_changed_meanwhile_sends_people_back_to_look():
    assert {reason for reason, sentence in SENTENCES.items() if AGAIN in _said(sentence, "en")} == {"changed"}
    assert {code for code, sentence in REFUSALS.items() if AGAIN in _said(sentence, "en")} == {"conflict"}


def test_every_conflict_that_is_raised_says_why():
    raised = [
        (path.name, reason)
        for path in FOLDER.rglob("*.py")
        for reason in re.findall(r"(?:raise|=) Conflict\(([^)]*)", path.read_text(encoding="utf-8"))
    ]
    literal = {reason.split(",")[0].strip('"') for _, reason in raised if reason.startswith('"')}
    assert literal <= CONFLICTS
    # The state of a round is said as it is found, and what is full by its noun.
    built = {reason.split(",")[0] for _, reason in raised if not reason.startswith('"')}
    assert built == {'f"round_{now}"', 'f"own_{noun}s_full"', 'f"{noun}s_full"'}
    states = {"round_planned", "round_open", "round_closed", "round_revealed"}
    full = {reason for reason in CONFLICTS if reason.endswith("_full")}
    assert literal | states | full == CONFLICTS


def test_a_reason_that_nobody_has_written_a_sentence_for_is_a_fault():
    with pytest.raises(ValueError, match="somehow"):
        Conflict("somehow")


def _said(sentence, lang):
    words = sentence._args[0]
    if lang == "en":
        return words
    with (FOLDER / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)[words].string
