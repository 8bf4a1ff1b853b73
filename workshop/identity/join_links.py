"""The unguessable part of the links and QR codes that lead to a join code."""

import hmac
import re
from base64 import b32encode

LINK_SALT = "workshop.join-link"
LINK_KEY = 13


def link_key(secret_key: str, code: str) -> str:
    """Return the unguessable part of the links and QR codes that lead to a join code, of 65 bits.

    It is worked out from the code alone, so that it is told from a wrong one without a look-up, and ends with it.
    """
    letters = b32encode(hmac.digest(secret_key.encode(), f"{LINK_SALT} {code}".encode(), "sha256"))
    return letters.decode().lower()[:LINK_KEY]


def is_link_key(secret_key: str, code: str, given: str) -> bool:
    """Whether this is the unguessable part that belongs to a code."""
    # What a mail program took for the end of a link stands after it.
    letters = re.sub("[^a-z2-7]", "", given.lower())
    return hmac.compare_digest(link_key(secret_key, code), letters)
