"""Texts: how names are sorted, what typed text is cleaned of, how a text takes its slot among the languages."""

from workshop.fields import alphabetical, clean_text, worded, wordings


def test_names_are_sorted_as_the_nordic_alphabets_are():
    names = ["Öhman", "Zetterberg", "Ärling", "aho", "Åberg", "Virtanen"]
    assert sorted(names, key=alphabetical) == ["aho", "Virtanen", "Zetterberg", "Åberg", "Ärling", "Öhman"]


def test_typed_text_loses_what_would_show_it_in_another_order():
    assert clean_text(" hyvä\u202egnp.exe\r\nloppu\u0007 ") == "hyvägnp.exe\nloppu"


def test_a_text_keeps_its_slot_and_state_when_it_is_reworded():
    texts = worded({}, "fi", "Tavoite")
    texts = worded(texts, "sv", "Mål")
    texts = worded(texts, "fi", "Tavoite 2")
    assert wordings(texts) == {"fi": "Tavoite 2", "sv": "Mål"}
    assert {slot: each["state"] for slot, each in texts.items()} == {"fi": "original", "sv": "translated"}
    assert wordings(worded(texts, "sv", "")) == {"fi": "Tavoite 2"}
