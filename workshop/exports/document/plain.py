"""What is taken out of every text before it goes into a file."""

import re

# XML has no such characters, not even escaped; marks of direction could turn around the text that follows them.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Return a text without the characters that a document can't hold or that turn other text around."""
    return _REFUSED.sub("", text)
