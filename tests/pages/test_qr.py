"""A QR code says the address that it stands for, in squares that a scanner finds in light and in dark."""

import re

import pytest
import segno

from tests.pages.reading import texts_of
from workshop.language.speech import speaking
from workshop.web.render.qr import QUIET_ZONE, qr

ADDRESSES = ("http://192.168.1.10:8000/join/48217730", 'https://työpaja.example/join/1?"<&>')


@pytest.fixture
def page():
    """A page in English."""
    with speaking("en"):
        yield


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_dark_squares_are_those_of_the_address(page, address):
    drawn = str(qr(address))
    size = int(re.search(r'viewBox="0 0 (\d+) ', drawn)[1])
    dark = {
        (int(down), int(start) + each)
        for start, down, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn)
        for each in range(int(length))
    }
    wanted = [[bool(module) for module in row] for row in segno.make_qr(address, error="m").matrix]
    assert size == len(wanted) + 2 * QUIET_ZONE
    assert dark == {
        (down + QUIET_ZONE, across + QUIET_ZONE)
        for down, row in enumerate(wanted)
        for across, module in enumerate(row)
        if module
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_dark_on_white_whatever_the_page_is_and_has_a_name(page, address):
    drawn = str(qr(address))
    assert re.search(r'<rect width="(\d+)" height="\1" fill="#fff"/><path fill="#000"', drawn)
    assert "style" not in drawn
    assert texts_of(drawn) == [(f"QR code that leads to {address}", "")]
