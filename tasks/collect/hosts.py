"""Hosts as URLs spell them, brought to the one spelling that is looked up, checked and connected to.

As browsers do it (WHATWG URL standard, "host parsing"): percent signs decoded, UTS 46 mapping (full-width digits and
dots, capitals), then IPv4 addresses in decimal, octal and hexadecimal numbers of one to four parts.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import unquote_to_bytes

import idna

LONGEST_NAME = 253
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")


def spelt(host: str) -> str:
    """A host name in lower-case ASCII without a dot at its end, or an address as `ipaddress` writes it.

    Args:
        host: as the URL has it, IPv6 addresses without brackets.

    Raises:
        ValueError: it can be no host.
    """
    if ":" in host:
        return _address_6(host)
    name = _ascii(unquote_to_bytes(host).decode()).removesuffix(".")
    labels = name.split(".")
    if NUMBER.fullmatch(labels[-1]):
        return str(_address_4(labels))
    if len(name) > LONGEST_NAME or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError("no host name")
    return name


def _address_6(host: str) -> str:
    """A zone stays where it is: the check of addresses refuses it."""
    return str(IPv6Address(host.replace("%25", "%", 1)))


def _ascii(host: str) -> str:
    if len(host) > LONGEST_NAME + 1:
        raise ValueError("no host name: too long")
    if host.isascii():
        return host.lower()
    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError as error:
        raise ValueError("no host name") from error


def _address_4(parts: list[str]) -> IPv4Address:
    """One to four numbers; the last one fills what is left of the 32 bits."""
    if len(parts) > 4:
        raise ValueError("no IPv4 address: more than four parts")
    *firsts, last = (_number(part) for part in parts)
    if any(first > 255 for first in firsts) or last >= 256 ** (4 - len(firsts)):
        raise ValueError("no IPv4 address: a part is too large")
    return IPv4Address(sum(first << 24 - 8 * place for place, first in enumerate(firsts)) + last)


def _number(part: str) -> int:
    if not NUMBER.fullmatch(part):
        raise ValueError("no IPv4 address: a part is no number")
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)
