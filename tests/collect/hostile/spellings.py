"""One IPv4 address in all the ways in which a URL can say it."""

from ipaddress import IPv4Address

FULL_WIDTH = {ord(plain): ord(plain) + 0xFEE0 for plain in "0123456789abcdefx."}
CIRCLED = {ord("0"): "\u24ea"} | {ord(str(digit)): chr(0x245F + digit) for digit in range(1, 10)}


def spellings(address: str) -> list[str]:
    """Hosts for a URL; IPv6 ones in brackets."""
    number = int(IPv4Address(address))
    a, b, c, d = number.to_bytes(4, "big")
    high, low = number >> 16, number & 0xFFFF
    return [
        address,
        f"{number}",
        f"{number:#x}",
        f"{number:#X}",
        f"0{number:o}",
        f"0000{number:o}",
        f"{a:#x}.{b:#x}.{c:#x}.{d:#x}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"000{a:o}.{b}.{c:#x}.{d}",
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{low}",
        f"{a:#x}.{number & 0xFFFFFF:#x}",
        f"{address}.",
        address.translate(FULL_WIDTH),
        f"{number}".translate(FULL_WIDTH),
        f"{number:#x}".translate(FULL_WIDTH),
        address.translate(CIRCLED),
        address.replace(".", "\u3002"),
        address.replace(".", "\uff61"),
        address.replace(".", "%2e"),
        "".join(f"%{ord(letter):02x}" for letter in address),
        f"user:word@{address}",
        f"example.org%20@{address}".replace("%20", ""),
        f"[::ffff:{address}]",
        f"[::ffff:{high:x}:{low:x}]",
        f"[0:0:0:0:0:FFFF:{high:x}:{low:x}]",
        f"[::{address}]",
        f"[64:ff9b::{address}]",
        f"[64:ff9b::{high:x}:{low:x}]",
        f"[64:ff9b:1::{address}]",
        f"[2002:{high:x}:{low:x}::1]",
        f"[2001:0:{high:x}:{low:x}::]",
        f"[2001:0:4136:e378:8000:63bf:{high ^ 0xFFFF:x}:{low ^ 0xFFFF:x}]",
        f"[fe80::5efe:{address}]",
    ]
