"""An index finds what says nearly the same, and follows what is changed and taken away."""

import pytest

from workshop.likeness import Index, Pair

SAME = [
    ("fi", "kuntatalous", "fi", "kuntien talouden tasapaino"),
    ("fi", "Kuntataloudesta huolehditaan", "sv", "kommunernas ekonomi"),
    ("sv", "kommunal ekonomi", "en", "Municipal economy"),
    ("fi", "Raaseporin satama kuntoon", "sv", "Hamnen i Raseborg repareras"),
    ("fi", "KUNTATALOUS TASAPAINOON", "fi", "kunta\u00adtalous tasapainoon"),
    ("fi", "etätyötä maalle", "fi", "eta\u0308tyo\u0308ta\u0308 maalle"),
    ("en", "Brodband for every village", "en", "Broadband to all villages"),
]


@pytest.fixture
def index(reader):
    return Index(reader)


@pytest.mark.parametrize("lang, one, other_lang, other", SAME)
def test_what_says_the_same_is_found(index, lang, one, other_lang, other):
    index.put(1, {other_lang: other})
    index.put(2, {"fi": "Uimahalli avataan iltaisin", "en": "The swimming hall is open in the evening"})
    assert [each.id for each in index.similar({lang: one})] == [1]


@pytest.mark.parametrize(
    "one, other",
    [
        ("Kyläkoulut säilytetään", "Kyläkoulut lakkautetaan"),
        ("Veroja korotetaan", "Veroja alennetaan"),
        ("Lisää busseja", "Lisää metsää"),
    ],
)
def test_the_opposite_and_a_common_word_alone_are_not(index, one, other):
    index.put(1, {"fi": one})
    assert index.similar({"fi": other}) == []


def test_a_refusal_turns_the_opposite_round(index):
    index.put(1, {"fi": "Kyläkoulut säilytetään"})
    assert [each.id for each in index.similar({"fi": "Kyläkouluja ei lakkauteta"})] == [1]


def test_at_most_three_are_offered_the_most_like_first_and_those_of_the_theme_before_others(index):
    for number in range(1, 6):
        index.put(number, {"fi": "Laajakaista joka kylään"}, group=number)
    index.put(6, {"fi": "Laajakaista joka kylään vuonna 2030, myös saaristoon"}, group=4)
    assert [each.id for each in index.similar({"fi": "laajakaista kyliin"}, group=4)] == [4, 1, 2]


def test_a_changed_text_is_found_by_its_new_words_alone_and_a_dropped_one_by_none(index):
    index.put(1, {"fi": "Laajakaista joka kylään"})
    index.put(1, {"fi": "Uimahalli auki iltaisin"})
    assert index.similar({"fi": "laajakaista kyliin"}) == []
    assert [each.id for each in index.similar({"fi": "uimahallit illalla auki"})] == [1]
    index.drop(1)
    index.drop(1)
    assert index.similar({"fi": "uimahallit illalla auki"}) == [] and index.pairs() == []


def test_pairs_are_the_same_in_whatever_order_texts_came(reader):
    texts = {
        1: "Laajakaista joka kylään",
        2: "Valokuitu kyliin",
        3: "Bredband till byarna",
        4: "Uimahalli auki iltaisin",
    }
    found = []
    for order in (sorted(texts), sorted(texts, reverse=True)):
        index = Index(reader)
        for number in order:
            index.put(number, {"sv" if number == 3 else "fi": texts[number]})
        found.append(index.pairs())
    assert found[0] == found[1]
    assert {pair[:2] for pair in found[0]} == {(1, 2), (1, 3), (2, 3)}
    assert all(isinstance(pair, Pair) and 0.5 <= pair.likeness <= 1 for pair in found[0])


def test_nothing_that_is_typed_takes_long_or_fails(index):
    index.put(1, {"fi": "Laajakaista joka kylään"})
    for odd in ("", " ", "\u202e\u00ad", "a" * 300, "qx " * 100, "🎉 🎉", "16 §:n", "<b>&amp;", "\x00"):
        assert index.similar({"fi": odd}) == []
