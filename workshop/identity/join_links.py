"""The unguessable part of links and QR codes that lead to a join code."""

import hmac
import re
from base64 import b32encode

LINK_SALT = "workshop.join-link"
LINK_KEY = 13


def link_key(secret_key: str, code: str) -> str:
    """Return the unguessable part of the links and QR codes of a join code: 13 characters, 65 bits.

    It is derived from the code alone (HMAC-SHA-256), so that checking it takes no look-up and it expires with the code.
    """
    letters = b32encode(hmac.digest(secret_key.encode(), f"{LINK_SALT} {code}".encode(), "sha256"))
    return letters.decode().lower()[:LINK_KEY]


def is_link_key(secret_key: str, code: str, given: str) -> bool:
    """Whether `given` is the unguessable part that belongs to a code."""
    # Mail programs may append punctuation, taking it for a part of the link.
    letters = re.sub("[^a-z2-7]", "", given.lower())
    return hmac.compare_digest(link_key(secret_key, code), letters)
