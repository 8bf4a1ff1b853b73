"""Every icon that a page names is in the sprite, every one in the sprite is named, and their licence is beside it."""

import re
import xml.etree.ElementTree as ET

from tests.house.tree import ROOT, files
from workshop.badges import COLOURS, ICONS, ICONS_OF_PHENOMENA
from workshop.language import badge_names, labels

FOLDER = ROOT / "workshop/static/icons"
SVG = "{http://www.w3.org/2000/svg}"
SYMBOLS = [each.get("id") for each in ET.parse(FOLDER / "sprite.svg").getroot().iter(f"{SVG}symbol")]
NAMED = re.compile(r'\bicon\("([\w-]+)"')
# A round's icon is named by its kind.
BY_VALUE = {*ICONS, *labels.KINDS}


def test_every_icon_that_is_named_is_in_the_sprite():
    named = {path.name: set(NAMED.findall(path.read_text())) - set(SYMBOLS) for path in files(".html")}
    assert {name: lacking for name, lacking in named.items() if lacking} == {}
    assert BY_VALUE - set(SYMBOLS) == set()


def test_every_icon_of_the_sprite_is_named():
    named = {name for path in files(".html") for name in NAMED.findall(path.read_text())}
    assert set(SYMBOLS) - named - BY_VALUE == set()
    assert len(SYMBOLS) == len(set(SYMBOLS))


def test_every_picture_of_an_empty_place_is_there_and_used():
    drawn = {each.get("id") for each in ET.parse(FOLDER / "pictures.svg").getroot().iter(f"{SVG}symbol")}
    named = {name for path in files(".html") for name in re.findall(r'\bempty\("([\w-]+)"', path.read_text())}
    assert named == drawn


def test_the_licence_of_the_icons_stands_beside_them():
    assert "ISC License" in (FOLDER / "LICENSE.txt").read_text()


def test_every_key_of_a_theme_has_its_words():
    assert (tuple(badge_names.COLOURS), tuple(badge_names.ICONS)) == (COLOURS, ICONS)
    assert sorted(ICONS_OF_PHENOMENA) == sorted(ICONS)
