"""Which addresses may be connected to: those of the open internet, and what the configuration allows beside them.

Special-purpose addresses: IANA's registries for IPv4 and IPv6 (RFC 6890 and later). They are spelt out here, for
`ipaddress.is_global` differs between versions of Python and knows nothing of IPv4 addresses inside of IPv6 ones.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from schemas.collect import Network
from tasks.collect.resolver import system_resolver

Address = IPv4Address | IPv6Address

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host name and port, in the order to try them; `OSError` where there are none."""

_FORBIDDEN_4 = tuple(
    (IPv4Network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "shared by carriers (CGNAT)"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),  # Azure's; in the open range, answered by every host there
        ("169.254.0.0/16", "link-local, cloud metadata"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

_UNICAST_6 = IPv6Network("2000::/3")
"""All that was ever given out for the open internet; what lies outside is refused without a look."""

_FORBIDDEN_6 = tuple(
    (IPv6Network(network), what)
    for network, what in (
        ("2001::/23", "protocol assignments, Teredo"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
    )
)

_CARRIES_4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""IPv4-mapped, and NAT64 (RFC 6052), the way of networks without IPv4: as good as what they carry."""

_ISATAP = 0x5EFE
_ISATAP_GLOBAL = 0x0200 << 16 | _ISATAP


class AddressRefusedError(Exception):
    """An address that must not be connected to."""


class Admission:
    """Decides which addresses are connected to.

    Args:
        allow_networks: what may be reached although it is not on the open internet. IPv4 addresses that are written
            as IPv6 ones are not in an IPv4 network that is allowed.
        resolver: looks up names; none: the machine's.
    """

    def __init__(self, allow_networks: Sequence[Network] = (), resolver: Resolver | None = None) -> None:
        self._allowed = tuple(allow_networks)
        self._resolver = resolver or system_resolver

    def check(self, address: str) -> Address:
        """The address, as it may be connected to.

        Args:
            address: in one of the standard spellings of `ipaddress`; other spellings are none of it.

        Raises:
            AddressRefusedError: it is on no network that may be reached, or no address.
        """
        try:
            parsed = ip_address(address)
        except ValueError:
            raise AddressRefusedError(f"{address[:60]!r} is no address") from None
        what = None if self._is_allowed(parsed) else forbidden(parsed)
        if what:
            raise AddressRefusedError(f"{parsed} is not on the open internet: {what}")
        return parsed

    def _is_allowed(self, address: Address) -> bool:
        zoned = isinstance(address, IPv6Address) and address.scope_id
        return not zoned and any(address in network for network in self._allowed)

    def check_literal(self, host: str) -> Address | None:
        """The address that a host is, if it is one and no name.

        Raises:
            AddressRefusedError: it must not be connected to.
        """
        return self.check(host) if _is_address(host) else None

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """All addresses of a host, each of them checked.

        Args:
            host: a name in ASCII, or an address (IPv6 without brackets), which is not looked up.
            port: handed to the resolver.

        Raises:
            AddressRefusedError: one of them must not be connected to. Of `localhost` (RFC 6761), which is loopback
                in both families, those that may are given.
            OSError: the name has no address.
        """
        if (literal := self.check_literal(host)) is not None:
            return (str(literal),)
        found = await self._resolver(host, port)
        if not found:
            raise OSError(f"{host} has no address")
        if host == "localhost" or host.endswith(".localhost"):
            found = [address for address in found if self._admits(address)] or found
        return tuple(dict.fromkeys(str(self.check(address)) for address in found))

    def _admits(self, address: str) -> bool:
        try:
            self.check(address)
        except AddressRefusedError:
            return False
        return True


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def forbidden(address: Address) -> str | None:
    """What keeps an address from being connected to; None for one of the open internet."""
    if isinstance(address, IPv4Address):
        return next((what for network, what in _FORBIDDEN_4 if address in network), None)
    if address.scope_id:
        return "it has a zone"
    for network in _CARRIES_4:
        if address in network:
            inner = forbidden(IPv4Address(int(address) & 0xFFFFFFFF))
            return inner and f"it carries an IPv4 address, {inner}"
    return _forbidden_6(address)


def _forbidden_6(address: IPv6Address) -> str | None:
    if address not in _UNICAST_6:
        return "no global unicast"
    for network, what in _FORBIDDEN_6:
        if address in network:
            return what
    if (int(address) >> 32) & 0xFFFFFFFF in (_ISATAP, _ISATAP_GLOBAL):  # RFC 5214: a tunnel to what follows
        inner = forbidden(IPv4Address(int(address) & 0xFFFFFFFF))
        return inner and f"ISATAP to an IPv4 address, {inner}"
    return None
