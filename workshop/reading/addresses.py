"""Reads addresses of pages on the web, as people paste them."""

from urllib.parse import urlsplit

LONGEST_ADDRESS = 2000
_SCHEMES = ("http", "https")


def web_address(text: str) -> str:
    """Return an address that a page may link to; raises ValueError for anything else.

    Without a scheme it is https. Danger: a name before an `@` makes one host look like another (RFC 3986, 7.6), and
    other schemes run scripts.
    """
    address = text.strip()
    if "://" not in address:
        address = f"https://{address}"
    parts = urlsplit(address)
    host = parts.hostname or ""
    # Reading the port raises ValueError where it is none.
    _ = parts.port
    if parts.scheme not in _SCHEMES or "." not in host.strip(".") or "@" in parts.netloc:
        raise ValueError("not an address of a page")
    if any(sign.isspace() or sign in '"<>\\^`{|}' for sign in address) or len(address) > LONGEST_ADDRESS:
        raise ValueError("not an address of a page")
    return address
