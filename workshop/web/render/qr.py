"""QR codes as inline SVG: dark modules on white with a quiet zone, in dark mode too."""

from functools import lru_cache

import segno
from flask import Flask
from markupsafe import Markup

from workshop.language.speech import gettext

# The margin that the standard (ISO/IEC 18004) requires, and on which scanners rely.
QUIET_ZONE = 4
# Fixed colours, outside the page's theme, because not all scanners read a light code on dark.
SVG = (
    '<svg class="qr" role="img" aria-label="{name}" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
    '<rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
)


def register(app: Flask) -> None:
    """Offer `qr` to all templates, also to imported macros."""
    app.jinja_env.globals["qr"] = qr


def qr(url: str, said: str = "") -> Markup:
    """Return the QR code of an address, as large as its place; `said` is what screen readers read out."""
    size, path = _drawn(url)
    name = gettext("QR code that leads to %(address)s", address=said or url)
    return Markup(SVG).format(name=name, size=size, path=path)


@lru_cache(maxsize=1000)
def _drawn(url):
    """Return (side in modules, SVG path of the dark ones): a rectangle for each run of dark modules in a row."""
    rows = list(segno.make_qr(url, error="m").matrix_iter(border=QUIET_ZONE))
    path = "".join(
        f"M{start} {down}h{length}v1h-{length}z" for down, row in enumerate(rows) for start, length in _dark_runs(row)
    )
    return len(rows), path


def _dark_runs(row):
    start = None
    for across, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = across
        elif not dark and start is not None:
            yield start, across - start
            start = None
