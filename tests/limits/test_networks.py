"""Who has many addresses of one network is one."""

import pytest

from workshop.limits.networks import networks_of


@pytest.mark.parametrize(
    "address, networks",
    [
        ("192.0.2.7", ["192.0.2.7"]),
        ("::ffff:192.0.2.7", ["192.0.2.7"]),
        ("2001:db8:1:2:3::4", ["2001:db8:1:2::/64", "2001:db8:1::/48"]),
        ("2001:DB8:1:2:ffff:ffff:ffff:ffff", ["2001:db8:1:2::/64", "2001:db8:1::/48"]),
        ("2001:db8:1:3::4", ["2001:db8:1:3::/64", "2001:db8:1::/48"]),
        ("fe80::1%eth0", ["fe80::/64", "fe80::/48"]),
        (None, ["nowhere"]),
        ("", ["nowhere"]),
        ("unix:", ["nowhere"]),
        ("192.0.2.7:4711", ["nowhere"]),
    ],
)
def test_an_address_is_counted_for_its_networks(address, networks):
    assert networks_of(address) == networks
