"""The twelve colours of themes can be read wherever they stand, and are told apart where they stand side by side."""

import re
from itertools import combinations, pairwise

import pytest

from tests.brand.vision import SIGHTS, apart, seen
from tests.house.tree import ROOT
from workshop.badges import COLOURS
from workshop.web.render.brand import DARK, LIGHT
from workshop.web.render.contrast import BLACK, WHITE, Colour, colour, contrast, mixed

SHEET = (ROOT / "workshop/static/css/base/themes.css").read_text()
# What stands side by side in order is told apart by its colour alone, and of the first six, which is as many themes as
# most consultations have, every pair; of twelve colours not every pair can be. There the icon and the number in the
# badge, the number in bars, and on paper the pattern say which theme it is.
FIRST = 6
SIDE_BY_SIDE, AMONG_THE_FIRST, ALL_COLOURS = 10, 8, 9.5
# Ratios of WCAG 2.2: text, and what is no text.
TEXT, MORE_TEXT, LINES = 4.5, 7, 3


def palette(rule: str) -> dict[str, Colour]:
    """The colours of the themes as a part of the sheet has them."""
    found = dict(re.findall(r"--theme-(\w+): (#[0-9a-f]{6});", rule))
    return {key: colour(found[key]) for key in COLOURS}


_LIGHT, _DARK = SHEET.split("prefers-color-scheme: dark", 1)
PALETTES = {"light": palette(_LIGHT), "dark": palette(_DARK)}
# As the sheet mixes them: the share of the colour in its quiet ground, and in itself where more contrast is wanted.
QUIET = {"light": 0.1, "dark": 0.16}
STRONG = {"light": (0.68, BLACK), "dark": (0.6, WHITE)}
INK = {"light": WHITE, "dark": colour("#0b1517")}
SURFACES = {"light": LIGHT, "dark": DARK}
# Where more contrast is wanted tokens.css has these surfaces.
STRONG_SURFACES = {"light": (WHITE, colour("#eef0ec")), "dark": (colour("#0a1012"), BLACK, colour("#1b2629"))}


@pytest.fixture(params=["light", "dark"])
def mode(request) -> str:
    return request.param


@pytest.mark.parametrize("key", COLOURS)
def test_a_theme_is_read_wherever_it_stands(mode, key):
    solid, surfaces = PALETTES[mode][key], SURFACES[mode]
    quiet = mixed(solid, surfaces[1], QUIET[mode])
    assert contrast(INK[mode], solid) >= TEXT
    assert min(contrast(solid, each) for each in surfaces) >= LINES
    assert min(contrast(solid, each) for each in (*surfaces, quiet)) >= TEXT


@pytest.mark.parametrize("key", COLOURS)
def test_where_more_contrast_is_wanted_there_is_more(mode, key):
    share, towards = STRONG[mode]
    solid, surfaces = mixed(PALETTES[mode][key], towards, share), STRONG_SURFACES[mode]
    quiet = mixed(solid, surfaces[0], QUIET[mode])
    assert contrast(INK[mode], solid) >= MORE_TEXT
    assert min(contrast(solid, each) for each in (*surfaces, quiet)) >= MORE_TEXT


@pytest.mark.parametrize("sight", SIGHTS)
def test_neighbours_are_told_apart_and_so_are_the_first(mode, sight):
    labs = {key: seen(PALETTES[mode][key], sight) for key in COLOURS}
    beside = {(one, other): apart(labs[one], labs[other]) for one, other in pairwise((*COLOURS, COLOURS[0]))}
    among = {(one, other): apart(labs[one], labs[other]) for one, other in combinations(COLOURS[:FIRST], 2)}
    assert {pair: round(far, 1) for pair, far in beside.items() if far < SIDE_BY_SIDE} == {}
    assert {pair: round(far, 1) for pair, far in among.items() if far < AMONG_THE_FIRST} == {}


def test_who_sees_all_colours_tells_every_pair_apart(mode):
    labs = {key: seen(one, "all colours") for key, one in PALETTES[mode].items()}
    near = {pair: apart(*(labs[key] for key in pair)) for pair in combinations(COLOURS, 2)}
    assert {pair: round(far, 1) for pair, far in near.items() if far < ALL_COLOURS} == {}


def test_on_paper_no_two_have_the_same_pattern():
    turns = [int(each) for each in re.findall(r"--theme-turn: (\d+)deg;", SHEET)]
    assert len(set(turns)) == len(COLOURS) and max(turns) < 180
    # How far the stripes of one are turned against those of the next; half a turn is the same again.
    assert min(min(abs(one - other), 180 - abs(one - other)) for one, other in pairwise((*turns, turns[0]))) >= 75


def test_the_sheet_mixes_as_is_counted_here():
    shares = [float(each) / 100 for each in re.findall(r"--theme-share: (\d+)%", SHEET)]
    assert shares == [QUIET["light"], QUIET["dark"]]
    strong = re.findall(r"var\(--own\) (\d+)%, (#\w+)\)", SHEET)
    assert strong == [(str(round(100 * share)), "#000" if each == BLACK else "#fff") for share, each in STRONG.values()]
    assert re.findall(r"--theme-ink: (#\w+);", SHEET) == ["#fff", str(INK["dark"])]


def test_the_difference_is_that_of_published_examples():
    # Table 1 of Sharma, Wu and Dalal: pairs 1, 7, 9, 17 and 25.
    for one, other, far in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 0, 0), (50, -1, 2), 2.3669),
        ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ):
        assert apart(one, other) == pytest.approx(far, abs=0.0001)


def test_red_and_green_look_alike_to_some_and_not_to_others():
    red, green = colour("#b03a2e"), colour("#5f6f1e")
    by_sight = {sight: apart(seen(red, sight), seen(green, sight)) for sight in SIGHTS}
    assert min(by_sight, key=by_sight.__getitem__) in ("protanopia", "deuteranopia")
    assert by_sight["all colours"] > 2 * by_sight["deuteranopia"]
