"""The networks by which an address is counted: an IPv4 address by itself, an IPv6 address by its /64 and /48.

The holder of one IPv6 address has as many as they like in the same /64, and often the whole /48 around it.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

OWN, AROUND = 64, 48


def networks_of(address: str | None) -> list[str]:
    """Return the networks of an address, the smallest first; anything else (a Unix socket) counts as one network."""
    try:
        read = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ["nowhere"]
    if isinstance(read, IPv6Address):
        read = read.ipv4_mapped or read
    if isinstance(read, IPv4Address):
        return [str(read)]
    return [str(ip_network((read, bits), strict=False)) for bits in (OWN, AROUND)]
