"""Texts: what typed text is cleaned of, how a text takes its slot among the languages."""

import pytest

from workshop.fields import clean_text, worded, wordings


def test_typed_text_loses_what_would_show_it_in_another_order():
    assert clean_text(" hyvä\u202egnp.exe\r\nloppu\u0007 ") == "hyvägnp.exe\nloppu"


def test_a_text_keeps_its_slot_and_state_when_it_is_reworded():
    texts = worded({}, "fi", "Tavoite")
    texts = worded(texts, "sv", "Mål")
    texts = worded(texts, "fi", "Tavoite 2")
    assert wordings(texts) == {"fi": "Tavoite 2", "sv": "Mål"}
    assert {slot: each["state"] for slot, each in texts.items()} == {"fi": "original", "sv": "translated"}
    assert wordings(worded(texts, "sv", "")) == {"fi": "Tavoite 2"}


@pytest.mark.parametrize(
    "end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_every_separator_of_lines_becomes_a_line_end(end):
    assert clean_text(f"Lähipalvelut{end}kaikille") == "Lähipalvelut\nkaikille"
    assert clean_text(f"{end}Lähipalvelut{end}{end}kaikille{end}") == "Lähipalvelut\n\nkaikille"


def test_texts_are_composed_also_where_something_is_taken_out():
    for typed in ("Pa\u0308a\u0308tos", "Pa\u0007\u0308a\u202e\u0308tos", "Pa\x7f\u0308ä\u2066tos"):
        assert clean_text(typed) == "Päätos"


def test_what_does_not_show_stays_within_a_text_and_is_nothing_alone():
    for text in ("👨\u200d👩\u200d👧", "می\u200cخواهم", "lähi\u00adpalvelut", "a\u200bb", "❤\ufe0f"):
        assert clean_text(text) == text
    for nothing in ("\u200b", "\u2800", " \u3164\n\u200d", "\u0301", "\ufe0f", "\U000e0041"):
        assert clean_text(nothing) == ""
