"""Addresses: what may be connected to, and names that lead to what may not."""

import asyncio
from ipaddress import ip_network

import pytest
from hostile.names import Names
from hostile.routes_redirects import PRIVATE
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.addresses import AddressRefusedError, Admission, forbidden

OPEN = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.1 192.167.255.255 192.169.0.0
198.17.255.255 198.20.0.0 223.255.255.255
2606:4700:4700::1111 2a00:1450:4001:81b::200e 2001:4860:4860::8888 2001:200::1 2400:cb00::1 3ffe::1
::ffff:8.8.8.8 64:ff9b::8.8.8.8 2606:4700::5efe:8.8.8.8
""".split()

SHUT = """
0.0.0.0 0.1.2.3 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1 127.255.255.255 168.63.129.16
169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.1 192.0.0.9 192.0.0.170 192.0.0.192
192.0.2.1 192.88.99.1 192.168.0.0 192.168.255.255 198.18.0.0 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1
239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::2 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.1.2.3 ::ffff:169.254.169.254 ::ffff:0.0.0.0
::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 64:ff9b:1::8.8.8.8
100::1 100:0:0:1::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1
2002::1 2002:7f00:1:: 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fe80::5efe:10.0.0.1
fec0::1 ff02::1 ff0e::1 2606:4700::5efe:10.0.0.1 2606:4700::200:5efe:127.0.0.1 fe80::1%eth0 2606:4700::1111%eth0
4000::1 8000::1
""".split()

NO_ADDRESSES = [
    "",
    "localhost",
    "127.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.0.0.1 ",
    "1.2.3.4/32",
    "::1]",
    "\u0661",
]


@pytest.mark.parametrize("address", OPEN)
def test_the_open_internet_may_be_reached(address):
    Admission().check(address)


@pytest.mark.parametrize("address", [*SHUT, *NO_ADDRESSES])
def test_nothing_else_may(address):
    with pytest.raises(AddressRefusedError):
        Admission().check(address)


@pytest.mark.parametrize("host", PRIVATE)
def test_what_the_hostile_server_redirects_to(host):
    with pytest.raises(AddressRefusedError):
        Admission().check(host.strip("[]").replace("%25", "%"))


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_what_the_standard_library_calls_not_global_is_shut(address):
    carried = {"64:ff9b::/96", "::ffff:0:0/96"}
    if not address.is_global and not any(address.version == 6 and str(address).startswith(c[:6]) for c in carried):
        assert forbidden(address)


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_as_good_as_what_it_carries(address):
    for prefix in ("::ffff:", "64:ff9b::"):
        carrier = Admission()
        if forbidden(address):
            with pytest.raises(AddressRefusedError):
                carrier.check(f"{prefix}{address}")
        else:
            carrier.check(f"{prefix}{address}")


def allowing(*networks, names=None):
    return Admission([ip_network(network) for network in networks], names)


ALLOWED = [
    (["127.0.0.0/8"], "127.0.0.1", True),
    (["127.0.0.1/32"], "127.0.0.2", False),
    (["127.0.0.0/8"], "10.0.0.1", False),
    (["127.0.0.0/8"], "::1", False),
    (["127.0.0.0/8"], "::ffff:127.0.0.1", False),
    (["127.0.0.0/8"], "64:ff9b::127.0.0.1", False),
    (["127.0.0.0/8"], "2002:7f00:1::", False),
    (["::1/128"], "::1", True),
    (["fd00::/8"], "fd12::1", True),
    (["fe80::/10"], "fe80::1", True),
    (["fe80::/10"], "fe80::1%eth0", False),
    (["::ffff:127.0.0.0/104"], "::ffff:127.0.0.1", True),
    (["10.0.0.0/8", "192.168.0.0/16"], "192.168.1.1", True),
    (["10.0.0.0/8"], "8.8.8.8", True),
]


@pytest.mark.parametrize(("networks", "address", "allowed"), ALLOWED)
def test_a_network_is_reached_when_it_is_allowed(networks, address, allowed):
    if allowed:
        allowing(*networks).check(address)
    else:
        with pytest.raises(AddressRefusedError):
            allowing(*networks).check(address)


NAMES = {
    "open.test": ("8.8.8.8", "2606:4700:4700::1111"),
    "shut.test": ("10.0.0.1",),
    "mixed.test": ("8.8.8.8", "10.0.0.1"),
    "second.test": ("8.8.8.8", "8.8.4.4", "::ffff:127.0.0.1"),
    "zoned.test": ("fe80::1%eth0",),
    "rubbish.test": ("not an address",),
    "twice.test": ("8.8.8.8", "8.8.8.8"),
    "empty.test": (),
    "localhost": ("::1", "127.0.0.1"),
    "a.localhost": ("127.0.0.1", "::1"),
    "loop.test": ("127.0.0.1", "::1"),
}

RESOLVED = [
    ("open.test", [], ("8.8.8.8", "2606:4700:4700::1111")),
    ("twice.test", [], ("8.8.8.8",)),
    ("8.8.8.8", [], ("8.8.8.8",)),
    ("2606:4700:4700:0::1111", [], ("2606:4700:4700::1111",)),
    ("127.0.0.1", ["127.0.0.0/8"], ("127.0.0.1",)),
    ("localhost", ["127.0.0.0/8"], ("127.0.0.1",)),
    ("a.localhost", ["127.0.0.0/8"], ("127.0.0.1",)),
    ("localhost", ["127.0.0.0/8", "::1/128"], ("::1", "127.0.0.1")),
    ("shut.test", [], AddressRefusedError),
    ("mixed.test", [], AddressRefusedError),
    ("second.test", [], AddressRefusedError),
    ("zoned.test", [], AddressRefusedError),
    ("rubbish.test", [], AddressRefusedError),
    ("localhost", [], AddressRefusedError),
    ("loop.test", ["127.0.0.0/8"], AddressRefusedError),
    ("127.0.0.1", [], AddressRefusedError),
    ("::1", [], AddressRefusedError),
    ("fe80::1%eth0", [], AddressRefusedError),
    ("empty.test", [], OSError),
    ("unknown.test", [], OSError),
]


@pytest.mark.parametrize(("host", "networks", "expected"), RESOLVED)
def test_every_address_of_a_name_is_checked(host, networks, expected):
    admission = allowing(*networks, names=Names(NAMES))
    if isinstance(expected, tuple):
        assert asyncio.run(admission.resolve(host, 80)) == expected
    else:
        with pytest.raises(expected):
            asyncio.run(admission.resolve(host, 80))


def test_the_machine_itself_resolves():
    assert asyncio.run(allowing("127.0.0.0/8").resolve("localhost", 80)) == ("127.0.0.1",)
    for host in ("a" * 64 + ".invalid", "no-such-name.invalid"):
        with pytest.raises(OSError, match=r"\S"):
            asyncio.run(Admission().resolve(host, 80))
