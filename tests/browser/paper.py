"""What a page is on paper: printed by the browser, drawn at 300 dots an inch, and scanned as a phone scans it."""

from dataclasses import dataclass

import pypdfium2
import zxingcpp
from playwright.sync_api import Page

DPI = 300
MILLIMETRES = 25.4


@dataclass(frozen=True)
class Sheet:
    """One side of paper: its width and height in millimetres, what the QR codes on it say, and its words."""

    width: int
    height: int
    scanned: list[str]
    words: str


def printed(page: Page) -> list[Sheet]:
    """Print a page at its own size, and scan each of its sheets."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True))
    try:
        return [_scanned(sheet) for sheet in document]
    finally:
        document.close()


def _scanned(sheet) -> Sheet:
    bitmap = sheet.render(scale=DPI / 72)
    codes = zxingcpp.read_barcodes(bitmap.to_numpy(), formats=zxingcpp.BarcodeFormat.QRCode)
    width, height = (round(points / 72 * MILLIMETRES) for points in sheet.get_size())
    return Sheet(width, height, [code.text for code in codes], sheet.get_textpage().get_text_range())
