"""Where a number of places cuts through figures: nobody is cut off from those who stand as well."""

from hypothesis import given
from hypothesis import strategies as st

from workshop.methods import METHODS
from workshop.methods.standing import cut_after, standing, with_at_least

DOTS = METHODS["dots"]
FIGURES = st.dictionaries(
    st.integers(1, 60).map(str),
    st.fixed_dictionaries({"points": st.integers(0, 5), "voters": st.integers(0, 3)}),
    max_size=25,
)


@given(FIGURES, st.integers(1, 30))
def test_a_cut_takes_the_best_and_leaves_equals_to_a_person(figures, first):
    above, tied = cut_after(DOTS, figures, first)
    places = {number: DOTS.order(cells) for number, cells in figures.items()}
    best = sorted(places.values())
    assert len(above) <= first <= len(above) + len(tied) or (not tied and above == standing(DOTS, figures))
    # Naive: a goal is in for certain where fewer than so many others are as good or better.
    for number, place in places.items():
        as_good = sum(other <= place for other in best)
        better = sum(other < place for other in best)
        assert (number in above) == (as_good <= first)
        assert (number in tied) == (better < first < as_good)


@given(FIGURES, st.integers(0, 6))
def test_at_least_takes_all_with_so_much_and_no_other(figures, least):
    taken = with_at_least(DOTS, figures, least)
    assert set(taken) == {number for number, cells in figures.items() if cells["points"] >= least}


def test_opinions_are_taken_by_agreement_less_disagreement():
    figures = {"1": {"agree": 5, "pass": 0, "disagree": 4}, "2": {"agree": 3, "pass": 9, "disagree": 0}}
    assert standing(METHODS["opinion"], figures) == ["2", "1"]
    assert with_at_least(METHODS["opinion"], figures, 2) == ["2"]
