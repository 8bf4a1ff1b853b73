"""Whom an address of the network is taken for: one of IPv4 for itself, one of IPv6 for the networks that it is in.

Whoever has one address of IPv6 has as many as they like in the same /64, and often the whole /48 around it.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

OWN, AROUND = 64, 48


def networks_of(address: str | None) -> list[str]:
    """Return the networks of an address, the smallest first; what is no address (a socket of Unix) is all one."""
    try:
        read = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ["nowhere"]
    if isinstance(read, IPv6Address):
        read = read.ipv4_mapped or read
    if isinstance(read, IPv4Address):
        return [str(read)]
    return [str(ip_network((read, bits), strict=False)) for bits in (OWN, AROUND)]
