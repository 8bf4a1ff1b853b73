"""What WeasyPrint may fetch for a document: the app's own font, and pictures that stand in the page itself."""

from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parents[2] / "static/fonts"
OWN = {f"workshop:{path.name}": path for path in sorted(FONTS.glob("*.woff2"))}
PICTURE = "data:image/svg+xml;base64,"


class NothingElse(ValueError):
    """Something asked for an address that no document may fetch."""


class PaperFetcher(URLFetcher):
    """Gives fonts and pictures, and refuses every other address, of this machine or of another."""

    def fetch(self, url, headers=None):
        """Return what an address holds; raises NothingElse."""
        if url in OWN:
            return URLFetcherResponse(url, OWN[url].read_bytes(), {"Content-Type": "font/woff2"})
        if url.startswith(PICTURE):
            return super().fetch(url, headers)
        raise NothingElse(url[:100])
