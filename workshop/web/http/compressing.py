"""Compressing answers: pages whole; JSON with a shared first part, that part only once."""

import zlib
from functools import lru_cache

import brotli
import zopfli.gzip
from flask import Flask, Response, request

GZIP = 16 + zlib.MAX_WBITS
# Below this size (bytes) compressing costs more than it saves.
SMALLEST = 300
# A file is compressed once for all, as far as it goes; a page is each reader's own, and has to be quick. Browsers take
# Brotli (RFC 7932) where the network between can't see the text: over https, and on the same machine.
_FILES = {"br": lambda body: brotli.compress(body, quality=11), "gzip": zopfli.gzip.compress}
_PAGES = {
    "br": lambda body: brotli.compress(body, brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: zlib.compress(body, level=6, wbits=GZIP),
}


def register(app: Flask) -> None:
    """Compress pages, for the networks of halls."""

    @app.after_request
    def pack_pages(response: Response) -> Response:
        if response.mimetype == "text/html" and not response.is_streamed:
            _pack(response, _packed_page)
        return response


def pack_file(response: Response) -> None:
    """Compress a file that all get alike if the client accepts it and it pays; once for each coding."""
    _pack(response, _packed_file)


def _pack(response, packed):
    if "Content-Encoding" in response.headers:
        return
    response.vary.add("Accept-Encoding")
    response.direct_passthrough = False
    accepted = [coding for coding in _PAGES if request.accept_encodings[coding] > 0]
    if not accepted or response.status_code == 304:
        return
    body = response.get_data()
    if len(body) < SMALLEST:
        return
    response.set_data(packed(accepted[0], body))
    response.headers["Content-Encoding"] = accepted[0]


def compressed(shared: bytes, own: bytes) -> Response:
    """Return one JSON object: `shared` lacks its outer braces, `own` is an object; compressed if accepted."""
    if request.accept_encodings["gzip"] <= 0:
        return Response(b"{" + shared + b"," + own[1:] if shared else own, mimetype="application/json")
    if shared:
        begun, packer = _begun(shared)
        packer = packer.copy()
        body = begun + packer.compress(own[1:]) + packer.flush()
    else:
        body = zlib.compress(own, wbits=GZIP)
    response = Response(body, mimetype="application/json")
    response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=32)
def _begun(shared):
    packer = zlib.compressobj(6, wbits=GZIP)
    return packer.compress(b"{" + shared + b",") + packer.flush(zlib.Z_SYNC_FLUSH), packer


@lru_cache(maxsize=128)
def _packed_file(coding, body):
    return _FILES[coding](body)


@lru_cache(maxsize=64)
def _packed_page(coding, body):
    return _PAGES[coding](body)
