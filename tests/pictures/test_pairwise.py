"""Few pictures cover every pair of choices that can stand together."""

from itertools import combinations, product

from tests.pictures.pages import FACTORS, PICTURES, possible
from tests.pictures.pairwise import cover


def test_every_possible_pair_is_in_one_of_few_combinations():
    chosen = cover(FACTORS, possible)
    everything = [dict(zip(FACTORS, row, strict=True)) for row in product(*FACTORS.values())]
    wanted = {pair for row in everything if possible(row) for pair in _pairs(row)}
    assert {pair for row in chosen for pair in _pairs(row)} == wanted
    assert len(chosen) < 4 * len(PICTURES)
    assert {row["page"] for row in chosen} == set(PICTURES)


def test_the_same_factors_give_the_same_combinations():
    assert cover(FACTORS, possible) == cover(FACTORS, possible)


def test_a_full_square_needs_no_more_than_all_its_pairs():
    chosen = cover({"one": "ab", "other": "xy"}, lambda row: True)
    assert {tuple(row.values()) for row in chosen} == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}


def _pairs(row):
    return set(combinations(row.items(), 2))
