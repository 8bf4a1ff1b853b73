"""Hosts: the one function that writes URLs from them, and this machine's addresses and names."""

import array
import fcntl
import ipaddress
import re
import socket
import struct
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*", re.IGNORECASE)
# Danger: resolvers and browsers take "127.1" or "0x7f000001" for an address, although it does not look like one.
NUMBERS = re.compile(r"(0x[0-9a-f]+|[0-9]+)(\.(0x[0-9a-f]+|[0-9]+))*", re.IGNORECASE)
# urlsplit silently removes some of these.
NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\xa0\s\\<>\"]")
LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"})
# From linux/sockios.h and linux/if.h: the list of IPv4 interfaces, each with name and address.
SIOCGIFCONF = 0x8912
INTERFACE = 16 + (24 if struct.calcsize("P") == 8 else 16)
MOST_INTERFACES = 1024
IPV6_INTERFACES = Path("/proc/net/if_inet6")
# Documentation addresses (RFC 5737, RFC 3849): connecting a datagram socket to them sends nothing.
FAR_AWAY = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


class BadHost(ValueError):
    """A host that can't be listened on, or that no URL can contain; the message says why."""


def plain_host(host: str) -> str:
    """Return a host as sockets take it, without a URL's brackets; raises BadHost for what is no host."""
    host = host.strip()
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    if not host:
        raise BadHost("The host is empty. 127.0.0.1 is this computer only, 0.0.0.0 is all its addresses.")
    if "%" in host:
        raise BadHost(f"{host} has a zone (what stands after %), which no link can hold. Take another address.")
    ip = _ip(host)
    if ip:
        return ip.compressed
    host = _ascii(host.removesuffix("."))
    if ":" in host or NUMBERS.fullmatch(host) or not NAME.fullmatch(host):
        raise BadHost(f"{host} is neither an IP address nor the name of a host.")
    return host.lower()


def url_of(host: str, port: int, scheme: str = "http") -> str:
    """Return the URL of a host and port; raises BadHost. For "all addresses" it leads to this computer."""
    host = plain_host(host)
    ip = _ip(host)
    if ip and ip.is_unspecified:
        host = "127.0.0.1"
    elif ip and ip.version == 6:
        host = f"[{ip.compressed}]"
    return f"{scheme}://{host}" if port == DEFAULT_PORTS[scheme] else f"{scheme}://{host}:{port}"


def site_of(url: str) -> str:
    """Return a configured site's address, normalised; raises BadHost for one that can't lead to the app.

    A path is refused, because all addresses in the app, its cookies and sockets begin at the host.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadHost(f"{url} is no address.") from None
    if NO_ADDRESS.search(url):
        raise BadHost(f"{url!r} has a blank or another sign in it that no address has.")
    if parts.scheme not in DEFAULT_PORTS:
        raise BadHost(f"{url} begins neither with https:// nor with http://.")
    if "@" in parts.netloc:
        raise BadHost("The address holds a name or a password.")
    if not parts.hostname:
        raise BadHost(f"{url} names no host.")
    if parts.path.strip("/"):
        raise BadHost(f"{url} has a path, and the app needs a host or a port of its own.")
    if "?" in url or "#" in url or port == 0 or is_everything(plain_host(parts.hostname)):
        raise BadHost(f"{url} is not the address of a site.")
    return url_of(parts.hostname, port or DEFAULT_PORTS[parts.scheme], parts.scheme)


def is_loopback(host: str) -> bool:
    """Whether a host leads only to the computer on which it is opened."""
    ip = _ip(host)
    if ip:
        return ip.is_loopback or ip.is_unspecified
    name = host.lower().rstrip(".")
    return name in LOOPBACK_NAMES or name.endswith(".localhost")


def is_everything(host: str) -> bool:
    """Whether a host stands for all addresses of the listening machine."""
    ip = _ip(host)
    return ip is not None and ip.is_unspecified


@lru_cache(maxsize=10)
def listens_to_itself(host: str) -> bool:
    """Whether a server on this host can be reached from this computer only; names are looked up, once."""
    if _ip(host) or is_loopback(host):
        return is_loopback(host) and not is_everything(host)
    with suppress(OSError):
        found = {place[0] for *_, place in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
        return all(is_loopback(str(address).split("%")[0]) for address in found)
    return False


def reachable(host: str) -> list[str]:
    """Return the addresses at which others reach a server on this host, likeliest first, without loopback."""
    if not is_everything(host):
        return [] if listens_to_itself(host) else [host]
    versions = (4,) if _ip(host).version == 4 else (4, 6)
    return [address for address in own_addresses() if ipaddress.ip_address(address).version in versions]


def is_reachable(asked: str, host: str) -> bool:
    """Whether `asked`, which anybody may have sent, is a name or address of the server that listens on `host`."""
    asked = asked.lower().rstrip(".")
    if is_loopback(asked):
        return False
    ip = _ip(asked)
    if ip:
        return ip.compressed in reachable(host)
    return is_everything(host) and _is_own_name(asked)


def own_addresses() -> list[str]:
    """Return this machine's addresses, the default route's first, without loopback and link-local ones."""
    found = [*_ways_out(), *_ipv4(), *_ipv6()]
    kept = {ip.compressed: ip for ip in map(ipaddress.ip_address, found) if not _is_useless(ip)}
    return sorted(kept, key=lambda address: kept[address].version)


def _ascii(name):
    # IDNA is a form of names in other letters that sockets, browsers and QR codes all take.
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        raise BadHost(f"{name} is not the name of a host.") from None


def _ip(host):
    with suppress(ValueError):
        ip = ipaddress.ip_address(host)
        return getattr(ip, "ipv4_mapped", None) or ip
    return None


def _is_useless(ip):
    return ip.is_loopback or ip.is_link_local or ip.is_unspecified or ip.is_multicast


def _is_own_name(asked):
    own = socket.gethostname().lower().rstrip(".")
    if asked in {own, own.split(".")[0], f"{own.split('.')[0]}.local"}:
        return True
    # Only names that begin like ours are looked up, since the resolver may take long without a network.
    return asked.split(".")[0] == own.split(".")[0] and asked == _full_name().lower()


@lru_cache(maxsize=1)
def _full_name():
    return socket.getfqdn()


def _ways_out():
    for family, far in FAR_AWAY:
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            yield probe.getsockname()[0].split("%")[0]


def _ipv4():
    room = array.array("B", bytes(INTERFACE * MOST_INTERFACES))
    about = struct.pack("iP", len(room), room.buffer_info()[0])
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        size = struct.unpack("iP", fcntl.ioctl(probe.fileno(), SIOCGIFCONF, about))[0]
        for start in range(0, size, INTERFACE):
            yield socket.inet_ntoa(room[start + 20 : start + 24].tobytes())


def _ipv6():
    with suppress(OSError):
        for line in IPV6_INTERFACES.read_text().splitlines():
            yield str(ipaddress.IPv6Address(bytes.fromhex(line.split()[0])))
