"""Readable colours: contrast as defined by WCAG, and an accent adjusted until it has enough."""

import colorsys
import re
from collections.abc import Iterable
from typing import NamedTuple

HEX = re.compile(r"#[0-9a-fA-F]{6}")
ENOUGH, MORE = 4.5, 7.0
STEPS = 400


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)


def colour(text: str) -> Colour:
    """Parse `#rrggbb`; raises ValueError for anything else."""
    if not HEX.fullmatch(text):
        raise ValueError(f"{text!r} is not a colour such as #005a6e")
    return Colour(*bytes.fromhex(text[1:]))


def luminance(one: Colour) -> float:
    """Return the relative luminance, from 0 for black to 1 for white.

    WCAG 2.2, "relative luminance" (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), with the threshold
    0.04045 of IEC 61966-2-1 that its note prefers.
    """
    red, green, blue = (_linear(part / 255) for part in one)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, from 1 for equal colours to 21 for black on white.

    WCAG 2.2, "contrast ratio" (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    """
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(wanted: Colour, surfaces: Iterable[Colour], ratio: float = ENOUGH, *, lighter: bool = False) -> Colour:
    """Return the colour nearest to `wanted`, of its hue, with at least this contrast on each of the surfaces.

    It is darkened in small steps, or lightened for dark surfaces; the search ends at black or white.
    """
    surfaces = list(surfaces)
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in wanted))
    for step in range(STEPS + 1):
        share = step / STEPS
        tried = lightness + (1 - lightness) * share if lighter else lightness * (1 - share)
        found = Colour(*(round(255 * part) for part in colorsys.hls_to_rgb(hue, tried, saturation)))
        if all(contrast(found, surface) >= ratio for surface in surfaces):
            return found
    return WHITE if lighter else BLACK


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a mix of two colours: `share` of the first, the rest of the second."""
    return Colour(*(round(a * share + b * (1 - share)) for a, b in zip(one, other, strict=True)))


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
