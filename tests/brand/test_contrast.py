"""Contrast is what WCAG says it is, and any accent is moved until it can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house.tree import ROOT
from workshop.web.render.brand import DARK, LIGHT, tokens
from workshop.web.render.contrast import (
    BLACK,
    ENOUGH,
    MORE,
    WHITE,
    Colour,
    colour,
    contrast,
    luminance,
    mixed,
    readable,
)

COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)
GREY = colour("#777777")


def test_black_on_white_has_the_highest_contrast_and_the_order_does_not_matter():
    assert (luminance(BLACK), luminance(WHITE)) == (0, 1)
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(GREY, GREY) == 1


def test_contrast_is_that_of_published_examples():
    # #777 on white just fails and #767676 just passes: the pair that every checker is tried with.
    assert contrast(GREY, WHITE) == pytest.approx(4.48, abs=0.005)
    assert contrast(colour("#767676"), WHITE) == pytest.approx(4.54, abs=0.005)
    assert contrast(colour("#0000ff"), WHITE) == pytest.approx(8.59, abs=0.005)


@pytest.mark.parametrize("text", ["", "red", "#fff", "005a6e", "#005a6g", "#005a6e00", " #005a6e"])
def test_only_six_digits_after_a_hash_are_a_colour(text):
    with pytest.raises(ValueError):
        colour(text)


def test_a_colour_that_can_be_read_stays_as_it_is():
    accent = colour("#7a1f5c")
    assert readable(accent, LIGHT) == accent
    assert str(accent) == "#7a1f5c"


def test_a_yellow_is_darkened_for_paper_and_stays_bright_in_the_dark():
    yellow = colour("#ffd500")
    on_light, on_dark = readable(yellow, LIGHT), readable(yellow, DARK, lighter=True)
    assert min(contrast(on_light, each) for each in LIGHT) == pytest.approx(ENOUGH, abs=0.15)
    assert on_light.red > on_light.green > on_light.blue == 0
    assert on_dark == yellow


@given(COLOURS, st.sampled_from([(LIGHT, False), (DARK, True)]), st.sampled_from([ENOUGH, MORE]))
def test_every_accent_can_be_read_wherever_it_stands_and_so_can_the_text_on_it(accent, surfaces, ratio):
    grounds, lighter = surfaces
    found = tokens(accent, grounds, ratio, lighter=lighter)
    for name in ("fjord", "fjord-deep"):
        assert all(contrast(found[name], each) >= ratio for each in (*grounds, found["fjord-pale"]))
        assert contrast(found["on-fjord"], found[name]) >= ENOUGH
    # Ordinary and quiet text stands on the pale ground too.
    for text in ("#14201d", "#43514d") if not lighter else ("#ebf1ef", "#b3c0bc"):
        assert contrast(colour(text), found["fjord-pale"]) >= ENOUGH


def test_the_surfaces_are_those_of_the_stylesheet():
    sheet = (ROOT / "workshop/static/css/base/tokens.css").read_text()
    light, dark = sheet.split("prefers-color-scheme: dark", 1)
    for grounds, part in ((LIGHT, light), (DARK, dark)):
        assert [str(each) for each in grounds] == [_palette(part, name) for name in ("mist", "snow", "cloud")]


def test_mixing_goes_from_one_colour_to_the_other():
    assert (mixed(BLACK, WHITE, 1), mixed(BLACK, WHITE, 0)) == (BLACK, WHITE)
    assert mixed(BLACK, WHITE, 0.5) == Colour(128, 128, 128)


def _palette(part, name):
    found = re.search(rf"--{name}: (#[0-9a-f]+);", part)[1]
    return found if len(found) == 7 else "#" + "".join(2 * digit for digit in found[1:])
