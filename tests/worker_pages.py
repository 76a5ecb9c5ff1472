"""Page functions for the tests of the workers: each does what the page's payload says."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from schemas.article import Article, CleanedPage, Reason, Rejection, Step
from schemas.config import Config
from schemas.page import RawPage

MIB = 2**20
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.memset.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)
kept: list[bytearray] = []


class AwkwardError(Exception):
    """Cannot be unpickled: pickle calls it with one argument."""

    def __init__(self, one, two):
        super().__init__(one)
        self.two = two


def article(page: RawPage, text: str) -> CleanedPage:
    return CleanedPage(Article(page.id, page.input_path, text, "", "0", len(text.split()), 1, 0, 0, url=page.url))


def clean(page: RawPage, _config: Config) -> CleanedPage:
    """Upper-cases a page, slowly if told so."""
    text = page.payload.decode()
    if text.startswith("sleep "):
        time.sleep(float(text.split()[1]))
    return article(page, text.upper())


def act(page: RawPage, config: Config) -> CleanedPage:
    """Does what the page says, and answers with what came of it."""
    command, _, rest = page.payload.decode().partition(" ")
    return article(page, str(ACTIONS[command](rest, config)))


def swell_in_python(mib: str, _config: Config) -> str:
    parts = [bytearray(MIB) for _ in range(int(mib))]
    for part in parts:
        part[::4096] = b"x" * (MIB // 4096)
    return "swollen"


def swell_in_c(mib: str, _config: Config) -> str:
    """malloc and memset, 16 MiB at a time, until refused; C code that does not tell."""
    for _ in range(int(mib) // 16):
        address = libc.malloc(16 * MIB)
        if not address:
            return "refused, and nobody was told"
        libc.memset(address, 1, 16 * MIB)
    return "swollen"


def swallow(mib: str, config: Config) -> str:
    try:
        return swell_in_python(mib, config)
    except MemoryError:
        return "as if nothing had been"


def reserve(mib: str, _config: Config) -> str:
    return str(len(bytearray(int(mib) * MIB)))


def spin(_rest: str, _config: Config) -> None:
    while True:
        pass


def hang_in_c(_rest: str, _config: Config) -> None:
    """Hangs without letting go of the interpreter, where no Python signal handler would ever run."""
    ctypes.PyDLL(None).pause()
    ctypes.PyDLL(None).pause()


def hoard(mib: str, _config: Config) -> str:
    kept.append(bytearray(b"x" * int(mib) * MIB))
    return "hoarded"


def awkward(rest: str, _config: Config) -> None:
    raise AwkwardError(rest, rest)


def stop_self(name: str, _config: Config) -> None:
    os.kill(os.getpid(), signal.Signals[name])
    time.sleep(60)


ACTIONS = {
    "say": lambda rest, _: rest,
    "pid": lambda _, __: os.getpid(),
    "ppid": lambda _, __: os.getppid(),
    "modules": lambda names, _: [name for name in names.split() if name in sys.modules],
    "main": lambda _, __: getattr(sys.modules["__main__"], "__file__", None),
    "threads": lambda _, __: len(list(Path("/proc/self/task").iterdir())),
    "seconds": lambda _, config: config.limits.page_seconds,
    "sleep": lambda rest, _: time.sleep(float(rest)),
    "spin": spin,
    "hang": hang_in_c,
    "exit": lambda code, _: os._exit(int(code)),
    "quit": lambda code, _: sys.exit(code),
    "signal": stop_self,
    "segfault": lambda _, __: ctypes.string_at(1),
    "raise": lambda rest, _: [][int(rest)],
    "awkward": awkward,
    "python": swell_in_python,
    "c": swell_in_c,
    "swallow": swallow,
    "reserve": reserve,
    "hoard": hoard,
    "fail": lambda _, __: (_ for _ in ()).throw(MemoryError()),
}


def unpicklable(page: RawPage, _config: Config) -> CleanedPage:
    return CleanedPage(lambda: page)  # type: ignore[arg-type]


def caught(page: RawPage, _config: Config) -> CleanedPage:
    """Turns a refused allocation into a Rejection, as the cleaning of a page does."""
    return CleanedPage(Rejection(page.id, page.input_path, Step.LABEL, Reason.MEMORY_LIMIT, "met in a step"))
