"""An auditor with a key of their own."""

import pyrage

KEY = pyrage.x25519.Identity.generate()
RECIPIENT = str(KEY.to_public())


def opened(contents: bytes) -> bytes:
    """Decrypt what was sealed for them."""
    return pyrage.decrypt(contents, [KEY])
