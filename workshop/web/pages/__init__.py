"""The pages: consultation, goal, room, desk, wall, results and settings, rendered from the viewer's own snapshot."""

from workshop.web.pages import (
    address,
    asking,
    audit,
    background,
    consultation,
    documents,
    exports,
    goals,
    leading,
    names,
    notices,
    results,
    room,
    settings,
    start,
    understanding,
    wall,
)
from workshop.web.pages.frame import blueprint

__all__ = [
    "address",
    "asking",
    "audit",
    "background",
    "blueprint",
    "consultation",
    "documents",
    "exports",
    "goals",
    "leading",
    "names",
    "notices",
    "results",
    "room",
    "settings",
    "start",
    "understanding",
    "wall",
]
