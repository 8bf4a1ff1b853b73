"""QR codes as inline SVG: dark modules on white with their quiet zone, in dark mode too."""

from functools import lru_cache

import segno
from flask import Flask
from markupsafe import Markup

from workshop.language.speech import gettext

# What the standard asks for around a code; scanners rely on it.
QUIET_ZONE = 4
# The colours are attributes of their own and take no part in the page's, since a light code on dark is not read by all.
SVG = (
    '<svg class="qr" role="img" aria-label="{name}" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
    '<rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
)


def register(app: Flask) -> None:
    """Offer `qr` to all templates, also to imported macros."""
    app.jinja_env.globals["qr"] = qr


def qr(url: str, said: str = "") -> Markup:
    """Draw the QR code of an address; it takes the size that its place gives it. `said` is what is read out for it."""
    size, path = _drawn(url)
    name = gettext("QR code that leads to %(address)s", address=said or url)
    return Markup(SVG).format(name=name, size=size, path=path)


@lru_cache(maxsize=1000)
def _drawn(url):
    """Give (side in modules, path of the dark ones): a rectangle for each run of dark modules in a row."""
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
