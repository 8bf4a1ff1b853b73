"""Hosts and URLs: what is listened on, what people are led to, and what is refused with a sentence."""

import ipaddress
import socket

import pytest

from workshop.config import BadSettings, read_settings
from workshop.config.hosts import BadHost, is_loopback, is_reachable, own_addresses, plain_host, reachable, url_of


@pytest.mark.parametrize(
    ("host", "port", "url"),
    [
        ("127.0.0.1", 8000, "http://127.0.0.1:8000"),
        ("localhost", 8000, "http://localhost:8000"),
        ("::1", 8000, "http://[::1]:8000"),
        ("[::1]", 80, "http://[::1]"),
        ("2001:DB8:0:0::5", 443, "http://[2001:db8::5]:443"),
        ("::ffff:10.0.0.7", 8000, "http://10.0.0.7:8000"),
        ("10.0.0.7", 80, "http://10.0.0.7"),
        ("Kunta-PC.local.", 8000, "http://kunta-pc.local:8000"),
        ("db1", 8000, "http://db1:8000"),
        ("työpaja.fi", 8000, "http://xn--typaja-xxa.fi:8000"),
        # For all addresses there is no URL, but this computer always finds itself.
        ("0.0.0.0", 8000, "http://127.0.0.1:8000"),
        ("::", 8000, "http://127.0.0.1:8000"),
        ("0:0::0", 8000, "http://127.0.0.1:8000"),
    ],
)
def test_a_host_and_a_port_make_a_url(host, port, url):
    assert url_of(host, port) == url


@pytest.mark.parametrize(
    "host",
    [
        "",
        "  ",
        "[]",
        "fe80::1%eth0",
        "fe80::1%25eth0",
        "0",
        "127.1",
        "0x7f000001",
        "a b",
        "x/y",
        "a:b",
        "-x",
        "a..b",
        "x@y",
    ],
)
def test_what_is_no_host_is_refused_with_a_sentence(host):
    with pytest.raises(BadHost, match=r"\w+ .*\."):
        plain_host(host)


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://example.org", "https://example.org"),
        ("https://example.org/", "https://example.org"),
        ("HTTPS://Example.ORG:443//", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("http://[2001:DB8::1]:8000/", "http://[2001:db8::1]:8000"),
        (" https://työpaja.fi ", "https://xn--typaja-xxa.fi"),
        ("", "http://127.0.0.1:8000"),
    ],
)
def test_the_configured_address_is_kept_in_one_form(tmp_path, given, url):
    assert read_settings({"WORKSHOP_URL": given}, data=tmp_path).url == url


@pytest.mark.parametrize(
    "given",
    [
        "https://example.org/workshop",
        "https://example.org/workshop/",
        "https://example.org/%2e%2e",
        "https://example.org/?x=1",
        "https://example.org?",
        "https://example.org/#main",
        "https://name:password@example.org",
        "https://name@example.org",
        "https://",
        "https:///workshop",
        "example.org",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://exa mple.org",
        "https://exam\nple.org",
        "https://example.org\\workshop",
        "https://example.org:0",
        "https://example.org:99999",
        "https://example.org:x",
        "http://0.0.0.0:8000",
        "http://[::]:8000",
        "http://[fe80::1%25eth0]:8000",
        "https://-example.org",
    ],
)
def test_an_address_that_people_cannot_be_led_to_is_refused(tmp_path, given):
    with pytest.raises(BadSettings, match=r"^WORKSHOP_URL: .+ Write it like https://workshop\.example\.org\.$"):
        read_settings({"WORKSHOP_URL": given}, data=tmp_path)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1", "localhost", "LOCALHOST.", "x.localhost"]
)
def test_what_leads_to_this_computer_only_is_loopback(host):
    assert is_loopback(host)
    assert not is_reachable(host, "0.0.0.0")
    assert not is_reachable(host, "::")


def test_the_addresses_of_this_machine_are_known_and_none_is_loopback():
    for address in own_addresses():
        ip = ipaddress.ip_address(address)
        assert not (ip.is_loopback or ip.is_link_local or ip.is_unspecified)
        with socket.socket(socket.AF_INET6 if ip.version == 6 else socket.AF_INET) as listener:
            # Only an address of this machine can be listened on.
            listener.bind((address, 0))
        assert is_reachable(address, "::")
        assert is_reachable(address, "0.0.0.0") == (ip.version == 4)
        assert reachable(address) == [address]


def test_names_and_addresses_of_others_are_not_this_machines():
    own = socket.gethostname()
    assert is_reachable(own, "0.0.0.0") and is_reachable(own.upper() + ".", "::")
    assert not is_reachable(own, "127.0.0.1")
    for other in ("evil.example", f"{own}.evil.example", f"x{own}", "203.0.113.7", "2001:db8::7", "", "a b"):
        assert not is_reachable(other, "::"), other
