"""A word is found however it is inflected, compounded or written, in its own language."""

import pytest

from workshop.likeness import Finder

TEXTS = {
    1: ("fi", "Kuntien talouden tasapaino"),
    2: ("fi", "Kuntataloutta vahvistetaan"),
    3: ("sv", "Kommunernas ekonomi"),
    4: ("fi", "Kouluille uudet pihat"),
    5: ("en", "Municipalities and children"),
    6: ("sv", "Landsbygdsutvecklingen kräver skolor"),
    7: ("fi", "SOTE:lle lisää EU:n rahaa, 16 §:n mukaan"),
    8: ("fi", "Eta\u0308\u00adtyo\u0308 ILTAISIN"),
}
FOUND = {
    "talous": {1, 2},
    "TALOUKSIEN": {1, 2},
    "kunnan talous": {1, 2},
    "kommun": {3},
    "utveckling": {6},
    "skola": {6},
    "child municipality": {5},
    "koulu": {4},
    "sote": {7},
    "etätyö": {8},
    "ilta": {8},
    "etatyo": set(),
    "talous skola": set(),
}


@pytest.fixture
def finder(reader):
    found = Finder(reader)
    for number, text in TEXTS.items():
        found.put(number, [text])
    return found


@pytest.mark.parametrize("query", FOUND)
def test_words_are_found(finder, query):
    assert set.intersection(*finder.find(query)) == FOUND[query]


@pytest.mark.parametrize("query", ["3.7 kirjasto", "kirjastot, 3.7", "3. aukiolot", "”Kirjaston” 3.7."])
def test_a_number_is_found_beside_a_word_in_another_form(finder, query):
    finder.put(9, [("", "3.7"), ("fi", "Kirjastojen aukiolo")])
    finder.put(10, [("", "4.8"), ("fi", "Kirjastojen aukiolo")])
    assert set.intersection(*finder.find(query)) == {9}


@pytest.mark.parametrize(
    "query, numbers", [("1.1", {11, 12}), ("1.10", {13}), ("1", {11, 12, 13}), ("1.1.2", {12}), ("1.", {11, 12, 13})]
)
def test_a_number_is_found_whole_or_before_a_dot(finder, query, numbers):
    for key, number in ((11, "1.1"), (12, "1.1.2"), (13, "1.10"), (14, "11.1"), (15, "2.1.1")):
        finder.put(key, [("", number)])
    assert set.intersection(*finder.find(query)) - TEXTS.keys() == numbers


APART = {
    20: ("fi", "Kuntien taloutta tasapainotetaan"),
    21: ("fi", "Kunnan viestintä avoimeksi"),
    22: ("fi", "Kirjastoauto kylille"),
    23: ("fi", "Automaatio lisääntyy kirjastossa"),
    24: ("fi", "Sote\u2011palvelut lähelle"),
    25: ("fi", "Sote kuntoon"),
    26: ("fi", "EU:n rahat"),
    27: ("fi", "Museo auki"),
    28: ("sv", "Utveckling av landsbygden"),
    29: ("sv", "Skolornas bussar"),
    30: ("fi", "Pyörätiet kuntoon 🚲"),
    31: ("fi", "Pyörätelineitä asemille"),
    32: ("fi", "Tavoitteet 2030–2035"),
}
ASKED = {
    "kuntatalous": {20},
    "kirjastoauto": {22},
    "sote-palvelut": {24},
    "sotepalvelut": {24},
    "EU:n": {26},
    "landsbygdsutveckling": {28},
    "skolbuss": {29},
    "🚲 pyörä": {30},
    "2030-2035": {32},
}


@pytest.mark.parametrize("query", ASKED)
def test_a_compound_is_found_by_all_its_parts_and_a_symbol_by_itself(reader, query):
    finder = Finder(reader)
    for number, text in APART.items():
        finder.put(number, [text])
    assert set.intersection(*finder.find(query)) == ASKED[query]


def test_a_query_without_words_asks_for_nothing(finder):
    assert finder.find(" \u00ad ") == [] and finder.find(" – ! ") == []


def test_what_is_changed_or_dropped_is_found_no_more(finder):
    finder.put(4, [("fi", "Kirjastoille uudet kirjat")])
    assert finder.find("koulu") == [set()] and finder.find("kirja") == [{4}]
    finder.drop(4)
    finder.drop(4)
    assert finder.find("kirja") == [set()]
