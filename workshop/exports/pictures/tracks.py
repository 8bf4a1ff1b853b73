"""Shares on tracks from 0 to 100 %: for each row where it begins (a ring) and where it ends (a disc)."""

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.exports.pictures.drawing import LINE, WIDTH, Drawing
from workshop.insight.naming import percent

RADIUS = 6


@dataclass(frozen=True)
class Track:
    """A row: what is above it, and its shares in percent from the ring to the disc."""

    title: str
    about: str
    shares: list[int]


def draw(first: str, last: str, tracks: Sequence[Track]) -> Drawing:
    """Draw tracks below what ring and disc stand for."""
    drawing = Drawing()
    for kind, words in (("picture-first", first), ("picture-last", last)):
        drawing.words("picture-words", words, x=2 * RADIUS + 6, most=1)
        drawing.shape("circle", kind, cx=RADIUS + 1, cy=drawing.height - 9, r=RADIUS)
    for track in tracks:
        drawing.height += LINE * 0.7
        drawing.words("picture-name", track.title, most=2)
        drawing.words("picture-quiet", track.about, most=2)
        _track(drawing, track.shares)
    return drawing


def _track(drawing: Drawing, shares: list[int]) -> None:
    """Draw one track; the ring's figure stands below it and the disc's above, so that they never lie on each other."""
    y = drawing.height + LINE + RADIUS
    drawing.shape("line", "picture-line", x1=0, y1=y, x2=WIDTH, y2=y)
    for mark in (0, 50, 100):
        drawing.shape("line", "picture-line", x1=_at(mark), y1=y - 4, x2=_at(mark), y2=y + 4)
    first, *between, last = shares
    drawing.shape("line", "picture-way", x1=_at(first), y1=y, x2=_at(last), y2=y)
    for share in between:
        drawing.shape("circle", "picture-between", cx=_at(share), cy=y, r=3)
    drawing.shape("circle", "picture-last", cx=_at(last), cy=y, r=RADIUS)
    drawing.shape("circle", "picture-first", cx=_at(first), cy=y, r=RADIUS if first != last else RADIUS - 3)
    for share, kind, below in ((last, "picture-figure", -RADIUS - 4), (first, "picture-quiet", RADIUS + 14)):
        anchor = "start" if share < 8 else "end" if share > 92 else "middle"
        drawing.shape("text", kind, percent(share), x=_at(share), y=y + below, text_anchor=anchor)
    drawing.height = y + RADIUS + LINE


def _at(share: int) -> float:
    return round(WIDTH * share / 100, 1)
