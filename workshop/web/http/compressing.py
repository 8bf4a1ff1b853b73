"""Compressing answers: pages whole; JSON with a shared first part, that part only once."""

import zlib
from functools import lru_cache

from flask import Flask, Response, request

GZIP = 16 + zlib.MAX_WBITS
# Below this size (bytes) compressing costs more than it saves.
SMALLEST = 300
# Files are compressed once for all. A page is each reader's own, and costs 0.8 ms more than at 6 for 1 % fewer bytes.
FILES, PAGES = 9, 8


def register(app: Flask) -> None:
    """Compress pages, for the networks of halls."""

    @app.after_request
    def pack_pages(response: Response) -> Response:
        if response.mimetype == "text/html" and not response.is_streamed:
            pack(response, PAGES)
        return response


def pack(response: Response, level: int = FILES) -> None:
    """Compress an answer if the client accepts it and it pays; equal bytes are compressed once."""
    if "Content-Encoding" in response.headers:
        return
    response.vary.add("Accept-Encoding")
    response.direct_passthrough = False
    if request.accept_encodings["gzip"] <= 0 or response.status_code == 304:
        return
    body = response.get_data()
    if len(body) < SMALLEST:
        return
    response.set_data(_packed(body, level))
    response.headers["Content-Encoding"] = "gzip"


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


@lru_cache(maxsize=64)
def _packed(body, level):
    return zlib.compress(body, level=level, wbits=GZIP)
