"""Makes a PNG of the SVG that comes in: `python -m workshop.exports.pictures.raster`, in a process of its own.

WeasyPrint sets the SVG in the app's own font, on a page as large as itself, and PDFium paints that page: neither
fetches anything, and no browser is needed.
"""

import io
import re
import sys
from base64 import b64encode
from pathlib import Path

import pypdfium2
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from workshop.exports.document.paper_fetcher import PICTURE, PaperFetcher

# So many pixels to one of the picture's own, which is twice as large as on a page.
DENSE = 2
POINTS_TO_A_PIXEL = 0.75
COLOURS = 64
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')
_FONTS = Path(__file__).parents[2] / "templates/documents/fonts.css"
_PAGE = """
@page { size: %(width)spx %(height)spx; margin: 0 }
body { margin: 0; font-family: "Source Sans 3" }
img { display: block; width: %(width)spx; height: %(height)spx }
"""


def rastered(svg: str) -> bytes:
    """Return a picture of ours, as a file has it (`alone`), as PNG."""
    found = _SIZE.search(svg)
    assert found, "a picture in a file says how large it is"
    fetcher, fonts = PaperFetcher(), FontConfiguration()
    page = _PAGE % {"width": found[1], "height": found[2]}
    style = CSS(string=_FONTS.read_text() + page, font_config=fonts, url_fetcher=fetcher)
    drawn = HTML(string=f'<img src="{PICTURE}{b64encode(svg.encode()).decode()}" alt="">', url_fetcher=fetcher)
    set_ = drawn.write_pdf(stylesheets=[style], font_config=fonts)
    out = io.BytesIO()
    with pypdfium2.PdfDocument(set_) as pages:
        painted = pages[0].render(scale=DENSE / POINTS_TO_A_PIXEL).to_pil()
        # It has a few inks and their edges: of so many colours it is a third as large, and none looks another.
        painted.quantize(COLOURS).save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(rastered(sys.stdin.read()))
