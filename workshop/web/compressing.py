"""Compressing an answer whose first part many people share: that part is compressed once and the rest appended."""

import zlib
from functools import lru_cache

from flask import Response, request

GZIP = 16 + zlib.MAX_WBITS


def compressed(shared: bytes, own: bytes) -> Response:
    """Answer with one JSON object: `shared` is the inside of an object, `own` an object; gzip where it is taken."""
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
